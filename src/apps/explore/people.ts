// Who is here and who watches: names on the page, and labels that distinguish two people with the same name.

import { type Context, type Group, html, type Member } from "bokeh-edge"

import { prose } from "./prose.ts"
import { PEOPLE_STYLE } from "./style.ts"

export class People {
  readonly root = prose("", {
    name: "people",
    stylesheets: [PEOPLE_STYLE],
    styles: { "align-self": "center" },
  })
  readonly #room: Group
  readonly #context: Context

  constructor(room: Group, context: Context) {
    this.#room = room
    this.#context = context
  }

  get here(): readonly Member[] {
    return this.#room.members.filter(({ isOnline }) => isOnline)
  }

  get others(): readonly Member[] {
    const me = this.#room.me?.id
    return this.here.filter(({ id }) => id !== me)
  }

  /** The options of a Select must have different labels, and so must people. */
  labelOf({ id = "", name }: { readonly id: string | undefined; readonly name: string }): string {
    const isShared = this.#room.members.some((one) => one.name === name && one.id !== id)
    return isShared ? `${name} (${id.slice(0, 4)})` : name
  }

  /** For a Select: the other people, below one additional choice. Whoever is chosen stays in it while away. */
  options(first: string, chosen?: string): [string, string][] {
    const { me, members } = this.#room
    const shown = members.filter(({ id, isOnline }) => isOnline || id === chosen)
    const others = shown.filter(({ id }) => id !== me?.id)
    return [["", first], ...others.map((one): [string, string] => [one.id, this.labelOf(one)])]
  }

  show(): void {
    const me = this.#room.me?.id
    const chips = this.here.map((one) => {
      const isMe = one.id === me
      // Viewers see this, too, so it does not say "you".
      if (!isMe) return html`<li class="person">${this.labelOf(one)}</li>`
      return html`<li class="person me" aria-current="true">${this.labelOf(one)}</li>`
    })
    // People who have just left may come back, and then get what was sent to them.
    const away = this.#room.members.length - this.here.length
    if (away > 0) chips.push(html`<li class="away">${away} away</li>`)
    const looking = this.#context.viewers.length
    if (looking > 0) chips.push(html`<li class="away">${looking} looking on</li>`)
    this.root.visible = chips.length > 0
    this.root.text = String(html`<ul aria-label="Who is here">${chips}</ul>`)
  }
}

export function people(count: number): string {
  return count === 1 ? "one person" : `${count} people`
}
