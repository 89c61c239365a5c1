// Seeing somebody's view move with theirs, in one's own page: axes, days, zoom, selection, open panel and mouse. Nothing of it is
// stored: it is sent to who is there, and the newest wins.

import {
  Button,
  column,
  type Column,
  CustomJS,
  Div,
  type Document,
  type GroupState,
  html,
  type Row,
  row,
  Select,
  Toggle,
} from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { CURSOR_CODE, parseCursor, parseLive, bitsOf } from "./live.ts"
import type { Panels } from "./panels.ts"
import { FILL, HEADING_STYLE, PAPER } from "./style.ts"
import type { View } from "./view.ts"

const NOBODY = "Nobody"

export interface FollowPorts {
  readonly panels: Panels
  /** Draws a view without a way back. */
  readonly show: (view: View) => void
}

export class Following {
  readonly root: Column
  /** Above the graph, while somebody is followed. */
  readonly banner: Row
  readonly #desk: Desk
  readonly #ports: FollowPorts
  readonly #whom = new Select({ title: "Follow", options: [["", NOBODY]], value: "", ...FILL })
  readonly #present = new Toggle({ label: "Present to all", ...FILL })
  readonly #text = new Div({
    stylesheets: [HEADING_STYLE],
    disable_math: true,
    styles: { flex: "1 1 220px" },
  })
  /** Tells the page whether anybody wants to know where its mouse is. */
  readonly #isWatched = new Div({ name: "watched", visible: false, tags: [false] })
  readonly #presenting: GroupState<{ presenter: string }>
  /** What is drawn now comes from who is followed. */
  #isApplying = false

  constructor(doc: Document, desk: Desk, ports: FollowPorts) {
    this.#desk = desk
    this.#ports = ports
    this.#presenting = desk.room.state<{ presenter: string }>({ presenter: "" })
    this.#listen(doc)
    const keep = new Button({ label: "Take a copy of my own", width_policy: "min" })
    const back = new Button({ label: "Back to mine", width_policy: "min" })
    keep.on_click(() => this.stop("The graph is yours now."))
    back.on_click(() => this.#goBack())
    const styles = { ...PAPER, padding: "6px 10px", "flex-wrap": "wrap", "align-items": "center" }
    this.banner = row(this.#text, keep, back, {
      visible: false,
      name: "following",
      styles,
      ...FILL,
    })
    this.root = column(
      new Div({ text: "<h2>Together</h2>", stylesheets: [HEADING_STYLE] }),
      this.#whom,
      row(this.#present, FILL),
      this.#isWatched,
      { ...FILL, styles: { gap: "6px" } },
    )
  }

  get #followed(): string {
    return this.#whom.value
  }

  #listen(doc: Document): void {
    const { room, plot } = this.#desk
    this.#whom.on_change("value", (_attr, old) => this.#follow(old))
    this.#present.on_change("active", () => this.#presentOrNot())
    this.#presenting.on_change(({ value }) => this.#presenterChanged(value))
    room.on("live", ({ data, from }) => this.#apply(data, from.id))
    room.on("mouse", ({ data, from }) => this.#showMouse(data, from.id, from.name))
    plot.source.selected.on_change("indices", () => this.changed())
    plot.figure.js_on_event(
      "mousemove",
      new CustomJS({ args: { watched: this.#isWatched }, code: CURSOR_CODE }),
    )
    doc.on_message("mouse", (data) => this.#tellMouse(data))
  }

  clear(): void {
    this.#whom.value = ""
    this.#present.active = false
    this.#present.label = "Present to all"
    this.#isWatched.tags = [false]
    this.banner.visible = false
    this.#desk.plot.showCursor()
    this.presenceChanged()
  }

  /** The view, the selection or the open panel are others now: who follows sees it; who followed does so no more. */
  changed(): void {
    if (this.#isApplying) return
    if (this.#followed !== "") this.stop("You have changed the graph: it is yours now.")
    this.#tell()
  }

  /** Somebody has come, gone, or begun to follow. */
  presenceChanged(): void {
    const { people } = this.#desk
    this.#whom.options = people.options(NOBODY).map(([id, label]) => [id, label])
    const isThere = people.others.some(({ id }) => id === this.#followed)
    if (this.#followed !== "" && !isThere) this.stop("Who you followed has left.")
    this.#isWatched.tags = [this.#hasFollowers]
    this.#tell()
  }

  stop(why: string): void {
    this.#whom.value = ""
    this.#desk.say(why)
  }

  get #hasFollowers(): boolean {
    const { room, people } = this.#desk
    const me = room.me?.id
    if (me === undefined) return false
    const isFollower = ({ data }: { readonly data: unknown }) => followedBy(data) === me
    return this.#presenting.value.presenter === me || people.others.some(isFollower)
  }

  #follow(before: string): void {
    const { room, people, view } = this.#desk
    const whom = people.others.find(({ id }) => id === this.#followed)
    const isNew = whom !== undefined && before === ""
    if (isNew) this.#desk.ways.leave(view)
    if (room.me !== undefined) room.update({ data: { follows: this.#followed } })
    this.banner.visible = whom !== undefined
    this.#desk.plot.showCursor()
    if (whom === undefined) return
    const name = people.labelOf(whom)
    const verb = this.#presenting.value.presenter === whom.id ? "presents to all" : "is followed"
    this.#text.text = String(html`<p><b>${name}</b> ${verb}: what they see, you see.</p>`)
    this.#desk.say(`You see what ${name} sees.`)
  }

  #goBack(): void {
    const last = this.#desk.ways.takeLast()
    this.stop("Your own graph is back.")
    if (last !== undefined) this.#ports.show(last)
  }

  async #presentOrNot(): Promise<void> {
    const { room } = this.#desk
    const me = room.me?.id
    if (me === undefined) return
    const { presenter } = this.#presenting.value
    const next = this.#present.active ? me : ""
    if (next === presenter || (next === "" && presenter !== me)) return
    this.#present.label = this.#present.active ? "Stop presenting" : "Present to all"
    await this.#presenting.set({ presenter: next })
  }

  #presenterChanged(presenter: unknown): void {
    const { room, people } = this.#desk
    const isMe = presenter === room.me?.id
    this.#present.active = isMe
    this.#present.label = isMe ? "Stop presenting" : "Present to all"
    this.#isWatched.tags = [this.#hasFollowers]
    if (isMe) return this.#tell()
    const isThere = people.others.some(({ id }) => id === presenter)
    if (isThere && typeof presenter === "string") this.#whom.value = presenter
    else if (this.#followed !== "" && presenter === "")
      this.stop("The presentation is over: the graph is yours.")
  }

  #tell(): void {
    if (!this.#hasFollowers) return
    const { room, view, plot } = this.#desk
    room.sendNow("live", { view, selected: bitsOf(plot.selected), panel: this.#ports.panels.open })
  }

  #tellMouse(data: unknown): void {
    const { context, room } = this.#desk
    const at = parseCursor(data)
    const isOwn = context.connection?.role !== "viewer"
    if (isOwn && at !== undefined && this.#hasFollowers) room.sendNow("mouse", at)
  }

  #apply(data: unknown, from: string | undefined): void {
    if (from !== this.#followed || from === "") return
    const { view, selected, panel } = parseLive(data)
    if (view === undefined) return
    this.#isApplying = true
    this.#ports.show(view)
    this.#desk.plot.select(selected)
    this.#ports.panels.open = panel
    this.#isApplying = false
  }

  #showMouse(data: unknown, from: string | undefined, name: string): void {
    const at = parseCursor(data)
    if (from === this.#followed && at !== undefined) this.#desk.plot.showCursor({ ...at, name })
  }
}

function followedBy(data: unknown): unknown {
  return typeof data === "object" && data !== null && "follows" in data ? data.follows : undefined
}
