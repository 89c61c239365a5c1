// All graphs that were shared in the room. What is known of each graph is a row in the session's storage. Pictures and
// models stay with the group's messages, and are fetched when they are shown.

import type { Column, Document, GroupMessage, HistoryQuery } from "bokeh-edge"

import { buttonsFor } from "./button.ts"
import { type Actions, Cards, fold, graphIn, unfold } from "./card.ts"
import type { Desk } from "./desk.ts"
import { graphOf, parseGraph } from "./graph.ts"
import { Inbox } from "./inbox.ts"
import { SharedList } from "./shared-list.ts"

/** How many older messages are fetched at a time. */
const FETCH = 100

export class Shared implements Actions {
  readonly #desk: Desk
  readonly #inbox: Inbox
  readonly #list: SharedList

  constructor(doc: Document, desk: Desk) {
    this.#desk = desk
    const inbox = new Inbox(desk.context.storage)
    this.#inbox = inbox
    this.#list = new SharedList({
      inbox,
      people: desk.people,
      cards: new Cards(doc, this, desk.plot.scroll),
      pictures: (seqs) => this.#pictures(seqs),
      fetchOlder: () => this.#fetchOlder(),
      readAll: buttonsFor(doc, "Mark all as read", (last) => this.#readAll(Number(last))),
    })
    desk.room.on("graph", (message) => this.#take(message))
    desk.room.on_seen(({ seq, by }) => this.#seen(seq, by.name))
  }

  get root(): Column {
    return this.#list.root
  }

  /** Fetches what was shared while this session was away, or before it joined. */
  async catchUp(): Promise<void> {
    const newest = this.#inbox.lists.graphs.at(-1)
    await (newest === undefined ? this.#fetch({}) : this.#fetchSince(newest))
    await this.#list.turnTo()
  }

  /** Adds a graph that this session has sent itself. */
  async sent(seq: number): Promise<void> {
    await this.#fetch({ from: seq - 1, before: seq + 1 })
    await this.#list.turnTo(Infinity)
  }

  /** A copy has nothing of what was sent to its author. */
  clear(): void {
    this.#inbox.clear()
    this.#list.clear()
  }

  async #take(message: GroupMessage): Promise<void> {
    const graph = graphOf(message, this.#desk.room.me?.id)
    if (graph === undefined) return
    this.#inbox.note(graph)
    const who = this.#desk.people.labelOf(message.from)
    this.#desk.say(
      graph.answers === undefined
        ? `${who} sent you a graph.`
        : `${who} sent a graph back, changed.`,
      graph.seq,
    )
    await this.#list.turnTo()
  }

  /** @returns the numbers of the fetched graphs */
  async #fetch(part: Pick<HistoryQuery, "from" | "before">): Promise<readonly number[]> {
    const { room } = this.#desk
    const messages = await room.history({ type: "graph", limit: FETCH, ...part })
    for (const message of messages) {
      const graph = graphOf(message, room.me?.id)
      if (graph !== undefined) this.#inbox.note(graph)
    }
    return messages.map(({ seq }) => seq)
  }

  /** There may be more new graphs than one call returns. */
  async #fetchSince(from: number): Promise<void> {
    for (let [oldest] = await this.#fetch({ from }); oldest !== undefined;) {
      // oxlint-disable-next-line no-await-in-loop -- page by page
      ;[oldest] = await this.#fetch({ from, before: oldest })
    }
  }

  async #fetchOlder(): Promise<boolean> {
    const [before] = this.#inbox.lists.graphs
    return before !== undefined && (await this.#fetch({ before })).length > 0
  }

  async #pictures(seqs: readonly number[]): Promise<ReadonlyMap<number, string | undefined>> {
    if (seqs.length === 0) return new Map()
    const [from, before] = [Math.min(...seqs) - 1, Math.max(...seqs) + 1]
    const messages = await this.#desk.room.history({ type: "graph", from, before, limit: FETCH })
    return new Map(messages.map(({ seq, data }) => [seq, parseGraph(data).preview]))
  }

  #read(seq: number): void {
    const { room } = this.#desk
    if (!this.#inbox.read(seq)) return
    this.#list.refresh(seq)
    this.#list.showCounts()
    if (room.me !== undefined) room.markSeen(seq)
  }

  #readAll(last: number): void {
    this.#inbox.readAll(last)
    this.#list.refreshAll()
  }

  open(seq: number): void {
    const graph = this.#inbox.graph(seq)
    if (graph === undefined) return
    const { whoId, who, view, isMine } = graph
    this.#desk.open(view, isMine ? undefined : { seq, whoId, who, view })
    this.#desk.plot.select(graph.selected ?? [])
    this.#read(seq)
  }

  /** Shows the graph itself in its card, as its sender saw it, or hides it. */
  async look(seq: number, isWanted: boolean): Promise<void> {
    const box = this.#list.boxOf(seq)
    if (box === undefined || isWanted === (graphIn(box) !== undefined)) return
    if (isWanted) await this.#unfold(seq, box)
    else fold(box)
    this.#list.refresh(seq)
  }

  async #unfold(seq: number, box: Column): Promise<void> {
    const { room } = this.#desk
    const [message] = await room.history({ type: "graph", from: seq - 1, before: seq + 1 })
    const opened = message === undefined ? undefined : await room.open(message)
    const { plot } = parseGraph(opened?.data)
    if (plot === undefined)
      this.#desk.say("The graph is no longer stored: Open shows the same data.")
    else unfold(box, plot)
    this.#read(seq)
  }

  keep(seq: number, isWanted: boolean): void {
    this.#inbox.keep(seq, isWanted)
    this.#list.refresh(seq)
  }

  #seen(seq: number, name: string): void {
    const graph = this.#inbox.graph(seq)
    if (graph === undefined) return
    this.#inbox.noteSeen(graph, name)
    this.#list.refresh(seq)
  }
}
