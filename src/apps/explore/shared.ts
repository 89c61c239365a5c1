// The list of all graphs that were shared in the room, in pages. What is known of each is a row in the session's storage;
// pictures and models stay with the group's messages, and are fetched for the page that is shown.

import {
  Button,
  Column,
  column,
  Div,
  type Document,
  type GroupMessage,
  type HistoryQuery,
  html,
  row,
  Select,
} from "bokeh-edge"

import { Cards, fold, graphIn, seqOf, show, unfold } from "./card.ts"
import type { Desk } from "./desk.ts"
import { graphOf, parseGraph, type SharedGraph } from "./graph.ts"
import { Inbox } from "./inbox.ts"
import { FILL, GRID_STYLES, HEADING_STYLE } from "./style.ts"

const PAGE = 6
/** Of older messages, at a time. */
const FETCH = 100
const FILTERS = ["Everything", "Unread", "Kept", "Sent by me"] as const
type Filter = (typeof FILTERS)[number]

export class Shared {
  readonly root: Column
  readonly #desk: Desk
  readonly #inbox: Inbox
  readonly #cards: Cards
  readonly #title = new Div({ name: "inbox", stylesheets: [HEADING_STYLE] })
  readonly #filter = new Select({
    title: "Show",
    options: [...FILTERS],
    value: FILTERS[0],
    width: 150,
  })
  readonly #allRead = new Button({ label: "Mark all as read", width_policy: "min" })
  readonly #newer = new Button({ label: "Newer", width_policy: "min" })
  readonly #older = new Button({ label: "Older", width_policy: "min" })
  readonly #place = new Div({ stylesheets: [HEADING_STYLE], styles: { "align-self": "center" } })
  readonly #list = row([], { name: "cards", ...FILL, styles: GRID_STYLES })
  /** How many of the list come before the page. */
  #first = 0

  constructor(doc: Document, desk: Desk) {
    this.#desk = desk
    this.#inbox = new Inbox(desk.context.storage)
    this.#cards = new Cards(doc, {
      open: (seq) => this.#open(seq),
      look: (seq) => this.#look(seq),
      keep: (seq) => this.#keep(seq),
    })
    this.#filter.on_change("value", () => this.#turnTo(0))
    this.#newer.on_click(() => this.#turnTo(this.#first - PAGE))
    this.#older.on_click(() => this.#turnTo(this.#first + PAGE))
    this.#allRead.on_click(() => this.#readAll())
    const bar = { ...FILL, styles: { "flex-wrap": "wrap", "align-items": "flex-end", gap: "8px" } }
    const pages = row(this.#newer, this.#place, this.#older, {
      ...FILL,
      styles: { "flex-wrap": "wrap", gap: "8px" },
    })
    this.root = column(row(this.#title, this.#filter, this.#allRead, bar), this.#list, pages, {
      ...FILL,
      styles: { gap: "10px" },
      name: "shared",
    })
    desk.room.on("graph", (message) => this.#take(message))
    desk.room.on("seen", ({ data, from }) => this.#seen(data, from.name))
  }

  /** What was shared while this session was not there, or before it came. */
  async catchUp(): Promise<void> {
    const newest = this.#inbox.lists.graphs.at(-1)
    await this.#fetch(newest === undefined ? {} : { from: newest })
    await this.#turnTo(this.#first)
  }

  /** What this session has sent itself. */
  async sent(graph: SharedGraph): Promise<void> {
    this.#inbox.note(graph)
    await this.#turnTo(0)
  }

  /** Opens what came last. */
  async openNewest(): Promise<void> {
    const newest = this.#inbox.lists.unread.at(-1)
    if (newest !== undefined) await this.#open(newest)
  }

  /** A copy has nothing of what its author was sent. */
  clear(): void {
    this.#inbox.clear()
    this.#list.children = []
    this.#showCounts()
  }

  async #take(message: GroupMessage): Promise<void> {
    const graph = graphOf(message, this.#desk.room.me?.id)
    if (graph === undefined) return
    this.#inbox.note(graph)
    this.#desk.say(`${this.#desk.people.labelOf(message.from)} sent you a graph.`, true)
    await this.#turnTo(this.#first)
  }

  /** @returns how many there were */
  async #fetch(part: Pick<HistoryQuery, "from" | "before">): Promise<number> {
    const { room } = this.#desk
    const messages = await room.history({ type: "graph", limit: FETCH, ...part })
    for (const message of messages) {
      const graph = graphOf(message, room.me?.id)
      if (graph !== undefined) this.#inbox.note(graph)
    }
    return messages.length
  }

  async #fetchOlder(): Promise<number> {
    const [before] = this.#inbox.lists.graphs
    return before === undefined ? 0 : this.#fetch({ before })
  }

  /** The newest first. */
  #wanted(): readonly number[] {
    const newest = this.#inbox.lists.graphs.toReversed()
    const filter = FILTERS.find((one) => one === this.#filter.value) ?? FILTERS[0]
    return newest.filter((seq) => this.#isWanted(filter, seq))
  }

  #isWanted(filter: Filter, seq: number): boolean {
    const { unread, kept } = this.#inbox.lists
    if (filter === "Unread") return unread.includes(seq)
    if (filter === "Kept") return kept.includes(seq)
    return filter === "Everything" || this.#inbox.graph(seq)?.isMine === true
  }

  /** Shows the page that begins there. Older ones than are known are asked for. */
  async #turnTo(first: number): Promise<void> {
    let wanted = this.#wanted()
    if (first + PAGE > wanted.length && first > 0 && (await this.#fetchOlder()) > 0) {
      wanted = this.#wanted()
    }
    const last = Math.max(0, Math.floor((wanted.length - 1) / PAGE) * PAGE)
    this.#first = Math.min(Math.max(0, first), last)
    const shown = wanted.slice(this.#first, this.#first + PAGE)
    await this.#showCards(shown)
    const [from, to] = [this.#first + 1, this.#first + shown.length]
    this.#place.text = shown.length === 0 ? "" : `<p>${from} to ${to} of ${wanted.length}</p>`
    this.#newer.disabled = this.#first === 0
    this.#older.disabled = to >= wanted.length
    this.#showCounts()
  }

  /** Cards that are there stay as they are; pictures come for the new ones. */
  async #showCards(shown: readonly number[]): Promise<void> {
    const known = new Map(this.#boxes.map((box) => [seqOf(box), box]))
    const added = shown.filter((seq) => !known.has(seq))
    const pictures = await this.#pictures(added)
    for (const seq of added) {
      const graph = this.#inbox.graph(seq)
      if (graph !== undefined) known.set(seq, this.#cards.make(graph, pictures.get(seq)))
    }
    this.#list.children = shown.flatMap((seq) => known.get(seq) ?? [])
    for (const seq of shown) this.#refresh(seq)
  }

  async #pictures(seqs: readonly number[]): Promise<ReadonlyMap<number, string | undefined>> {
    if (seqs.length === 0) return new Map()
    const [from, before] = [Math.min(...seqs) - 1, Math.max(...seqs) + 1]
    const messages = await this.#desk.room.history({ type: "graph", from, before, limit: FETCH })
    return new Map(messages.map(({ seq, data }) => [seq, parseGraph(data).preview]))
  }

  get #boxes(): readonly Column[] {
    return this.#list.children.filter((child) => child instanceof Column)
  }

  #boxOf(seq: number): Column | undefined {
    return this.#boxes.find((box) => seqOf(box) === seq)
  }

  #refresh(seq: number): void {
    const { people } = this.#desk
    const { unread, kept } = this.#inbox.lists
    const box = this.#boxOf(seq)
    const graph = this.#inbox.graph(seq)
    if (box === undefined || graph === undefined) return
    show(box, {
      graph,
      who: graph.isMine ? "you" : people.labelOf({ id: graph.whoId, name: graph.who }),
      isUnread: unread.includes(seq),
      isKept: kept.includes(seq),
      answered: graph.answers === undefined ? undefined : this.#inbox.graph(graph.answers),
    })
  }

  #showCounts(): void {
    const { unread, graphs } = this.#inbox.lists
    const news = unread.length === 0 ? "" : html` <b>${unread.length} new</b>`
    this.#title.text = String(html`<h2>Shared in this room${news}</h2>`)
    this.#title.tags = [unread.length] // for the page's title and icon
    this.#allRead.visible = unread.length > 0
    for (const button of [this.#newer, this.#older]) button.visible = graphs.length > PAGE
    if (graphs.length > 0) return
    this.#place.text =
      "<p>Nothing yet. What anybody sends to all is listed here, for those who come later, too.</p>"
  }

  async #read(seq: number): Promise<void> {
    const { room } = this.#desk
    if (!this.#inbox.read(seq)) return
    this.#refresh(seq)
    this.#showCounts()
    const graph = this.#inbox.graph(seq)
    if (graph !== undefined && room.me !== undefined) {
      await room.send("seen", { seq }, { to: graph.whoId }).catch(() => undefined) // who has left need not know
    }
  }

  #readAll(): void {
    this.#inbox.readAll()
    for (const box of this.#boxes) this.#refresh(seqOf(box))
    this.#showCounts()
  }

  async #open(seq: number): Promise<void> {
    const graph = this.#inbox.graph(seq)
    if (graph === undefined) return
    const { whoId, who, view, isMine } = graph
    this.#desk.open(view, isMine ? undefined : { seq, whoId, who, view })
    await this.#read(seq)
  }

  /** Shows the graph itself in its card, as its sender saw it; or folds it. */
  async #look(seq: number): Promise<void> {
    const box = this.#boxOf(seq)
    if (box === undefined) return
    if (graphIn(box) !== undefined) return fold(box)
    const [message] = await this.#desk.room.history({
      type: "graph",
      from: seq - 1,
      before: seq + 1,
    })
    const opened = message === undefined ? undefined : await this.#desk.room.open(message)
    const { plot } = parseGraph(opened?.data)
    if (plot === undefined)
      this.#desk.say("The graph itself is kept no longer: Open shows the same data.")
    else unfold(box, plot)
    await this.#read(seq)
  }

  #keep(seq: number): void {
    this.#inbox.keep(seq)
    this.#refresh(seq)
  }

  #seen(data: unknown, name: string): void {
    const seq = typeof data === "object" && data !== null && "seq" in data ? data.seq : undefined
    const graph = typeof seq === "number" ? this.#inbox.graph(seq) : undefined
    if (graph === undefined) return
    this.#inbox.noteSeen(graph, name)
    this.#refresh(graph.seq)
  }
}
