// What followers are told: the view, the selection, the open panel and the mouse, while there are followers. Nothing of it is
// stored: it is sent to who is there, and the newest wins.

import { CustomJS, Div, type Document } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { bitsOf, CURSOR_CODE, parseCursor } from "./live.ts"
import type { Panels } from "./panels.ts"

export interface TellingPorts {
  readonly panels: Panels
  /** Everybody follows who presents. */
  readonly isPresenting: () => boolean
}

export class Telling {
  /** Tells the page whether anybody wants to know where its mouse is. */
  readonly watched = new Div({ name: "watched", visible: false, tags: [false] })
  readonly #desk: Desk
  readonly #ports: TellingPorts

  constructor(doc: Document, desk: Desk, ports: TellingPorts) {
    this.#desk = desk
    this.#ports = ports
    const args = { watched: this.watched }
    desk.plot.figure.js_on_event("mousemove", new CustomJS({ args, code: CURSOR_CODE }))
    doc.on_message("mouse", (data) => this.#tellMouse(data))
  }

  clear(): void {
    this.watched.tags = [false]
  }

  /** Somebody has begun to follow, or does so no more. */
  followersChanged(): void {
    this.watched.tags = [this.#hasFollowers]
    this.tell()
  }

  tell(): void {
    if (!this.#hasFollowers) return
    const { room, view, plot } = this.#desk
    room.sendNow("live", { view, selected: bitsOf(plot.selected), panel: this.#ports.panels.open })
  }

  get #hasFollowers(): boolean {
    const { room, people } = this.#desk
    const me = room.me?.id
    if (me === undefined) return false
    return this.#ports.isPresenting() || people.others.some(({ data }) => followedBy(data) === me)
  }

  #tellMouse(data: unknown): void {
    const { context, room } = this.#desk
    const at = parseCursor(data)
    const isOwn = context.connection?.role !== "viewer"
    if (isOwn && at !== undefined && this.#hasFollowers) room.sendNow("mouse", at)
  }
}

function followedBy(data: unknown): unknown {
  return typeof data === "object" && data !== null && "follows" in data ? data.follows : undefined
}
