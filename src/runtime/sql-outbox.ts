// What a session has not yet sent to a group: a row a message.

import type { Outgoing, StoredOutgoing } from "../group/kept-membership.ts"
import type { Outbox } from "../group/session-groups-store.ts"

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

  get first(): StoredOutgoing | undefined {
    if (!this.#isThere()) return undefined
    const query = "SELECT number, json FROM outbox WHERE name = ? ORDER BY number LIMIT 1"
    const [row] = this.#storage.sql.exec<Row>(query, this.#group).toArray()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `push`
    return row && { number: row.number, outgoing: JSON.parse(row.json) as Outgoing }
  }

  get unsent(): number {
    if (!this.#isThere()) return 0
    const query = "SELECT count(*) AS n FROM outbox WHERE name = ?"
    return this.#storage.sql.exec<{ n: number }>(query, this.#group).one().n
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
