// A group's durable state in its object's SQLite: members, how far each has got, and the entries. Shards use it, too. An
// invalid row counts as missing.

import type { SentAs } from "../group/distribution.ts"
import type { Entry, MessageEntry } from "../group/entries.ts"
import type { Recipient } from "../group/fan-out.ts"
import type { GroupStore } from "../group/group-ports.ts"
import type { KeptEntries } from "../group/kept-entries.ts"
import type { StoredMember } from "../group/stored-member.ts"
import { storedEntry, storedMember, storedMessage } from "../group/stored.ts"
import { migrate } from "./migrate.ts"

/** Groups of version 1 have no stored version, but can be recognized by their tables. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE member (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE recipient (id TEXT PRIMARY KEY, cursor INTEGER, state TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE entry (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, json TEXT NOT NULL);
   CREATE TABLE sent (sender TEXT PRIMARY KEY, sent INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID`,
  // Members have a place, and are read in the order in which they joined.
  `ALTER TABLE member RENAME TO old_member;
   CREATE TABLE member (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
   INSERT INTO member (id, json) SELECT id, json FROM old_member ORDER BY id;
   DROP TABLE old_member`,
  // Entries that are not messages are deleted independently of messages. The number up to which messages may have been
  // deleted is stored.
  `INSERT OR REPLACE INTO meta
     SELECT 'forgotten', coalesce((SELECT min(seq) - 1 FROM entry),
       (SELECT value FROM meta WHERE key = 'settled'), 0)`,
  // Who has seen which message.
  "CREATE TABLE IF NOT EXISTS seen (seq INTEGER, id TEXT, PRIMARY KEY (seq, id)) WITHOUT ROWID",
  // Sessions of one user are one person, whose id is that of the first session.
  `UPDATE member SET json = json_set(json, '$.person', first.id) FROM (
     SELECT user, id, min(place) FROM (
       SELECT id, place, CASE WHEN json_valid(json) THEN json_extract(json, '$.user') END AS user FROM member
     ) WHERE user IS NOT NULL GROUP BY user
   ) AS first
   WHERE CASE WHEN json_valid(json) THEN json_extract(json, '$.user') END = first.user`,
  // The last number of each sender is noted when its entries are settled. These notes show how far settling has come.
  `ALTER TABLE entry ADD COLUMN sender TEXT;
   ALTER TABLE entry ADD COLUMN sent INTEGER;
   ALTER TABLE sent ADD COLUMN settled INTEGER NOT NULL DEFAULT 0`,
]

/** Used when the version itself cannot be read. The migrations up to 6 can be repeated, but not 6 itself. */
const VERSION_BY_TABLES = `
  SELECT 1 + 5 * count(*) AS value FROM sqlite_master WHERE name = 'entry' AND sql LIKE '%sender TEXT%'`

const NEWEST_TO_FORGET = `
  SELECT max(seq) AS value FROM (
    SELECT seq, row_number() OVER newest AS n, sum(octet_length(json)) OVER newest AS bytes
    FROM entry WHERE kind = 'message' WINDOW newest AS (ORDER BY seq DESC)
  ) WHERE seq <= ? AND (n > ? OR bytes > ?)`

const SETTLED = `
  SELECT max(value) AS value FROM (
    SELECT value FROM meta WHERE key = 'settled' UNION ALL SELECT max(settled) FROM sent
  )`

const NOT_NOTED =
  "SELECT seq, sender, sent FROM entry WHERE seq > ? AND sender IS NOT NULL ORDER BY seq"

/** The limit of senders whose last number is in memory. */
const MAX_KNOWN = 1000

interface EntryRow extends Record<string, SqlStorageValue> {
  readonly seq: number
  readonly json: string
}

interface RecipientRow extends Record<string, SqlStorageValue> {
  readonly id: string
  readonly cursor: SqlStorageValue
  readonly state: string
}

interface SentRow extends Record<string, SqlStorageValue> {
  readonly seq: number
  readonly sender: SqlStorageValue
  readonly sent: SqlStorageValue
}

export class SqlGroupStore implements GroupStore {
  readonly #storage: DurableObjectStorage
  /** Nothing is stored. A group that is only asked about stays so. */
  #isNew = false
  #lastSeq: number
  #settledSeq: number
  /** The last numbers of senders, as far as they are in memory. */
  readonly #lastSent = new Map<string, number>()
  /** The senders of entries that are not settled. */
  readonly #notNoted = new Map<string, { readonly sent: number; readonly seq: number }>()

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    const stored = this.#version()
    if (stored === 0) this.#isNew = true
    else this.#migrate(stored)
    this.#settledSeq = this.#number(SETTLED)
    this.#lastSeq = Math.max(this.#settledSeq, this.#number("SELECT max(seq) AS value FROM entry"))
    for (const { seq, sender, sent } of this.#exec<SentRow>(NOT_NOTED, this.#settledSeq))
      if (typeof sender === "string" && typeof sent === "number")
        this.#notNoted.set(sender, { sent, seq })
  }

  get lastSeq(): number {
    return this.#lastSeq
  }

  get settledSeq(): number {
    return this.#settledSeq
  }

  get isEmpty(): boolean {
    return this.#number("SELECT min(seq) AS value FROM entry") === 0
  }

  get forgottenSeq(): number {
    return this.#number("SELECT value FROM meta WHERE key = 'forgotten'")
  }

  members(): readonly StoredMember[] {
    const rows = this.#exec<{ id: string; json: string }>(
      "SELECT id, json FROM member ORDER BY place",
    )
    return Array.from(rows).flatMap(({ id, json }) => storedMember(json, id) ?? [])
  }

  putMember(member: StoredMember): void {
    const query =
      "INSERT INTO member (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json"
    this.#exec(query, member.id, JSON.stringify(member))
  }

  deleteMember(id: string): void {
    this.#exec("DELETE FROM member WHERE id = ?", id)
  }

  recipients(): readonly Recipient[] {
    const stored = [
      ...this.#exec<RecipientRow>("SELECT * FROM recipient WHERE typeof(id) = 'text'"),
    ]
    const known = new Set(stored.map(({ id }) => id))
    // A member whose row was lost is probed. A shard ignores what it already has.
    const served = this.members().flatMap(
      ({ id, shard, isOnline }) => shard ?? (isOnline ? id : []),
    )
    const lost = [...new Set(served)].filter((id) => !known.has(id))
    return [
      ...stored.map(recipientOf),
      ...lost.map((id) => recipientOf({ id, cursor: null, state: "" })),
    ]
  }

  recipient(id: string): Recipient | undefined {
    const query = "SELECT * FROM recipient WHERE id = ?"
    const [row] = this.#exec<RecipientRow>(query, id).toArray()
    return row && recipientOf(row)
  }

  putRecipient({ id, cursor, state }: Recipient): void {
    this.#exec("INSERT OR REPLACE INTO recipient VALUES (?, ?, ?)", id, cursor ?? null, state)
  }

  deleteRecipient(id: string): void {
    this.#exec("DELETE FROM recipient WHERE id = ?", id)
  }

  append(entry: Entry, sentAs?: SentAs): void {
    const { seq, kind } = entry
    const { sender = null, sent = null } = sentAs ?? {}
    const query = "INSERT INTO entry VALUES (?, ?, ?, ?, ?)"
    this.#exec(query, seq, kind, JSON.stringify(entry), sender, sent)
    this.#lastSeq = seq
    if (sender === null || sent === null) return
    this.#notNoted.set(sender, { sent, seq })
    if (this.#lastSent.size >= MAX_KNOWN) this.#lastSent.clear()
    this.#lastSent.set(sender, sent)
  }

  entriesAfter(seq: number, limit: number): readonly Entry[] {
    const query = "SELECT seq, json FROM entry WHERE seq > ? ORDER BY seq"
    const entries: Entry[] = []
    for (const row of this.#exec<EntryRow>(query, seq)) {
      const entry = storedEntry(row.json, row.seq)
      if (entry !== undefined) entries.push(entry)
      if (entries.length === limit) break
    }
    return entries
  }

  messagesAfter(
    seq: number,
    limit: number,
    isWanted: (message: MessageEntry) => boolean,
    before = Number.MAX_SAFE_INTEGER,
  ): readonly MessageEntry[] {
    const query =
      "SELECT seq, json FROM entry WHERE seq > ? AND seq < ? AND kind = 'message' ORDER BY seq DESC"
    const wanted: MessageEntry[] = []
    for (const row of this.#exec<EntryRow>(query, seq, before)) {
      if (wanted.length === limit) break
      const message = storedMessage(row.json, row.seq)
      if (message !== undefined && isWanted(message)) wanted.push(message)
    }
    return wanted.toReversed()
  }

  trim(seq: number, { messages, messageBytes, others, sentSinceMs = Infinity }: KeptEntries): void {
    const oldMessage = this.#number(NEWEST_TO_FORGET, seq, messages, messageBytes)
    const other = "SELECT seq AS value FROM entry WHERE kind <> 'message' ORDER BY seq DESC"
    const oldOther = Math.min(seq, this.#number(`${other} LIMIT 1 OFFSET ?`, others))
    this.#storage.transactionSync(() => {
      this.#noteSent(this.#settledSeq)
      this.#note("settled", this.#settledSeq)
      this.#exec("DELETE FROM entry WHERE seq <= iif(kind = 'message', ?, ?)", oldMessage, oldOther)
      // Senders that have only set state are as many as there ever were.
      this.#exec(
        "DELETE FROM sent WHERE sent < ? AND seq NOT IN (SELECT seq FROM entry)",
        sentSinceMs,
      )
      if (oldMessage === 0) return
      this.#exec("DELETE FROM seen WHERE seq <= ?", oldMessage)
      this.#note("forgotten", oldMessage)
    })
    this.#notNoted.clear()
  }

  stored(): Promise<void> {
    return this.#storage.sync()
  }

  settle(seq: number, ids: readonly string[]): void {
    this.#storage.transactionSync(() => {
      for (const id of ids) this.#exec("UPDATE recipient SET cursor = NULL WHERE id = ?", id)
      this.#noteSent(seq)
      // Otherwise the notes have the answer.
      if (this.#notNoted.size === 0) this.#note("settled", seq)
    })
    this.#notNoted.clear()
    this.#settledSeq = seq
  }

  #note(key: string, value: number): void {
    this.#exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)
  }

  #noteSent(settledSeq: number): void {
    for (const [sender, { sent, seq }] of this.#notNoted)
      this.#exec("INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?)", sender, sent, seq, settledSeq)
  }

  findSent(sender: string, sent: number): number | undefined {
    const last = this.#notNoted.get(sender)
    if (last !== undefined) return last.sent >= sent ? last.seq : undefined
    if (sent > (this.#lastSent.get(sender) ?? Infinity)) return undefined
    const query = "SELECT seq AS value FROM sent WHERE sender = ? AND sent BETWEEN ? AND 1e15"
    const seq = this.#number(query, sender, sent)
    return seq === 0 ? undefined : seq
  }

  noteSeen(seq: number, id: string): boolean {
    const query = "INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING seq AS value"
    return this.#number(query, seq, id) !== 0
  }

  seenBy(seq: number): readonly string[] {
    const query = "SELECT id FROM seen WHERE seq = ? ORDER BY id"
    return Array.from(this.#exec<{ id: string }>(query, seq), ({ id }) => id)
  }

  kept(key: "state" | "policy"): string | undefined {
    return this.#storage.kv.get<string>(`kept ${key}`)
  }

  keep(key: "state" | "policy", json: string): void {
    this.#storage.kv.put(`kept ${key}`, json)
  }

  /** 0 when nothing is stored. */
  #version(): number {
    const query = "SELECT 1 FROM sqlite_master WHERE name = 'meta'"
    const [table] = this.#exec(query).toArray()
    if (table === undefined) return 0
    return (
      this.#number("SELECT value FROM meta WHERE key = 'version' AND value > 0") ||
      this.#number(VERSION_BY_TABLES)
    )
  }

  #migrate(stored: number): void {
    migrate(this.#storage, {
      what: "a group",
      stored,
      migrations: MIGRATIONS,
      setVersion: (version) => this.#note("version", version),
    })
  }

  #exec<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...values: readonly SqlStorageValue[]
  ): SqlStorageCursor<Row> {
    if (this.#isNew) {
      if (query.includes("SELECT")) return this.#storage.sql.exec<Row>("SELECT 0 WHERE 0")
      this.#isNew = false
      this.#migrate(0)
    }
    return this.#storage.sql.exec<Row>(query, ...values)
  }

  /** The only number that a query returns; 0 for none. */
  #number(query: string, ...values: readonly SqlStorageValue[]): number {
    const [row] = this.#exec<{ value: SqlStorageValue }>(query, ...values).toArray()
    return typeof row?.value === "number" ? row.value : 0
  }
}

function recipientOf({ id, cursor, state }: RecipientRow): Recipient {
  const known = state === "away" || state === "unreached" ? state : "online"
  return { id, cursor: typeof cursor === "number" ? cursor : undefined, state: known }
}
