// What a session has not yet sent to its groups: a row a message. How much that is, is known without asking.

import type { Outgoing, StoredOutgoing, Unsent } from "../group/kept-membership.ts"
import type { Outbox } from "../group/session-groups-store.ts"
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

  /** @param isThere false while the session has stored nothing: there is no table then */
  constructor(storage: DurableObjectStorage, isThere: boolean, prepare: () => void) {
    this.#storage = storage
    this.#prepare = prepare
    this.#waiting = isThere ? this.#read() : []
  }

  of(group: string): Outbox {
    return new GroupOutbox(this, group)
  }

  #read(): readonly Waiting[] {
    const query = "SELECT number, name, octet_length(json) AS bytes FROM outbox ORDER BY number"
    return Array.from(this.#storage.sql.exec<Row>(query), ({ name, ...row }) => {
      return { ...row, group: name, outgoing: undefined }
    })
  }

  /** Rows that can't be read are deleted: they would block the others. */
  first(group: string): StoredOutgoing | undefined {
    for (;;) {
      const first = this.#waiting.find((one) => one.group === group)
      if (first === undefined) return undefined
      const { number } = first
      const outgoing = first.outgoing ?? this.#readOne(number)
      if (outgoing !== undefined) return { number, outgoing }
      this.remove(number)
    }
  }

  #readOne(number: number): Outgoing | undefined {
    const query = "SELECT json FROM outbox WHERE number = ?"
    const [row] = this.#storage.sql.exec<{ json: string }>(query, number).toArray()
    return row && storedOutgoing(row.json)
  }

  unsentOf(group: string): number {
    return this.#waiting.filter((one) => one.group === group).length
  }

  get unsent(): Unsent {
    const bytes = this.#waiting.reduce((sum, one) => sum + one.bytes, 0)
    return { messages: this.#waiting.length, bytes }
  }

  push(group: string, outgoing: Outgoing): void {
    this.#prepare()
    const json = JSON.stringify(outgoing)
    const query = "INSERT INTO outbox (name, json) VALUES (?, ?) RETURNING number"
    const { number } = this.#storage.sql.exec<{ number: number }>(query, group, json).one()
    const isKept = this.#waiting.length < MAX_IN_MEMORY
    const kept = { number, group, bytes: utf8Length(json), outgoing: isKept ? outgoing : undefined }
    this.#waiting = [...this.#waiting, kept]
  }

  remove(number: number): void {
    if (!this.#waiting.some((one) => one.number === number)) return
    this.#storage.sql.exec("DELETE FROM outbox WHERE number = ?", number)
    this.#waiting = this.#waiting.filter((one) => one.number !== number)
  }
}

class GroupOutbox implements Outbox {
  readonly #all: SqlOutbox
  readonly #group: string

  constructor(all: SqlOutbox, group: string) {
    this.#all = all
    this.#group = group
  }

  get first(): StoredOutgoing | undefined {
    return this.#all.first(this.#group)
  }

  get unsent(): number {
    return this.#all.unsentOf(this.#group)
  }

  get unsentOfSession(): Unsent {
    return this.#all.unsent
  }

  push(outgoing: Outgoing): void {
    this.#all.push(this.#group, outgoing)
  }

  remove(number: number): void {
    this.#all.remove(number)
  }
}
