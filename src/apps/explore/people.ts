// Who is here: names on the page, and labels that tell two people of one name apart.

import { Div, type Group, html, type Member } from "bokeh-edge"

import { PEOPLE_STYLE } from "./style.ts"

export class People {
  readonly root = new Div({
    name: "people",
    stylesheets: [PEOPLE_STYLE],
    disable_math: true,
    styles: { "align-self": "center" },
  })
  readonly #room: Group

  constructor(room: Group) {
    this.#room = room
  }

  get here(): readonly Member[] {
    return this.#room.members.filter(({ isOnline }) => isOnline)
  }

  get others(): readonly Member[] {
    const me = this.#room.me?.id
    return this.here.filter(({ id }) => id !== me)
  }

  /** BokehJS tells options of a Select apart by their labels, and people tell each other apart by them. */
  labelOf({ id = "", name }: { readonly id: string | undefined; readonly name: string }): string {
    const isShared = this.#room.members.some((one) => one.name === name && one.id !== id)
    return isShared ? `${name} (${id.slice(0, 4)})` : name
  }

  /** For a Select: the others, below one more choice. */
  options(first: string): readonly (readonly [string, string])[] {
    return [["", first], ...this.others.map((one) => [one.id, this.labelOf(one)] as const)]
  }

  clear(): void {
    this.root.text = ""
    this.root.visible = false
  }

  show(): void {
    const me = this.#room.me?.id
    const chips = this.here.map((one) => {
      const isMe = one.id === me
      // A viewer sees this, too: it is no "you".
      if (!isMe) return html`<li class="person">${this.labelOf(one)}</li>`
      return html`<li class="person me" aria-current="true">${this.labelOf(one)}</li>`
    })
    // Who has just gone may come back, and gets then what was sent.
    const away = this.#room.members.length - this.here.length
    if (away > 0) chips.push(html`<li class="away">${away} away</li>`)
    this.root.visible = chips.length > 0
    this.root.text =
      chips.length === 0 ? "" : String(html`<ul aria-label="Who is here">${chips}</ul>`)
  }
}

export function people(count: number): string {
  return count === 1 ? "one person" : `${count} people`
}
