// What a session has not yet sent to its groups: one row for each message. The total size is known without a query. The row
// of a group's last message stays, with only its number, until the next message replaces it.

import type { Outbox, Outgoing, StoredOutgoing, Unsent } from "../group/kept-membership.ts"
import { storedOutgoing } from "../group/stored.ts"
import { utf8Length } from "../util/bytes.ts"

interface Kept {
  readonly number: number
  readonly group: string
  readonly bytes: number
  /** The sender's number, if it has one. */
  readonly sent: number | undefined
  /** "noted": only the sender's number is left of it. */
  readonly state: "waiting" | "done" | "noted"
  /** Undefined for items that need not be read again, and for items that are not in memory. */
  readonly outgoing: Outgoing | undefined
}

type Row = Record<"number" | "bytes" | "isNoted", number> & { name: string; sent: SqlStorageValue }

const READ = `
  SELECT number, name, octet_length(json) AS bytes, json LIKE '{"kind":"noted",%' AS isNoted,
    CASE WHEN json_valid(json) THEN json ->> '$.sent' END AS sent
  FROM outbox ORDER BY number`

/** Above this number, waiting items are read when their turn comes. */
const MAX_IN_MEMORY = 4

export class SqlOutbox {
  readonly #storage: DurableObjectStorage
  /** Creates the table if it does not exist. */
  readonly #prepare: () => void
  #rows: readonly Kept[]

  /** @param isThere false while the session has stored nothing, and there is no table */
  constructor(storage: DurableObjectStorage, isThere: boolean, prepare: () => void) {
    this.#storage = storage
    this.#prepare = prepare
    this.#rows = isThere ? Array.from(storage.sql.exec<Row>(READ), keptOf) : []
  }

  of(group: string): Outbox {
    const all = () => this
    return {
      at: (index) => this.#at(index, group),
      get unsent() {
        return all().#waitingOf(group).length
      },
      get unsentOfSession() {
        return all().#unsent
      },
      get lastSent() {
        return all().#lastSent(group)
      },
      push: (outgoing) => this.#push(group, outgoing),
      done: (number) => this.#done(number),
      tidy: () => this.#tidy(),
    }
  }

  get #waiting(): readonly Kept[] {
    return this.#rows.filter(({ state }) => state === "waiting")
  }

  #waitingOf(group: string): readonly Kept[] {
    return this.#waiting.filter((row) => row.group === group)
  }

  /** Rows that cannot be read are deleted: they would block the others. */
  #at(index: number, group: string): StoredOutgoing | undefined {
    for (;;) {
      const row = this.#waitingOf(group).at(index)
      if (row === undefined) return undefined
      const { number } = row
      const outgoing = row.outgoing ?? this.#readOne(number)
      if (outgoing !== undefined) return { number, outgoing }
      this.#done(number)
      this.#tidy()
    }
  }

  #readOne(number: number): Outgoing | undefined {
    const query = "SELECT json FROM outbox WHERE number = ?"
    const [row] = this.#storage.sql.exec<{ json: string }>(query, number).toArray()
    return row && storedOutgoing(row.json)
  }

  get #unsent(): Unsent {
    const bytes = this.#waiting.reduce((sum, row) => sum + row.bytes, 0)
    return { messages: this.#waiting.length, bytes }
  }

  #lastSent(group: string): number {
    const own = this.#rows.filter((row) => row.group === group)
    return Math.max(0, ...own.map(({ sent = 0 }) => sent))
  }

  #push(group: string, outgoing: Outgoing): void {
    this.#prepare()
    const json = JSON.stringify(outgoing)
    const { sent } = outgoing
    const place = this.#placeFor(group, sent)
    const query = "INSERT OR REPLACE INTO outbox VALUES (?, ?, ?) RETURNING number"
    const { number } = this.#storage.sql
      .exec<{ number: number }>(query, place?.number ?? null, group, json)
      .one()
    const kept = this.#waiting.length < MAX_IN_MEMORY ? outgoing : undefined
    const row = { number, group, bytes: utf8Length(json), sent, outgoing: kept }
    this.#rows = [...this.#rows.filter((one) => one !== place), { ...row, state: "waiting" }]
  }

  /** The row of another item of its kind that need not be sent any more, and is behind all waiting items of the group. */
  #placeFor(group: string, sent: number | undefined): Kept | undefined {
    const own = this.#rows.filter((row) => row.group === group)
    return own
      .slice(own.findLastIndex(({ state }) => state === "waiting") + 1)
      .findLast((row) => typeof row.sent === typeof sent)
  }

  #done(number: number): void {
    this.#rows = this.#rows.map((row) => (row.number === number ? { ...row, state: "done" } : row))
  }

  #tidy(): void {
    const { sql } = this.#storage
    this.#rows = this.#rows.flatMap((row): readonly Kept[] => {
      const { number, group, sent, state } = row
      if (state === "waiting") return [row]
      if (sent === undefined || sent < this.#lastSent(group)) {
        sql.exec("DELETE FROM outbox WHERE number = ?", number)
        return []
      }
      const note = JSON.stringify({ kind: "noted", sent })
      if (state === "done") sql.exec("UPDATE outbox SET json = ? WHERE number = ?", note, number)
      return [{ ...row, state: "noted" }]
    })
  }
}

function keptOf({ name, sent, isNoted, ...row }: Row): Kept {
  return {
    ...row,
    group: name,
    sent: typeof sent === "number" ? sent : undefined,
    state: isNoted === 1 ? "noted" : "waiting",
    outgoing: undefined,
  }
}
