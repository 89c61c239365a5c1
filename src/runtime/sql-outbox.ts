// What a session has not yet sent to its groups: a row a message. How much that is, is known without asking.

import type { Outbox, Outgoing, StoredOutgoing, Unsent } from "../group/kept-membership.ts"
import { storedOutgoing } from "../group/stored.ts"
import { utf8Length } from "../util/bytes.ts"

interface Waiting {
  readonly number: number
  readonly group: string
  readonly bytes: number
  /** Of those that need not be read again. */
  readonly outgoing: Outgoing | undefined
}

type Row = { number: number; name: string; bytes: number }

/** With more than these, what waits is read when it is its turn. */
const MAX_IN_MEMORY = 4

export class SqlOutbox {
  readonly #storage: DurableObjectStorage
  /** Makes the table, where there is none. */
  readonly #prepare: () => void
  #waiting: readonly Waiting[]
  /** Rows of what has been sent. */
  #sent: number[] = []

  /** @param isThere false while the session has stored nothing: there is no table then */
  constructor(storage: DurableObjectStorage, isThere: boolean, prepare: () => void) {
    this.#storage = storage
    this.#prepare = prepare
    this.#waiting = isThere ? this.#read() : []
  }

  of(group: string): Outbox {
    const all = () => this
    return {
      get first() {
        return all().#first(group)
      },
      get unsent() {
        return all().#waiting.filter((one) => one.group === group).length
      },
      get unsentOfSession() {
        return all().#unsent
      },
      push: (outgoing) => this.#push(group, outgoing),
      done: (number) => this.#done(number),
      tidy: () => this.#tidy(),
    }
  }

  #read(): readonly Waiting[] {
    const query = "SELECT number, name, octet_length(json) AS bytes FROM outbox ORDER BY number"
    return Array.from(this.#storage.sql.exec<Row>(query), ({ name, ...row }) => {
      return { ...row, group: name, outgoing: undefined }
    })
  }

  /** Rows that can't be read are deleted: they would block the others. */
  #first(group: string): StoredOutgoing | undefined {
    for (;;) {
      const first = this.#waiting.find((one) => one.group === group)
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
    const bytes = this.#waiting.reduce((sum, one) => sum + one.bytes, 0)
    return { messages: this.#waiting.length, bytes }
  }

  #push(group: string, outgoing: Outgoing): void {
    this.#prepare()
    const json = JSON.stringify(outgoing)
    const query = "INSERT OR REPLACE INTO outbox VALUES (?, ?, ?) RETURNING number"
    const place = this.#takePlace()
    const { number } = this.#storage.sql.exec<{ number: number }>(query, place, group, json).one()
    const isKept = this.#waiting.length < MAX_IN_MEMORY
    const kept = { number, group, bytes: utf8Length(json), outgoing: isKept ? outgoing : undefined }
    this.#waiting = [...this.#waiting, kept]
  }

  /** The row of one that has been sent, behind all that wait; null where there is none. */
  #takePlace(): number | null {
    const last = this.#waiting.at(-1)?.number ?? 0
    return (this.#sent.at(-1) ?? 0) > last ? (this.#sent.pop() ?? null) : null
  }

  #done(number: number): void {
    this.#waiting = this.#waiting.filter((one) => one.number !== number)
    this.#sent.push(number)
  }

  #tidy(): void {
    for (const number of this.#sent.splice(0)) {
      this.#storage.sql.exec("DELETE FROM outbox WHERE number = ?", number)
    }
  }
}
