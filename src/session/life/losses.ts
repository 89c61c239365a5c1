// Stored values that a session can no longer read. It continues without them. The bytes are put aside, the log gets one
// line, and the session's pages show what was lost.

import type { Loss } from "../../document/stored-content.ts"
import type { Log } from "../../ports.ts"
import type { StoredRecord } from "../record.ts"
import type { RecordName } from "../stored-state.ts"
import type { SessionStore } from "./session-store.ts"

/** The key of the notice, until a page has shown it. */
const TO_TELL = "lost"
const MAX_LOGGED = 20
const MAX_NAMED = 3

interface Damage {
  readonly which: RecordName
  readonly reason: string
  readonly record: StoredRecord | undefined
}

type Store = Pick<
  SessionStore,
  "base" | "checkpoint" | "turns" | "putAside" | "getMeta" | "setMeta" | "deleteMeta"
>

export class Losses {
  readonly #store: Store
  readonly #log: Log
  #damages: Damage[] = []
  /** By their subject, since the same value may be read twice. */
  readonly #values = new Map<string, Loss>()
  /** Descriptions of small values beside the document. */
  readonly #notes = new Set<string>()
  /** The notice for pages while the session is awake. */
  #told: string | undefined

  constructor(store: Store, log: Log) {
    this.#store = store
    this.#log = log
  }

  damaged(which: RecordName, reason: string, record?: StoredRecord): void {
    this.#damages.push({ which, reason, record })
  }

  lost(loss: Loss): void {
    this.#values.set(`${loss.id} ${loss.type} ${loss.attr} ${loss.reason}`, loss)
  }

  /** A small value under a key: it counts as never set. @param words that describe it to visitors */
  value(key: string, words: string): void {
    const stored = this.#store.getMeta(key)
    if (stored !== undefined) this.#store.setMeta(`aside ${key}`, stored)
    this.#store.deleteMeta(key)
    this.#notes.add(words)
    this.#log.warn("something stored can no longer be read", { key })
    this.#tellLater()
  }

  /** The document is restored. @returns whether records were lost: then the rest must be stored anew */
  restored(isOfSession: boolean): boolean {
    const damages = this.#damages
    const values = [...this.#values.values()]
    if (damages.length + values.length === 0) return false
    this.#log.warn("something stored can no longer be read", {
      records: damages.slice(0, MAX_LOGGED).map(({ which, reason }) => ({ which, reason })),
      recordCount: damages.length,
      values: values.slice(0, MAX_LOGGED),
      valueCount: values.length,
    })
    const isDamaged = damages.length > 0 || values.some(({ isOfCode }) => isOfCode !== true)
    for (const words of this.#words) this.#notes.add(words)
    this.#damages = []
    this.#values.clear()
    if (!isDamaged) return false
    if (isOfSession) this.#putAside(damages)
    this.#tellLater(isOfSession)
    return true
  }

  /** A lost value is inside a readable record: all records are kept. */
  #putAside(damages: readonly Damage[]): void {
    const { base, checkpoint, turns } = this.#store
    const all = new Set([...damages.map(({ record }) => record), base, checkpoint, ...turns])
    for (const record of all) if (record !== undefined) this.#store.putAside(record)
  }

  /** The notice for a new page; undefined when nothing was lost. */
  get notice(): string | undefined {
    const stored = this.#store.getMeta(TO_TELL)
    if (stored === undefined) return this.#told
    this.#store.deleteMeta(TO_TELL)
    this.#told = stored
    return stored
  }

  #tellLater(isStored = true): void {
    this.#told = `Some of what was saved here could no longer be read. Lost: ${[...this.#notes].join(", ")}. The rest is as it was.`
    if (isStored) this.#store.setMeta(TO_TELL, this.#told)
  }

  get #words(): readonly string[] {
    const count = (which: RecordName) =>
      this.#damages.filter((damage) => damage.which === which).length
    const turns = count("turn")
    return [
      ...(count("base") > 0 ? ["how the page was at first (it was built anew)"] : []),
      ...(count("changes") > 0 ? ["the changes up to the last full save"] : []),
      ...(turns > 0 ? [turns === 1 ? "one change" : `${turns} changes`] : []),
      ...(count("unplaced") > 0 ? ["changes made with another version of the app"] : []),
      ...this.#valueWords,
    ]
  }

  /** Changes without a place in the running code do not count as damaged. */
  get #valueWords(): readonly string[] {
    const values = [...this.#values.values()].filter(({ isOfCode }) => isOfCode !== true)
    const named = values.slice(0, MAX_NAMED).map(wordsFor)
    const more = values.length - named.length
    return more === 0 ? named : [...named, more === 1 ? "one more value" : `${more} more values`]
  }
}

function wordsFor({ type, attr }: Loss): string {
  if (type === "Document") return `the page's ${attr ?? "outline"}`
  if (attr !== undefined) return `"${attr}" of a ${type === "" ? "model" : type}`
  return type === "" ? "a part of the page" : `a ${type}`
}
