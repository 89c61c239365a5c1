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
  RadioButtonGroup,
  type Row,
  row,
  TextInput,
} from "bokeh-edge"

import { Comments } from "./comments.ts"
import { Controls } from "./controls.ts"
import type { Desk, Kept, Origin } from "./desk.ts"
import { Following } from "./follow.ts"
import { Links } from "./links.ts"
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
import { titleOf, type View } from "./view.ts"

const MAX_UNDO = 50
const MAX_NAME = 40
const PANELS = ["Shared", "Comments", "Links", "Take away"] as const
const NOTHING: Kept = {
  past: [],
  future: [],
  origin: null,
  graphs: [],
  unread: [],
  kept: [],
  isCaughtUp: false,
}

export class Explorer implements Desk {
  readonly context: Context<{ readonly room: string }>
  readonly room: Group
  readonly kept: Kept
  readonly people: People
  readonly plot = new ViewPlot()
  readonly #controls = new Controls()
  readonly #status = new Div({
    name: "status",
    stylesheets: [STATUS_STYLE],
    disable_math: true,
    ...FILL,
  })
  /** Of what came last: it may be out of sight. */
  readonly #arrived = new Button({ label: "Open it", visible: false, width_policy: "min" })
  readonly #undo = new Button({ label: "Undo", disabled: true, width_policy: "min" })
  readonly #redo = new Button({ label: "Redo", disabled: true, width_policy: "min" })
  readonly #name: TextInput
  readonly #join = new Button({
    label: "Join the room",
    button_type: "primary",
    stylesheets: [PRIMARY_STYLE],
    visible: false,
    width_policy: "min",
  })
  readonly #tabs = new RadioButtonGroup({ labels: [...PANELS], active: 0, name: "panels" })
  readonly #sending: Sending
  readonly #following: Following
  readonly #shared: Shared
  readonly #comments: Comments
  readonly #links: Links
  readonly #takeAway: TakeAway
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
    this.#shared = new Shared(doc, this)
    this.#sending = new Sending(this, (graph) => this.#shared.sent(graph))
    this.#comments = new Comments(doc, this)
    this.#links = new Links(doc, this)
    this.#takeAway = new TakeAway(this)
    this.#following = new Following(doc, this, {
      panel: () => this.#tabs.active ?? 0,
      showPanel: (panel) => void (this.#tabs.active = panel),
      show: (view) => this.#set(view),
    })
    if (context.copy === undefined) room.join({ name })
    this.#listen()
    context.onCreated(() => this.#begin(name))
    context.onWake(() => void (this.#last = this.view))
  }

  addTo(doc: Document): void {
    const { room } = this.context.params
    const title = new Div({ name: "title", stylesheets: [HEADING_STYLE], disable_math: true })
    title.text = String(html`<h1>Explore the weather of Seattle</h1><p>Room ${room}</p>`)
    const wrap = { ...FILL, styles: { "flex-wrap": "wrap", gap: "4px 24px" } }
    const header = row(title, this.people.root, row(this.#name, this.#join), wrap)
    const large = { css_classes: ["large"], stylesheets: [LARGE_STYLE] }
    const work = column(this.#graph(), this.#panels(), { ...FILL, ...large })
    const main = row(this.#side(), work, { ...FILL, stylesheets: [MAIN_STYLE] })
    doc.add_root(column(header, main, { ...FILL, styles: { gap: "12px" } }))
  }

  #side(): Column {
    const parts = [this.#controls.root, this.#sending.root, this.#following.root]
    const papers = parts.map((part) => column(part, { ...FILL, styles: PAPER }))
    return column(...papers, { ...FILL, css_classes: ["side"], styles: { gap: "12px" } })
  }

  #graph(): Column {
    const styles = { "align-items": "center", "flex-wrap": "wrap", gap: "4px" }
    const bar = row(this.#status, this.#arrived, this.#undo, this.#redo, { ...FILL, styles })
    const look = { styles: { ...PAPER, gap: "8px" }, css_classes: ["graph"] }
    return column(this.#following.banner, bar, this.plot.figure, { ...FILL, ...look })
  }

  #panels(): Column {
    const panels = this.#panelList
    for (const [i, panel] of panels.entries()) panel.visible = i === 0
    this.#tabs.on_change("active", () => {
      for (const [i, panel] of panels.entries()) panel.visible = i === this.#tabs.active
      this.#following.changed()
    })
    const look = { styles: { ...PAPER, gap: "10px" }, css_classes: ["panels"] }
    return column(this.#tabs, ...panels, { ...FILL, ...look })
  }

  get #parts(): readonly { clear(): void }[] {
    const together = [this.people, this.#sending, this.#following]
    return [...together, this.#shared, this.#comments, this.#links, this.#takeAway]
  }

  get #panelList(): readonly (Column | Row)[] {
    return [this.#shared, this.#comments, this.#links, this.#takeAway].map(({ root }) => root)
  }

  #listen(): void {
    this.#controls.on_change(() => this.#chose())
    this.plot.on_moved(() => this.#moved())
    this.#undo.on_click(() => this.#goBack())
    this.#redo.on_click(() => this.#goForward())
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
      if (kind === "synced") await this.#catchUp()
    })
  }

  /** A copy of another's graph shows the graph, and not what else was theirs. */
  #begin(name: string): void {
    const { copy } = this.context
    this.#name.value = name
    Object.assign(this.kept, { past: [], future: [], origin: null })
    this.#last = this.view
    this.#join.visible = copy !== undefined
    for (const part of this.#parts) part.clear()
    this.#showWays()
    this.say(
      copy === undefined
        ? "Choose what to plot, then send it."
        : "This is a copy: change it as you like. Nobody in the room sees you until you join.",
    )
  }

  #joinRoom(): void {
    this.#join.visible = false
    this.room.join({ name: this.#name.value.trim().slice(0, MAX_NAME) || "Guest" })
    this.say("You are in the room.")
  }

  /** What was said before this session was a member comes once. */
  async #catchUp(): Promise<void> {
    if (this.kept.isCaughtUp) return
    this.kept.isCaughtUp = true
    await this.#shared.catchUp()
    await this.#comments.catchUp()
  }

  get view(): View {
    const { zoom } = this.plot
    return { ...this.#controls.view, ...(zoom && { zoom }) }
  }

  open(view: View, origin?: Origin): void {
    this.#note()
    this.kept.origin = origin ?? null
    this.#set(view)
    this.#following.changed()
    this.say(`Showing ${titleOf(view).toLowerCase()}.`)
  }

  say(text: string, isNewGraph = false): void {
    this.#status.text = String(html`${text}`)
    this.#arrived.visible = isNewGraph
  }

  /** Somebody chose another field, or other days. */
  #chose(): void {
    if (this.#isSetting) return
    this.#note()
    this.plot.draw(this.#controls.view)
    this.#changed()
  }

  /** Somebody looks elsewhere: the way back is to what was chosen last, whatever the zoom. */
  #moved(): void {
    if (this.#isSetting) return
    this.#changed()
  }

  #changed(): void {
    this.#last = this.view
    this.#sending.showChanges()
    this.#comments.show()
    this.#following.changed()
  }

  /** What is shown now can be had back. */
  #note(): void {
    this.kept.past = [...this.kept.past, this.#last].slice(-MAX_UNDO)
    this.kept.future = []
    this.#showWays()
  }

  #goBack(): void {
    const last = this.kept.past.at(-1)
    if (last === undefined) return
    this.kept.future = [...this.kept.future, this.view]
    this.kept.past = this.kept.past.slice(0, -1)
    this.#set(last)
    this.#following.changed()
    this.say(`Back to ${titleOf(last).toLowerCase()}.`)
  }

  #goForward(): void {
    const next = this.kept.future.at(-1)
    if (next === undefined) return
    this.kept.past = [...this.kept.past, this.view]
    this.kept.future = this.kept.future.slice(0, -1)
    this.#set(next)
    this.#following.changed()
    this.say(`On to ${titleOf(next).toLowerCase()}.`)
  }

  #set(view: View): void {
    this.#isSetting = true
    this.#controls.show(view)
    this.plot.draw(view)
    this.#isSetting = false
    this.#last = this.view
    this.#showWays()
    this.#sending.showChanges()
    this.#comments.show()
  }

  #showWays(): void {
    this.#undo.disabled = this.kept.past.length === 0
    this.#redo.disabled = this.kept.future.length === 0
  }
}
