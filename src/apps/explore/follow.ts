// Following: somebody's view moves in the visitor's own page, with axes, days, zoom, selection, open panel and mouse.

import {
  type Button,
  column,
  type Column,
  type Document,
  html,
  type Row,
  row,
  Select,
} from "bokeh-edge"

import { button, buttonsFor, type Named } from "./button.ts"
import type { Desk } from "./desk.ts"
import { parseCursor, parseLive } from "./live.ts"
import type { Panels } from "./panels.ts"
import { Presenting } from "./present.ts"
import { heading, prose } from "./prose.ts"
import { FIELD, FILL, PAPER } from "./style.ts"
import { Telling } from "./telling.ts"
import type { View } from "./view.ts"

const NOBODY = "Nobody"

export interface FollowPorts {
  readonly panels: Panels
  readonly show: (view: View) => void
  /** The graph on the page is going to be somebody else's. */
  readonly graphGoes: () => void
}

export class Following {
  readonly root: Column
  /** Above the graph, while somebody is followed. */
  readonly banner: Row
  readonly #desk: Desk
  readonly #ports: FollowPorts
  readonly #whom = new Select({ title: "Follow", options: [["", NOBODY]], value: "", ...FIELD })
  readonly #text = prose("", { styles: { flex: "1 1 220px" } })
  readonly #back = button("Back to mine")
  readonly #keepOf: (whom: Named) => Button
  readonly #presenting: Presenting
  readonly #telling: Telling
  /** The changes that are being drawn come from the person who is followed. */
  #isApplying = false
  /** How often the visitor started following: each time is a step that can be undone. */
  #times = 0

  constructor(doc: Document, desk: Desk, ports: FollowPorts) {
    this.#desk = desk
    this.#ports = ports
    this.#presenting = new Presenting(desk, (presenter) => this.#presenterChanged(presenter))
    const isPresenting = () => this.#presenting.isMe
    this.#telling = new Telling(doc, desk, { panels: ports.panels, isPresenting })
    this.banner = this.#madeBanner()
    this.#keepOf = buttonsFor(doc, "Take a copy of my own", () =>
      this.stop("The graph is yours now."),
    )
    this.root = column(
      heading("Together"),
      this.#whom,
      row(this.#presenting.root, FILL),
      this.#telling.watched,
      { ...FILL, styles: { gap: "6px" } },
    )
    const { room, plot } = desk
    this.#whom.on_change("value", (_attr, old) => this.#follow(old))
    room.on("live", ({ data, from }) => this.#apply(data, from.id))
    room.on("mouse", ({ data, from }) => this.#showMouse(data, from.id, from.name))
    plot.source.selected.on_change("indices", () => this.changed())
  }

  #madeBanner(): Row {
    this.#back.on_click(() => this.#goBack())
    const styles = { ...PAPER, padding: "6px 10px", "flex-wrap": "wrap", "align-items": "center" }
    return row(this.#text, this.#back, { visible: false, name: "following", styles, ...FILL })
  }

  get #followed(): string {
    return this.#whom.value
  }

  get #whomIn() {
    return this.#desk.people.others.find(({ id }) => id === this.#followed)
  }

  clear(): void {
    this.#whom.value = ""
    this.#presenting.show()
    this.presenceChanged()
  }

  /**
   * The view, the selection or the open panel has changed: followers get the change, and a visitor who followed stops
   * following.
   */
  changed(): void {
    if (this.#isApplying) return
    if (this.#followed !== "") this.stop("You stopped following: the graph is yours now.")
    this.#telling.tell()
  }

  /** Somebody has come, left, or begun to follow. */
  presenceChanged(): void {
    const { people, kept } = this.#desk
    const { presenter } = this.#presenting
    this.#whom.options = people.options(NOBODY)
    if (this.#followed !== "" && this.#whomIn === undefined) {
      // A presenter who comes back is followed again.
      if (this.#followed === kept.presenter) kept.presenter = ""
      this.stop("The person you followed has left: the graph is yours now.")
    }
    if (kept.presenter === "" && people.others.some(({ id }) => id === presenter))
      this.#presenterChanged(presenter)
    this.#telling.followersChanged()
    this.#presenting.membershipChanged()
  }

  stop(why: string): void {
    this.#whom.value = ""
    this.#desk.say(why)
  }

  #follow(before: string): void {
    const { room, people, view, kept, plot } = this.#desk
    const whom = this.#whomIn
    if (room.me !== undefined) room.update({ data: { follows: this.#followed } })
    this.banner.visible = whom !== undefined
    plot.showCursor()
    if (whom === undefined) return
    if (before === "") {
      kept.mine = view
      kept.mineOrigin = kept.origin
      kept.origin = null // the graph that is shown now is somebody else's
      this.#times++
    }
    this.banner.children = [this.#text, this.#keepOf({ id: whom.id }), this.#back]
    this.#ports.graphGoes()
    this.#showVerb()
    this.#desk.say(`You see what ${people.labelOf(whom)} sees.`)
  }

  #showVerb(): void {
    const { people } = this.#desk
    const whom = this.#whomIn
    if (whom === undefined) return
    const verb = this.#presenting.presenter === whom.id ? "presents to all" : "is followed"
    const text = html`<p><b>${people.labelOf(whom)}</b> ${verb}: what they see, you see.</p>`
    this.#text.text = String(text)
  }

  #goBack(): void {
    const { kept } = this.#desk
    this.stop("Your own graph is back.")
    kept.origin = kept.mineOrigin
    if (kept.mine !== null) this.#ports.show(kept.mine)
  }

  /** Called again after each wake: visitors who stopped following are left alone. */
  #presenterChanged(presenter: string): void {
    const { people, kept } = this.#desk
    this.#telling.followersChanged()
    const before = kept.presenter
    kept.presenter = people.others.some(({ id }) => id === presenter) ? presenter : ""
    // A presenter shows their own view, and follows nobody. If two begin at the same time, the later one presents.
    if (this.#presenting.isMe) return void (this.#whom.value = "")
    if (kept.presenter === before) return
    if (kept.presenter !== "") {
      this.#whom.value = presenter
      this.#showVerb() // the presenter may have been followed already
    } else if (this.#followed === before && presenter === "")
      this.stop("The presentation is over: the graph is yours.")
  }

  #apply(data: unknown, from: string | undefined): void {
    if (from !== this.#followed || from === "") return
    const { view, selected, panel } = parseLive(data)
    if (view === undefined) return
    const { context, owner, plot } = this.#desk
    this.#isApplying = true
    // All changes while following are one step, until the visitor stops.
    context.undoStep(`followed ${this.#times}`, () => this.#ports.show(view), owner)
    plot.select(selected)
    this.#ports.panels.open = panel
    this.#isApplying = false
  }

  #showMouse(data: unknown, from: string | undefined, name: string): void {
    const at = parseCursor(data)
    if (from === this.#followed && at !== undefined) this.#desk.plot.showCursor({ ...at, name })
  }
}
