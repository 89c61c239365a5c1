// All links that this session has given out: copies and live views, with their expiry, how often they were opened, and a
// button to revoke each.

import {
  type Column,
  column,
  type Connection,
  type Document,
  html,
  type Link,
  row,
  without_document_lock,
} from "bokeh-edge"

import { showBoxes } from "./boxes.ts"
import { button, graphButton, onClick } from "./button.ts"
import type { Desk } from "./desk.ts"
import { prose } from "./prose.ts"
import { FILL, GRID_STYLES, PAPER } from "./style.ts"
import { timeHtml } from "./time.ts"
import { titleOf } from "./view.ts"

const EMPTY =
  "<p>None yet. A copy is for whoever gets its link; an invitation shows this page as it changes.</p>"
const KINDS: Readonly<Record<Link["kind"], string>> = {
  copy: "A copy of the graph",
  viewer: "This graph, live",
  editor: "This graph, to work on together",
}

export class Links {
  readonly root: Column
  readonly #desk: Desk
  readonly #list = row([], { ...FILL, name: "links", styles: GRID_STYLES })
  readonly #empty = prose(EMPTY)
  readonly #part: (made: { readonly id: string }) => Column

  constructor(doc: Document, desk: Desk) {
    this.#desk = desk
    this.#part = doc.part("link", (_doc, { id }: { readonly id: string }) => this.#built(id))
    const copy = graphButton(desk, "Copy link", () => this.#publish())
    const invite = button("Invite to my view")
    onClick(desk, invite, () => this.#invite())
    const links = column(
      row(copy, invite, { styles: { gap: "6px", "flex-wrap": "wrap" } }),
      this.#empty,
      this.#list,
      { ...FILL, styles: { gap: "8px" } },
    )
    const title = prose("<h2>Links</h2><p>Viewers do not see them.</p>")
    // Only the owner may see them: viewers do not get them.
    const own = desk.context.ownerOnly(links)
    this.root = column(title, own, { ...FILL, styles: { gap: "8px" } })
  }

  clear(): void {
    this.#show([])
  }

  async show(): Promise<void> {
    this.#show(await this.#desk.context.links.list())
  }

  #show(links: readonly Link[]): void {
    showBoxes(this.#list, links, this.#part, wordsOf)
    this.#empty.visible = links.length === 0
  }

  /** Publishes a copy of this session, for everybody with the link. */
  async #publish(): Promise<void> {
    const { context, plot, view, room } = this.#desk
    const { connection } = context
    const preview = await context.preview(plot.figure)
    if (JSON.stringify(this.#desk.view) !== JSON.stringify(view))
      return this.#desk.say("The graph has changed: copy its link again.")
    const by = context.user === undefined ? room.me?.name : undefined
    const { link } = await context.publish({ title: titleOf(view), preview, by })
    await this.#give(link, connection)
  }

  /** Invites viewers into this session itself. */
  async #invite(): Promise<void> {
    const { context, room } = this.#desk
    const { link } = context.invite({ role: "viewer", by: room.me?.name })
    await this.#give(link, context.connection)
  }

  /** Copies the link in the window that requested it. */
  async #give(link: string, connection: Connection | undefined): Promise<void> {
    connection?.copyText(new URL(link, this.#desk.context.request.url).href)
    await this.show()
    this.#desk.say("The new link is in the list.")
  }

  #built(id: string): Column {
    const words = prose("", FILL)
    const revoke = button("Take it back")
    // It does not wait for callbacks that a guest has started.
    const takeBack = without_document_lock(async () => {
      await this.#desk.context.links.revoke(id)
      await this.show()
      this.#desk.say("That link no longer works.")
    })
    revoke.on_click(takeBack)
    return column(words, revoke, { css_classes: ["link"], styles: PAPER, tags: [id], ...FILL })
  }
}

function wordsOf({ kind, title, link, createdAtMs, expiresAtMs, opened, connected }: Link): string {
  const times = opened === 1 ? "once" : `${opened} times`
  const now = connected === 0 ? "" : `, ${connected} here now`
  return String(html`<p><a href="${link}" target="_blank">${KINDS[kind]}</a></p>
    <p>${title}${title !== "" && html`<br>`}made ${timeHtml(createdAtMs)}<br>good until ${timeHtml(expiresAtMs)}<br>
    opened ${times}${now}</p>`)
}
