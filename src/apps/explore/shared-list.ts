// The list of shared graphs on the page: pages of cards, newest first, filtered by the reader's choice.

import { Column, column, html, row, Select } from "bokeh-edge"

import { button } from "./button.ts"
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
}

export class SharedList {
  readonly root: Column
  readonly allRead = button("Mark all as read")
  readonly #ports: ListPorts
  readonly #title = prose("", { name: "inbox" })
  readonly #filter = new Select({
    title: "Show",
    options: [...FILTERS],
    value: FILTERS[0],
    width: 150,
    stylesheets: [TOUCH_STYLE],
  })
  readonly #newer = button("Newer")
  readonly #older = button("Older")
  readonly #place = prose("", { styles: { "align-self": "center" } })
  readonly #list = row([], { name: "cards", ...FILL, styles: GRID_STYLES })
  /** How many entries come before the page. */
  #first = 0
  /** The number of the page's first graph: the page keeps its place while new graphs arrive. */
  #top: number | undefined
  /** The room has no older graphs. */
  #hasAll = false

  constructor(ports: ListPorts) {
    this.#ports = ports
    this.#filter.on_change("value", () => this.turnTo(0))
    this.#newer.on_click(() => this.turnTo(this.#first - PAGE))
    this.#older.on_click(() => this.turnTo(this.#first + PAGE))
    const wrap = { ...FILL, styles: { "flex-wrap": "wrap", gap: "8px" } }
    const bar = { ...FILL, styles: { ...wrap.styles, "align-items": "flex-end" } }
    const pages = row(this.#newer, this.#place, this.#older, wrap)
    const head = row(this.#title, this.#filter, this.allRead, bar)
    const look = { styles: { gap: "10px" }, name: "shared" }
    this.root = column(head, this.#list, pages, { ...FILL, ...look })
  }

  clear(): void {
    this.#list.children = []
    this.#hasAll = false
    this.showCounts()
  }

  /** Shows the page that begins at `first`, by default the current page. Fetches older graphs if necessary. */
  async turnTo(place?: number): Promise<void> {
    let wanted = this.#wanted()
    const first = Math.max(0, place ?? this.#sameIn(wanted))
    while (first + PAGE >= wanted.length && !this.#hasAll) {
      // oxlint-disable-next-line no-await-in-loop -- until the next page is known, or that there is none
      this.#hasAll = !(await this.#ports.fetchOlder())
      wanted = this.#wanted()
    }
    const last = Math.max(0, Math.floor((wanted.length - 1) / PAGE) * PAGE)
    this.#first = first < wanted.length ? first : last
    this.#top = wanted[this.#first]
    const shown = wanted.slice(this.#first, this.#first + PAGE)
    await this.#showCards(shown)
    const [from, to] = [this.#first + 1, this.#first + shown.length]
    this.#place.text = wanted.length <= PAGE ? "" : `<p>${from} to ${to} of ${wanted.length}</p>`
    this.#newer.disabled = this.#first === 0
    this.#older.disabled = to >= wanted.length
    this.showCounts()
  }

  #sameIn(wanted: readonly number[]): number {
    const at = this.#first === 0 ? 0 : wanted.findIndex((seq) => seq === this.#top)
    return at < 0 ? this.#first : at
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
    this.allRead.visible = unread.length > 0
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
    const parts: Readonly<Record<string, readonly number[]>> = { Unread: unread, Kept: kept }
    const { value }: { readonly value: string } = this.#filter
    const part = parts[value]
    const newest = graphs.toReversed()
    const chosen = new Set(part)
    if (part !== undefined) return newest.filter((seq) => chosen.has(seq))
    if (value !== MINE) return newest
    return newest.filter((seq) => inbox.graph(seq)?.isMine === true)
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
