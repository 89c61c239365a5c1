// What a session has not yet sent to its groups: a row a message. How much that is, is known without asking. The row of a group's last
// message stays, with its number alone, until the next one takes its place.

import type { Outbox, Outgoing, StoredOutgoing, Unsent } from "../group/kept-membership.ts"
import { storedOutgoing } from "../group/stored.ts"
import { utf8Length } from "../util/bytes.ts"

interface Kept {
  readonly number: number
  readonly group: string
  readonly bytes: number
  /** The sender's number, where it is a message. */
  readonly sent: number | undefined
  /** "noted": nothing is left of it but the sender's number. */
  readonly state: "waiting" | "done" | "noted"
  /** Of those that need not be read again. */
  readonly outgoing: Outgoing | undefined
}

type Row = Record<"number" | "bytes" | "isNoted", number> & { name: string; sent: SqlStorageValue }

const READ = `
  SELECT number, name, octet_length(json) AS bytes, json LIKE '{"kind":"noted",%' AS isNoted,
    CASE WHEN json_valid(json) THEN json ->> '$.sent' END AS sent
  FROM outbox ORDER BY number`

/** With more than these, what waits is read when it is its turn. */
const MAX_IN_MEMORY = 4

export class SqlOutbox {
  readonly #storage: DurableObjectStorage
  /** Makes the table, where there is none. */
  readonly #prepare: () => void
  #rows: readonly Kept[]

  /** @param isThere false while the session has stored nothing: there is no table then */
  constructor(storage: DurableObjectStorage, isThere: boolean, prepare: () => void) {
    this.#storage = storage
    this.#prepare = prepare
    this.#rows = isThere ? Array.from(storage.sql.exec<Row>(READ), keptOf) : []
  }

  of(group: string): Outbox {
    const all = () => this
    return {
      get first() {
        return all().#first(group)
      },
      get unsent() {
        return all().#waiting.filter((row) => row.group === group).length
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

  /** Rows that can't be read are deleted: they would block the others. */
  #first(group: string): StoredOutgoing | undefined {
    for (;;) {
      const first = this.#rows.find((row) => row.group === group && row.state === "waiting")
      if (first === undefined) return undefined
      const { number } = first
      const outgoing = first.outgoing ?? this.#readOne(number)
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
    const sent = outgoing.kind === "send" ? outgoing.sent : undefined
    const place = this.#placeFor(group, sent)
    const query = "INSERT OR REPLACE INTO outbox VALUES (?, ?, ?) RETURNING number"
    const { number } = this.#storage.sql
      .exec<{ number: number }>(query, place?.number ?? null, group, json)
      .one()
    const kept = this.#waiting.length < MAX_IN_MEMORY ? outgoing : undefined
    const row = { number, group, bytes: utf8Length(json), sent, outgoing: kept }
    this.#rows = [...this.#rows.filter((one) => one !== place), { ...row, state: "waiting" }]
  }

  /** The row of another of its kind that need not be sent any more, behind all of the group that wait. */
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
