// What the session knows of the shared graphs. It is in the session's storage, so that restoring a version does not undo
// it.

import type { Context } from "bokeh-edge"

import { type SharedGraph, storedGraph } from "./graph.ts"

const KEY = "inbox"

/** The numbers of messages with graphs. */
interface Lists {
  /** Newest last. */
  readonly graphs: readonly number[]
  readonly unread: readonly number[]
  readonly kept: readonly number[]
}

const NONE: Lists = { graphs: [], unread: [], kept: [] }

export class Inbox {
  readonly #storage: Context["storage"]

  constructor(storage: Context["storage"]) {
    this.#storage = storage
  }

  get lists(): Lists {
    const kept = this.#storage.get(KEY)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put by #set alone
    return typeof kept === "object" && kept !== null ? (kept as Lists) : NONE
  }

  #set(changes: Partial<Lists>): void {
    this.#storage.put(KEY, { ...this.lists, ...changes })
  }

  graph(seq: number): SharedGraph | undefined {
    return storedGraph(this.#storage.get(rowOf(seq)))
  }

  /** Notes each graph once. */
  note(graph: SharedGraph): void {
    const { graphs, unread } = this.lists
    const { seq, isMine } = graph
    if (graphs.includes(seq)) return
    this.#storage.put(rowOf(seq), graph)
    this.#set({
      graphs: [...graphs, seq].toSorted((a, b) => a - b),
      unread: isMine ? unread : [...unread, seq],
    })
  }

  noteSeen(graph: SharedGraph, name: string): void {
    if (graph.seenBy.includes(name)) return
    this.#storage.put(rowOf(graph.seq), { ...graph, seenBy: [...graph.seenBy, name] })
  }

  /** @returns whether it was unread before */
  read(seq: number): boolean {
    const { unread } = this.lists
    if (!unread.includes(seq)) return false
    this.#set({ unread: unread.filter((one) => one !== seq) })
    return true
  }

  /** @param last the newest that the reader has seen in the list */
  readAll(last: number): void {
    this.#set({ unread: this.lists.unread.filter((seq) => seq > last) })
  }

  /** Keeps it, or no longer keeps it. */
  keep(seq: number, isKept: boolean): void {
    const others = this.lists.kept.filter((one) => one !== seq)
    this.#set({ kept: isKept ? [...others, seq] : others })
  }

  clear(): void {
    for (const seq of this.lists.graphs) this.#storage.delete(rowOf(seq))
    this.#storage.delete(KEY)
  }
}

function rowOf(seq: number): string {
  return `graph ${seq}`
}
