// One visitor's explorer: the graph and its controls, and all that people do with it together.

import {
  Button,
  column,
  type Column,
  type Context,
  Div,
  type Document,
  type Group,
  html,
  row,
  TextInput,
} from "bokeh-edge"

import { Comments } from "./comments.ts"
import { Controls } from "./controls.ts"
import type { Desk, Kept, Origin } from "./desk.ts"
import { Following } from "./follow.ts"
import { Links } from "./links.ts"
import { Panels } from "./panels.ts"
import { People } from "./people.ts"
import { ViewPlot } from "./plot.ts"
import { Sending } from "./sending.ts"
import { Shared } from "./shared.ts"
import {
  FILL,
  HEADING_STYLE,
  LARGE_STYLE,
  MAIN_STYLE,
  PAPER,
  PRIMARY_STYLE,
  STATUS_STYLE,
} from "./style.ts"
import { TakeAway } from "./take-away.ts"
import { VersionsPanel } from "./versions-panel.ts"
import { titleOf, type View } from "./view.ts"
import { Ways } from "./ways.ts"

const MAX_NAME = 40
const NOTHING: Kept = { past: [], future: [], origin: null }
const START = "Choose what to plot, then send it."
const COPY = "This is a copy: change it as you like. Nobody in the room sees you until you join."

export class Explorer implements Desk {
  readonly context: Context<{ readonly room: string }>
  readonly room: Group
  readonly kept: Kept
  readonly people: People
  readonly plot = new ViewPlot()
  readonly ways: Ways
  readonly #controls = new Controls()
  readonly #status = new Div({ name: "status", stylesheets: [STATUS_STYLE], disable_math: true })
  /** Of what came last: it may be out of sight. */
  readonly #arrived = new Button({ label: "Open it", visible: false, width_policy: "min" })
  readonly #name: TextInput
  readonly #join = new Button({
    label: "Join the room",
    button_type: "primary",
    stylesheets: [PRIMARY_STYLE],
    visible: false,
    width_policy: "min",
  })
  readonly #sending: Sending
  readonly #following: Following
  readonly #shared: Shared
  readonly #comments: Comments
  readonly #links: Links
  readonly #versions: VersionsPanel
  readonly #takeAway: TakeAway
  readonly #panels: Panels
  /** What the page showed last: the way back leads there. */
  #last: View
  #isSetting = false

  constructor(doc: Document, context: Context<{ readonly room: string }>, room: Group) {
    this.context = context
    this.room = room
    this.kept = context.state(NOTHING)
    this.people = new People(room)
    this.#last = this.view
    const [asked = ""] = context.request.arguments["name"] ?? []
    const name = asked.trim().slice(0, MAX_NAME) || `Guest ${context.id.slice(-4)}`
    this.#name = new TextInput({
      title: "Your name",
      value: name,
      max_length: MAX_NAME,
      width: 180,
    })
    this.ways = new Ways(this, (view) => this.#showChosen(view))
    this.#shared = new Shared(doc, this)
    this.#sending = new Sending(this, (graph) => this.#shared.sent(graph))
    this.#comments = new Comments(doc, this)
    this.#links = new Links(doc, this)
    this.#versions = new VersionsPanel(doc, this)
    this.#takeAway = new TakeAway(this)
    this.#panels = this.#madePanels()
    this.#following = new Following(doc, this, {
      panels: this.#panels,
      show: (view) => this.#set(view),
    })
    if (context.copy === undefined) room.join({ name })
    this.#listen()
    context.onCreated(() => this.#begin(name))
    context.onWake(() => void (this.#last = this.view))
  }

  #madePanels(): Panels {
    const panels = {
      Shared: { root: this.#shared.root },
      Comments: { root: this.#comments.root },
      Links: this.#links,
      Versions: this.#versions,
      "Take away": { root: this.#takeAway.root },
    }
    return new Panels(panels, () => this.#following.changed())
  }

  addTo(doc: Document): void {
    const { room } = this.context.params
    const title = new Div({ name: "title", stylesheets: [HEADING_STYLE], disable_math: true })
    title.text = String(html`<h1>Explore the weather of Seattle</h1><p>Room ${room}</p>`)
    const wrap = { ...FILL, styles: { "flex-wrap": "wrap", gap: "4px 24px" } }
    const you = row(this.#name, this.#join, { styles: { "align-items": "flex-end", gap: "6px" } })
    const header = row(title, this.people.root, you, wrap)
    const large = { css_classes: ["large"], stylesheets: [LARGE_STYLE] }
    const work = column(this.#graph(), this.#panels.root, { ...FILL, ...large })
    const main = row(this.#side(), work, { ...FILL, stylesheets: [MAIN_STYLE] })
    doc.add_root(column(header, main, { ...FILL, styles: { gap: "12px" } }))
  }

  #side(): Column {
    const parts = [this.#controls.root, this.#sending.root, this.#following.root]
    const papers = parts.map((part) => column(part, { ...FILL, styles: PAPER }))
    return column(...papers, { ...FILL, css_classes: ["side"], styles: { gap: "12px" } })
  }

  #graph(): Column {
    this.#status.sizing_mode = "stretch_width"
    const styles = { "align-items": "center", "flex-wrap": "wrap", gap: "4px" }
    const { undo, redo } = this.ways
    const bar = row(this.#status, this.#arrived, undo, redo, { ...FILL, styles })
    const look = { styles: { ...PAPER, gap: "8px" }, css_classes: ["graph"] }
    return column(this.#following.banner, bar, this.plot.figure, { ...FILL, ...look })
  }

  #listen(): void {
    this.#controls.on_change(() => this.#chose())
    this.plot.on_moved(() => this.#moved())
    this.#join.on_click(() => this.#joinRoom())
    this.#arrived.on_click(() => this.#shared.openNewest())
    this.#name.on_change("value", () => {
      const name = this.#name.value.trim().slice(0, MAX_NAME)
      if (name !== "" && this.room.me !== undefined) this.room.update({ name })
    })
    this.room.on_presence(async ({ kind }) => {
      this.people.show()
      this.#sending.showPeople()
      this.#following.presenceChanged()
      if (kind !== "synced") return
      await this.#shared.catchUp()
      await this.#comments.catchUp()
    })
  }

  /** A copy of another's graph shows the graph, and not what else was theirs. */
  #begin(name: string): void {
    const { copy } = this.context
    this.#name.value = name
    this.kept.origin = null
    this.#last = this.view
    this.#join.visible = copy !== undefined
    const together = [this.people, this.#sending, this.#following, this.#shared, this.#comments]
    for (const part of [this.ways, ...together, this.#links, this.#versions, this.#takeAway]) {
      part.clear()
    }
    this.say(copy === undefined ? START : COPY)
  }

  #joinRoom(): void {
    this.#join.visible = false
    this.room.join({ name: this.#name.value.trim().slice(0, MAX_NAME) || "Guest" })
    this.say("You are in the room.")
  }

  get view(): View {
    const { zoom } = this.plot
    return { ...this.#controls.view, ...(zoom && { zoom }) }
  }

  open(view: View, origin?: Origin): void {
    this.ways.leave(this.#last)
    this.kept.origin = origin ?? null
    this.#showChosen(view)
    this.say(`Showing ${titleOf(view).toLowerCase()}.`)
  }

  say(text: string, isNewGraph = false): void {
    this.#status.text = String(html`${text}`)
    this.#arrived.visible = isNewGraph
  }

  /** Somebody chose another field, or other days. */
  #chose(): void {
    if (this.#isSetting) return
    this.ways.leave(this.#last)
    this.plot.draw(this.#controls.view)
    this.#moved()
  }

  /** The view is another: the way back is to what was chosen last, as it was looked at last. */
  #moved(): void {
    if (this.#isSetting) return
    this.#showAround()
    this.#following.changed()
  }

  /** The visitor wants to see it: who was followed is followed no more. */
  #showChosen(view: View): void {
    this.#set(view)
    this.#following.changed()
  }

  #set(view: View): void {
    this.#isSetting = true
    this.#controls.show(view)
    this.plot.draw(view)
    this.#isSetting = false
    this.#showAround()
  }

  #showAround(): void {
    this.#last = this.view
    this.#sending.showChanges()
    this.#comments.show()
  }
}
