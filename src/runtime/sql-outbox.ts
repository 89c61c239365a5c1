// What a session has not yet sent to a group: a row a message.

import type { Outgoing, StoredOutgoing, Unsent } from "../group/kept-membership.ts"
import type { Outbox } from "../group/session-groups-store.ts"
import { storedOutgoing } from "../group/stored.ts"

type Row = { number: number; json: string }

export class SqlOutbox implements Outbox {
  readonly #storage: DurableObjectStorage
  /** False while the session has stored nothing: there is no table then. */
  readonly #isThere: () => boolean
  readonly #prepare: () => void
  readonly #group: string

  constructor(
    storage: DurableObjectStorage,
    { isThere, prepare }: { readonly isThere: () => boolean; readonly prepare: () => void },
    group: string,
  ) {
    this.#storage = storage
    this.#isThere = isThere
    this.#prepare = prepare
    this.#group = group
  }

  /** Rows that can't be read are deleted: they would block the others. */
  get first(): StoredOutgoing | undefined {
    if (!this.#isThere()) return undefined
    const query = "SELECT number, json FROM outbox WHERE name = ? ORDER BY number LIMIT 1"
    for (;;) {
      const [row] = this.#storage.sql.exec<Row>(query, this.#group).toArray()
      if (row === undefined) return undefined
      const outgoing = storedOutgoing(row.json)
      if (outgoing !== undefined) return { number: row.number, outgoing }
      this.remove(row.number)
    }
  }

  get unsent(): number {
    if (!this.#isThere()) return 0
    const query = "SELECT count(*) AS n FROM outbox WHERE name = ?"
    return this.#storage.sql.exec<{ n: number }>(query, this.#group).one().n
  }

  get unsentOfSession(): Unsent {
    if (!this.#isThere()) return { messages: 0, bytes: 0 }
    const query =
      "SELECT count(*) AS messages, coalesce(sum(octet_length(json)), 0) AS bytes FROM outbox"
    return this.#storage.sql.exec<{ messages: number; bytes: number }>(query).one()
  }

  push(outgoing: Outgoing): void {
    this.#prepare()
    const query = "INSERT INTO outbox (name, json) VALUES (?, ?)"
    this.#storage.sql.exec(query, this.#group, JSON.stringify(outgoing))
  }

  remove(number: number): void {
    if (this.#isThere()) this.#storage.sql.exec("DELETE FROM outbox WHERE number = ?", number)
  }
}
