// The list of shared graphs on the page: pages of cards, newest first, filtered by the reader's choice.

import { type Button, Column, column, html, row, Select } from "bokeh-edge"

import { showBoxes } from "./boxes.ts"
import { button, type Named } from "./button.ts"
import { type Cards, seqOf, show } from "./card.ts"
import type { Inbox } from "./inbox.ts"
import type { People } from "./people.ts"
import { prose } from "./prose.ts"
import { FILL, GRID_STYLES, TOUCH_STYLE } from "./style.ts"

const PAGE = 6
const MINE = "Sent by me"
const FILTERS = ["Everything", "Unread", "Kept", MINE] as const

const EMPTY =
  "<p>Nothing yet. What anybody sends to all is listed here, for those who come later, too.</p>"

export interface ListPorts {
  readonly inbox: Inbox
  readonly people: People
  readonly cards: Cards
  /** The pictures that the senders' browsers drew. */
  readonly pictures: (seqs: readonly number[]) => Promise<ReadonlyMap<number, string | undefined>>
  /** @returns whether there were any */
  readonly fetchOlder: () => Promise<boolean>
  /** A button for what there is, up to the graph with that number. */
  readonly readAll: (last: Named) => Button
}

export class SharedList {
  readonly root: Column
  readonly #ports: ListPorts
  readonly #title = prose("", { name: "inbox" })
  readonly #filter = new Select({
    title: "Show",
    options: [...FILTERS],
    value: FILTERS[0],
    width: 150,
    stylesheets: [TOUCH_STYLE],
  })
  readonly #allRead = row([])
  readonly #newer = button("Newer")
  readonly #older = button("Older")
  readonly #place = prose("", { styles: { "align-self": "center" } })
  readonly #list = row([], { name: "cards", ...FILL, styles: GRID_STYLES })
  /** How many entries come before the page. */
  #first = 0
  /** The numbers of the page's first and last graph: the page keeps its place while others arrive or are read. */
  #top = Infinity
  #bottom = 0
  /** The room has no older graphs. */
  #hasAll = false

  constructor(ports: ListPorts) {
    this.#ports = ports
    this.#filter.on_change("value", () => this.turnTo(Infinity))
    this.#newer.on_click(() => this.turnTo(this.#top, -PAGE))
    this.#older.on_click(() => this.turnTo(this.#bottom - 1))
    const wrap = { ...FILL, styles: { "flex-wrap": "wrap", "align-items": "flex-end", gap: "8px" } }
    const pages = row(this.#newer, this.#place, this.#older, wrap)
    const head = row(this.#title, this.#filter, this.#allRead, wrap)
    const look = { styles: { gap: "10px" }, name: "shared" }
    this.root = column(head, this.#list, pages, { ...FILL, ...look })
  }

  clear(): void {
    this.#list.children = []
    this.#hasAll = false
    this.showCounts()
  }

  /**
   * Shows a page, by default the current one. Fetches older graphs if necessary. @param newest the page's first graph has
   * this number, or is the next older one @param by how many entries further the page begins
   */
  async turnTo(newest = this.#first === 0 ? Infinity : this.#top, by = 0): Promise<void> {
    let wanted = this.#wanted()
    const at = wanted.findIndex((seq) => seq <= newest)
    const first = Math.max(0, (at < 0 ? wanted.length : at) + by)
    while (first + PAGE >= wanted.length && !this.#hasAll) {
      // oxlint-disable-next-line no-await-in-loop -- until the next page is known, or that there is none
      this.#hasAll = !(await this.#ports.fetchOlder())
      wanted = this.#wanted()
    }
    const last = Math.max(0, Math.floor((wanted.length - 1) / PAGE) * PAGE)
    this.#first = first < wanted.length ? first : last
    const shown = wanted.slice(this.#first, this.#first + PAGE)
    this.#top = shown[0] ?? Infinity
    this.#bottom = shown.at(-1) ?? 0
    await this.#showCards(shown)
    const [from, to] = [this.#first + 1, this.#first + shown.length]
    this.#place.text = wanted.length <= PAGE ? "" : `<p>${from} to ${to} of ${wanted.length}</p>`
    this.#newer.disabled = this.#first === 0
    this.#older.disabled = to >= wanted.length
    this.showCounts()
  }

  refreshAll(): void {
    for (const box of this.#boxes) this.refresh(seqOf(box))
    this.showCounts()
  }

  refresh(seq: number): void {
    const { inbox, people } = this.#ports
    const { unread, kept } = inbox.lists
    const box = this.boxOf(seq)
    const graph = inbox.graph(seq)
    if (box === undefined || graph === undefined) return
    show(box, {
      graph,
      who: graph.isMine ? "you" : people.labelOf({ id: graph.whoId, name: graph.who }),
      isUnread: unread.includes(seq),
      isKept: kept.includes(seq),
      answered: graph.answers === undefined ? undefined : inbox.graph(graph.answers),
    })
  }

  showCounts(): void {
    const { unread, graphs } = this.#ports.inbox.lists
    const news = unread.length === 0 ? "" : html` <b>${unread.length} new</b>`
    this.#title.text = String(html`<h2>Shared in this room${news}</h2>`)
    this.#title.tags = [unread.length] // for the page's title and icon
    const last = unread.length === 0 ? [] : [{ id: String(Math.max(...unread)) }]
    showBoxes(this.#allRead, last, this.#ports.readAll)
    for (const turn of [this.#newer, this.#older]) turn.visible = graphs.length > PAGE
    if (graphs.length === 0) this.#place.text = EMPTY
  }

  boxOf(seq: number): Column | undefined {
    return this.#boxes.find((box) => seqOf(box) === seq)
  }

  get #boxes(): readonly Column[] {
    return this.#list.children.filter((child) => child instanceof Column)
  }

  /** Newest first. */
  #wanted(): readonly number[] {
    const { inbox } = this.#ports
    const { graphs, unread, kept } = inbox.lists
    const parts: Readonly<Record<string, (seq: number) => boolean>> = {
      Unread: (seq) => unread.includes(seq),
      Kept: (seq) => kept.includes(seq),
      [MINE]: (seq) => inbox.graph(seq)?.isMine === true,
    }
    return graphs.filter(parts[this.#filter.value] ?? (() => true)).toReversed()
  }

  /** Existing cards stay as they are; pictures are fetched for the new ones. */
  async #showCards(shown: readonly number[]): Promise<void> {
    const { inbox, cards, pictures: fetch } = this.#ports
    const known = new Map(this.#boxes.map((box) => [seqOf(box), box]))
    const added = shown.filter((seq) => !known.has(seq))
    const pictures = await fetch(added)
    for (const seq of added) {
      const graph = inbox.graph(seq)
      if (graph !== undefined) known.set(seq, cards.make(graph, pictures.get(seq)))
    }
    this.#list.children = shown.flatMap((seq) => known.get(seq) ?? [])
    for (const seq of shown) this.refresh(seq)
  }
}
