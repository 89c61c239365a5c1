// All links that this session gave out: copies and live views, until when they are good, and what takes each back.

import { Button, Column, column, Div, type Document, html, row } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { FILL, GRID_STYLES, HEADING_STYLE, PAPER } from "./style.ts"
import { timeHtml } from "./time.ts"
import { titleOf } from "./view.ts"

const KEY = "live links"
const LIVE_S = 24 * 60 * 60

/** An invitation into this session. */
interface LiveLink {
  readonly id: string
  readonly link: string
  readonly expiresAtMs: number
}

interface Made {
  readonly id: string
  readonly isLive: boolean
}

export class Links {
  readonly root: Column
  readonly #desk: Desk
  readonly #list = row([], { ...FILL, name: "links", styles: GRID_STYLES })
  readonly #empty = new Div({
    text: "<p>None yet. A copy is for whoever gets its link; an invitation shows this page as it changes.</p>",
    stylesheets: [HEADING_STYLE],
  })
  readonly #part: (made: Made) => Column

  constructor(doc: Document, desk: Desk) {
    this.#desk = desk
    this.#part = doc.part("link", (_doc, made: Made) => this.#built(made))
    const copy = new Button({ label: "Copy link", width_policy: "min" })
    const invite = new Button({ label: "Invite to my view", width_policy: "min" })
    copy.on_click(() => this.#publish())
    invite.on_click(() => this.#invite())
    this.root = column(
      new Div({ text: "<h2>Links</h2>", stylesheets: [HEADING_STYLE] }),
      row(copy, invite, { styles: { gap: "6px", "flex-wrap": "wrap" } }),
      this.#empty,
      this.#list,
      { ...FILL, styles: { gap: "8px" } },
    )
  }

  clear(): void {
    this.#desk.context.storage.delete(KEY)
    this.show()
  }

  show(): void {
    const { snapshots } = this.#desk.context
    const copies = snapshots.map(({ id }) => ({ id, isLive: false }))
    const live = this.#live.map(({ id }) => ({ id, isLive: true }))
    const known = new Map(boxesIn(this.#list.children).map((box) => [box.tags[0], box]))
    const boxes = [...copies, ...live].map((made) => known.get(made.id) ?? this.#part(made))
    this.#list.children = boxes
    this.#empty.visible = boxes.length === 0
  }

  get #live(): readonly LiveLink[] {
    const kept = this.#desk.context.storage.get(KEY)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put by #invite alone
    const links = Array.isArray(kept) ? (kept as readonly LiveLink[]) : []
    return links.filter(({ expiresAtMs }) => expiresAtMs > Date.now())
  }

  /** A copy of this session, for whoever gets the link. */
  async #publish(): Promise<void> {
    const { context, plot, view, room } = this.#desk
    const { connection } = context
    const preview = await context.preview(plot.figure)
    const by = context.user === undefined ? room.me?.name : undefined
    const { link } = await context.publish({ title: titleOf(view), preview, by })
    this.#give(link, connection)
  }

  /** This very session, to look at. */
  #invite(): void {
    const { context } = this.#desk
    const { id, link } = context.invite({ role: "viewer", expires: LIVE_S })
    const made = { id, link, expiresAtMs: Date.now() + LIVE_S * 1000 }
    context.storage.put(KEY, [...this.#live, made])
    this.#give(link, context.connection)
  }

  /** To the window that asked. */
  #give(link: string, connection: Desk["context"]["connection"]): void {
    this.show()
    this.#desk.say("The new link is in the list, and on your clipboard if your browser allows it.")
    connection?.copyText(new URL(link, this.#origin).href)
  }

  get #origin(): string {
    return this.#desk.context.request.url
  }

  #built({ id, isLive }: Made): Column {
    const style = { stylesheets: [HEADING_STYLE], disable_math: true, ...FILL }
    const words = new Div({ text: this.#wordsOf(id, isLive), ...style })
    const revoke = new Button({ label: isLive ? "Revoke" : "Delete", width_policy: "min" })
    revoke.on_click(async () => {
      const { context } = this.#desk
      if (isLive) context.revoke(id)
      else await context.unpublish(id)
      context.storage.put(
        KEY,
        this.#live.filter((one) => one.id !== id),
      )
      this.show()
      this.#desk.say(isLive ? "That link lets nobody in any more." : "That copy is gone.")
    })
    return column(words, revoke, { css_classes: ["link"], styles: PAPER, tags: [id], ...FILL })
  }

  #wordsOf(id: string, isLive: boolean): string {
    const { snapshots } = this.#desk.context
    const copy = snapshots.find((one) => one.id === id)
    const live = this.#live.find((one) => one.id === id)
    const { link = "", expiresAtMs = 0 } = (isLive ? live : copy) ?? {}
    const what = isLive ? "This graph, live" : "This graph as it is now"
    return String(html`<p><a href="${link}" target="_blank">${what}</a></p>
      <p>${copy?.title}${copy && html`<br>`}until ${timeHtml(expiresAtMs)}</p>`)
  }
}

function boxesIn(children: readonly unknown[]): readonly Column[] {
  return children.filter((child) => child instanceof Column)
}
