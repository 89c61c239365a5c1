// The weather explorer: everybody in a room makes an own graph, and sends it to the others.

import {
  app,
  Button,
  column,
  type Column,
  type Context,
  CustomJS,
  DateRangeSlider,
  Div,
  type Document,
  type Group,
  isGroupName,
  type Member,
  row,
  Select,
  TextInput,
} from "bokeh-edge"

import { escaped } from "./cards.ts"
import { ViewPlot } from "./plot.ts"
import { Received } from "./received.ts"
import { LINK_STYLE, MAIN_STYLE, PAGE_STYLE, PAPER, STATUS_STYLE, TITLE_STYLE } from "./style.ts"
import {
  FIELDS,
  FIRST_DAY,
  LAST_DAY,
  parseGraph,
  parseView,
  START,
  titleOf,
  type View,
} from "./view.ts"

const MAX_UNDO = 20
const MAX_NAME = 40
/** In the browser: where the page may not use the clipboard, the link is there to be copied by hand. */
const COPY =
  "navigator.clipboard?.writeText(new URL(link.tags[0], location.href).href).catch(() => {})"
const FILL = { sizing_mode: "stretch_width" } as const
const CHOICES = Object.entries(FIELDS)

export const explore = app(
  "/explore/:room",
  (doc, context) => {
    const room = context.group(`explore ${context.params.room}`)
    const explorer = new Explorer(doc, context, room)
    explorer.addTo(doc)
  },
  {
    title: "Explore the weather",
    example: { room: "lobby" },
    theme: "auto",
    card: {
      text: "A room: visitors make graphs, and send them to each other.",
      picture: "/static/pictures/explore.png",
      source: "/static/source/explore/explore.ts.txt",
    },
    head: PAGE_STYLE,
    session: { resume: "tab" },
    exists: ({ room }) => isGroupName(`explore ${room}`),
  },
)

class Explorer {
  readonly #context: Context<{ readonly room: string }>
  readonly #room: Group
  readonly #state: { past: readonly View[] }
  readonly #plot = new ViewPlot()
  readonly #received: Received
  readonly #x = new Select({ title: "Across", options: CHOICES, value: START.x })
  readonly #y = new Select({ title: "Up", options: CHOICES, value: START.y })
  readonly #color = new Select({ title: "Color", options: CHOICES, value: START.color })
  readonly #days = new DateRangeSlider({
    title: "Days",
    start: FIRST_DAY,
    end: LAST_DAY,
    value: [FIRST_DAY, LAST_DAY],
    step: 1,
  })
  readonly #undo = new Button({
    label: "Undo",
    disabled: true,
    width: 80,
    width_policy: "fixed",
  })
  readonly #name: TextInput
  readonly #people = textDiv(TITLE_STYLE, {
    name: "people",
    width_policy: "fixed",
    styles: { "align-self": "center" },
  })
  readonly #status = textDiv(STATUS_STYLE, { name: "status", ...FILL })
  readonly #link = textDiv(LINK_STYLE, { name: "link" })
  readonly #who = new Select({ title: "Someone here", options: [], value: "", ...FILL })

  constructor(doc: Document, context: Context<{ readonly room: string }>, room: Group) {
    this.#context = context
    this.#room = room
    this.#state = context.state({ past: [] })
    this.#received = new Received(doc, (view) => this.#show(view))
    const [asked = ""] = context.request.arguments["name"] ?? []
    const name = asked.trim().slice(0, MAX_NAME) || `Guest ${context.id.slice(0, 4)}`
    this.#name = new TextInput({ title: "Your name", value: name, max_length: MAX_NAME })
    if (context.copy === undefined) room.join({ name })
    this.#listen()
    context.onCreated(() => this.#begin(name))
  }

  addTo(doc: Document): void {
    const { room } = this.#context.params
    const title = textDiv(TITLE_STYLE, { name: "title", styles: { "min-width": "260px" } })
    title.text = `<h1>Explore the weather of Seattle</h1><p>Room ${escaped(room)}</p>`
    const header = row(title, this.#people, {
      ...FILL,
      styles: { "flex-wrap": "wrap", gap: "4px 24px" },
    })
    const main = row(this.#controls(), this.#graph(), {
      ...FILL,
      styles: { "flex-wrap": "wrap", gap: "16px" },
      stylesheets: [MAIN_STYLE],
    })
    doc.add_root(column(header, main, this.#received.root, { ...FILL, styles: { gap: "12px" } }))
  }

  #controls(): Column {
    const share = new Button({ label: "Share with everyone", button_type: "primary", ...FILL })
    const send = new Button({ label: "Send to them" })
    const copy = new Button({ label: "Copy link", ...FILL })
    const invite = new Button({ label: "Invite to my view", ...FILL })
    share.on_click(() => this.#send())
    send.on_click(() => this.#send(this.#who.value))
    copy.on_click(() => this.#publish())
    invite.on_click(() => this.#invite())
    this.#link.js_on_change("tags", new CustomJS({ args: { link: this.#link }, code: COPY }))
    const fields = [this.#name, this.#x, this.#y, this.#color, this.#days]
    for (const field of fields) field.sizing_mode = "stretch_width"
    return column(
      ...fields,
      share,
      row(this.#who, send, { ...FILL, styles: { "align-items": "flex-end", gap: "8px" } }),
      row(copy, invite, { ...FILL, styles: { gap: "8px" } }),
      this.#link,
      { ...FILL, styles: { ...PAPER, flex: "1 1 260px", gap: "6px" }, name: "controls" },
    )
  }

  #graph(): Column {
    const bar = row(this.#status, this.#undo, { ...FILL, styles: { "align-items": "center" } })
    return column(bar, this.#plot.figure, {
      ...FILL,
      styles: { ...PAPER, flex: "3 1 320px" },
      css_classes: ["graph"],
    })
  }

  #listen(): void {
    for (const select of [this.#x, this.#y, this.#color]) {
      select.on_change("value", () => this.#plot.draw(this.#chosen))
    }
    this.#days.on_change("value", () => this.#plot.draw(this.#chosen))
    this.#undo.on_click(() => this.#undoOne())
    this.#name.on_change("value", () => {
      const name = this.#name.value.trim().slice(0, MAX_NAME)
      if (name !== "" && this.#room.me !== undefined) this.#room.update({ name })
    })
    this.#room.on_presence(() => this.#showPeople())
    this.#room.on("graph", ({ data, from, sentAtMs }) => {
      const { view, preview, plot } = parseGraph(data)
      if (view === undefined) return
      this.#received.add({ who: from.name, view, sentAtMs, ...(preview && { preview }) }, plot)
      this.#status.text = `${escaped(from.name)} sent you a graph.`
    })
  }

  /** A copy of another's graph shows the graph, and not what else was theirs. */
  #begin(name: string): void {
    this.#name.value = name
    const { copy } = this.#context
    this.#status.text =
      copy === undefined
        ? "Choose what to plot, then share it."
        : "This is a copy. Nobody in the room sees you, until you share something."
    this.#link.update({ text: "", tags: [] })
    this.#past = []
    this.#received.clear()
  }

  /** What the page shows. */
  get #view(): View {
    const { zoom } = this.#plot
    return { ...this.#chosen, ...(zoom && { zoom }) }
  }

  /** The same without where somebody looks. */
  get #chosen(): View {
    const [x, y, color] = [this.#x, this.#y, this.#color].map(({ value }) => value)
    const [from, to] = this.#days.value
    return parseView({ x, y, color, from, to }) ?? START
  }

  /** Takes over another's view; one's own can be had back. */
  #show(view: View): void {
    this.#past = [...this.#past, this.#view].slice(-MAX_UNDO)
    this.#set(view)
  }

  #undoOne(): void {
    const last = this.#past.at(-1)
    if (last === undefined) return
    this.#past = this.#past.slice(0, -1)
    this.#set(last)
  }

  #set(view: View): void {
    this.#x.value = view.x
    this.#y.value = view.y
    this.#color.value = view.color
    this.#days.value = [view.from, view.to]
    this.#plot.draw(view)
    this.#status.text = `Showing ${titleOf(view).toLowerCase()}.`
  }

  get #past(): readonly View[] {
    return this.#state.past
  }

  set #past(views: readonly View[]) {
    this.#state.past = views
    this.#undo.disabled = views.length === 0
  }

  async #send(to?: unknown): Promise<void> {
    if (to === "") return // nobody is here
    this.#room.join({ name: this.#name.value }) // whoever came by a copy's link is in it from now on
    const view = this.#view
    const title = titleOf(view).toLowerCase()
    try {
      const preview = await this.#context.preview(this.#plot.figure)
      const options = typeof to === "string" ? { to } : {}
      const plot = this.#plot.figure
      const { delivered, offline } = await this.#room.send(
        "graph",
        { view, preview, plot },
        options,
      )
      const later = offline.length === 0 ? "" : `, ${offline.length} more when they are back`
      this.#status.text = `Sent ${title} to ${people(delivered.length)}${later}.`
    } catch (error) {
      this.#status.text = escaped(error instanceof Error ? error.message : "It could not be sent.")
    }
  }

  /** A copy of this session, for whoever gets the link. */
  async #publish(): Promise<void> {
    const title = titleOf(this.#view)
    const preview = await this.#context.preview(this.#plot.figure)
    const { link } = await this.#context.publish({ title, preview })
    this.#showLink(link, "This graph as it is now")
  }

  /** This very session, to look at. */
  #invite(): void {
    const { link } = this.#context.invite({ role: "viewer" })
    this.#showLink(link, "This graph, live")
  }

  #showLink(link: string, what: string): void {
    this.#link.text = `<a href="${escaped(link)}" target="_blank">${what}</a>: the link is copied.`
    this.#link.tags = [link]
  }

  #showPeople(): void {
    const here = this.#room.members.filter(({ isOnline }) => isOnline)
    const me = this.#room.me?.id
    this.#people.text = here.map(({ id, name }) => chip(name, id === me)).join("")
    const others = here.filter(({ id }) => id !== me)
    // BokehJS tells options apart by their labels.
    const labelOf = ({ id, name }: Member) =>
      others.some((other) => other.name === name && other.id !== id)
        ? `${name} (${id.slice(0, 4)})`
        : name
    this.#who.options = others.map((other) => [other.id, labelOf(other)])
    if (!others.some(({ id }) => id === this.#who.value)) this.#who.value = others[0]?.id ?? ""
  }
}

/** For texts that others may have written. */
function textDiv(style: string, init: ConstructorParameters<typeof Div>[0]): Div {
  return new Div({ ...init, stylesheets: [style], disable_math: true })
}

function chip(name: string, isMe: boolean): string {
  return `<span class="person${isMe ? " me" : ""}">${escaped(name)}${isMe ? " (you)" : ""}</span>`
}

function people(count: number): string {
  return count === 1 ? "one person" : `${count} people`
}
