// Sends the view, the selection, the open panel and the mouse to followers, while there are any. Nothing of this is stored:
// it goes to those who are online, and the newest wins.

import { CustomJS, Div, type Document } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { bitsOf, CURSOR_CODE, parseCursor } from "./live.ts"
import type { Panels } from "./panels.ts"

export interface TellingPorts {
  readonly panels: Panels
  /** Everybody follows the presenter. */
  readonly isPresenting: () => boolean
}

export class Telling {
  /** Shows the page whether anybody needs the position of its mouse. */
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

  /** Somebody has begun or stopped following. */
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
  const { follows }: { readonly follows?: unknown } = data ?? {}
  return follows
}
