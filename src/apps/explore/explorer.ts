// One visitor's explorer: the graph and its controls, and everything that people do with it together.

import {
  type Button,
  type Connection,
  type Context,
  type Document,
  type Group,
  html,
} from "bokeh-edge"

import { buttonsFor, type Named } from "./button.ts"
import { Comments } from "./comments.ts"
import { Controls } from "./controls.ts"
import type { Desk, Kept, Origin } from "./desk.ts"
import { EditRequests } from "./edit-requests.ts"
import { Following } from "./follow.ts"
import { Links } from "./links.ts"
import { MAX_NAME, Page } from "./page.ts"
import { Panels } from "./panels.ts"
import { People } from "./people.ts"
import { ViewPlot } from "./plot.ts"
import { Sending } from "./sending.ts"
import { Shared } from "./shared.ts"
import { TakeAway } from "./take-away.ts"
import { VersionsPanel } from "./versions-panel.ts"
import { pointsOf, shortName, spanOf, titleOf, type View } from "./view.ts"
import { Ways } from "./ways.ts"

const NOTHING: Kept = { mine: null, mineOrigin: null, origin: null, presenter: "" }
const START = "Choose what to plot, then send it."
const COPY = "This is a copy: change it as you like. Nobody in the room sees you until you join."

export class Explorer implements Desk {
  readonly doc: Document
  readonly context: Context<{ readonly room: string }>
  readonly room: Group
  readonly kept: Kept
  readonly people: People
  readonly plot = new ViewPlot()
  readonly graphButtons: Desk["graphButtons"] = []
  readonly #controls = new Controls()
  readonly #page: Page
  readonly #ways: Ways
  readonly #sending: Sending
  readonly #following: Following
  readonly #shared: Shared
  readonly #comments: Comments
  readonly #links: Links
  readonly #versions: VersionsPanel
  readonly #asked: EditRequests
  readonly #takeAway: TakeAway
  readonly #panels: Panels
  readonly #openIt: (of: Named) => Button
  #isSetting = false

  constructor(doc: Document, context: Context<{ readonly room: string }>, room: Group) {
    this.doc = doc
    this.context = context
    this.room = room
    this.kept = context.state(NOTHING)
    this.people = new People(room, context)
    const [asked = ""] = context.request.arguments["name"] ?? []
    const name = asked.trim().slice(0, MAX_NAME) || `Guest ${context.id.slice(-4)}`
    this.#page = new Page(name)
    const models = [...this.#controls.models, ...this.plot.ranges]
    this.#ways = new Ways(this, models, () => this.#showChosen(this.view))
    this.#shared = new Shared(doc, this)
    this.#openIt = buttonsFor(doc, "Open it", (seq) => this.#shared.open(Number(seq)))
    this.#sending = new Sending(this, (seq) => this.#shared.sent(seq))
    this.#comments = new Comments(doc, this)
    this.#links = new Links(doc, this)
    this.#asked = new EditRequests(doc, this, () => this.#links.show())
    this.#versions = new VersionsPanel(doc, this)
    this.#takeAway = new TakeAway(this)
    this.#panels = this.#madePanels()
    const show = (view: View) => this.#set(view)
    const graphGoes = () => {
      for (const one of this.graphButtons) one.renew()
      this.#sending.showPeople()
      this.#ways.show()
    }
    this.#following = new Following(doc, this, { panels: this.#panels, show, graphGoes })
    if (context.copy === undefined) room.join({ name })
    this.#listen()
    context.versions.describe(() => aboutOf(this.view))
    context.on_connections(async () => {
      this.#attachName()
      this.people.show()
      this.#ways.show()
      await this.#panels.update(this.#links)
    })
    context.onCreated(() => this.#begin(name))
    context.onWake(() => {
      this.plot.drew(this.view)
      this.#versions.woke()
    })
  }

  #madePanels(): Panels {
    const panels = {
      Shared: this.#shared,
      Comments: this.#comments,
      Links: this.#links,
      Versions: this.#versions,
      "Take away": this.#takeAway,
    }
    return new Panels(panels, () => this.#following.changed())
  }

  addTo(doc: Document): void {
    const { undo, redo } = this.#ways
    const page = this.#page.layout({
      room: this.context.params.room,
      people: this.people.root,
      side: [this.#controls.root, this.#sending.root, this.#following.root],
      banner: this.#following.banner,
      asked: this.#asked.root,
      undo: undo.root,
      redo: redo.root,
      plot: this.plot.figure,
      own: (model) => this.context.ownerOnly(model),
      panels: this.#panels.root,
    })
    doc.add_root(page)
  }

  #listen(): void {
    this.#controls.on_change(() => this.#chose())
    this.plot.on_moved(() => this.#moved())
    const { join, name } = this.#page
    join.on_click(() => this.#joinRoom())
    name.on_change("value", () => {
      this.#attachName()
      if (this.#name !== "" && this.room.me !== undefined) this.room.update({ name: this.#name })
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

  /** Attaches the name to the owner's windows, so that their actions show it. */
  #attachName(): void {
    for (const connection of this.context.connections) {
      if (connection.role === "owner") connection.attach({ name: this.#name })
    }
  }

  get #name(): string {
    return this.#page.name.value.trim().slice(0, MAX_NAME)
  }

  /** A copy of somebody's graph shows the graph, but nothing else of theirs. */
  #begin(name: string): void {
    const { copy } = this.context
    this.#page.name.value = name
    Object.assign(this.kept, NOTHING)
    this.plot.drew(this.view)
    this.#page.caption.text = captionOf(this.view)
    this.#page.join.visible = copy !== undefined
    this.people.show()
    this.#ways.show()
    this.#sending.clear()
    this.#following.clear()
    this.#shared.clear()
    this.#comments.clear()
    this.#links.clear()
    this.#asked.clear()
    this.#versions.clear()
    this.#takeAway.clear()
    this.say(copy === undefined ? START : COPY)
  }

  #joinRoom(): void {
    this.#page.join.visible = false
    this.room.join({ name: this.#name || "Guest" })
    this.say("You are in the room.")
  }

  get owner(): Connection | undefined {
    return this.context.connections.find(({ role }) => role === "owner")
  }

  get view(): View {
    const { zoom } = this.plot
    return { ...this.#controls.view, ...(zoom && { zoom }) }
  }

  open(view: View, origin?: Origin): void {
    this.kept.origin = origin ?? null
    this.#showChosen(view)
    this.say(`Showing ${titleOf(view).toLowerCase()}.`)
  }

  say(text: string, arrived?: number): void {
    this.#page.status.text = String(html`${text}`)
    const open = arrived === undefined ? [] : [this.#openIt({ id: String(arrived) })]
    this.#page.arrived.children = open
  }

  /** Somebody chose another field, or other days. */
  #chose(): void {
    if (this.#isSetting) return
    this.plot.choose(this.#controls.view)
    this.#moved()
  }

  #moved(): void {
    if (this.#isSetting) return
    this.#showAround()
    this.#following.changed()
  }

  /** The visitor wants to see this view, so following ends. */
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
    this.#page.caption.text = captionOf(this.view)
    this.#ways.show()
    this.#sending.showChanges()
    this.#comments.show()
  }
}

/** The description for the list of versions. */
function aboutOf(view: View): string {
  const part = view.zoom === undefined ? "" : ", a part of them"
  return `${titleOf(view)}, colored by ${shortName(view.color).toLowerCase()}: ${spanOf(view)}${part}`
}

function captionOf(view: View): string {
  const days = pointsOf(view).date.length
  const part = view.zoom === undefined ? "" : " A part of them is in sight."
  return String(
    html`<p>${titleOf(view)}, colored by ${shortName(view.color).toLowerCase()}: ${days} days, ${spanOf(view)}.${part}</p>`,
  )
}
