// A damaged row in a real object's storage loses only what it held. The session starts, keeps the damaged bytes aside, logs
// one line, and its pages show what was lost.

import { env, evictDurableObject, runInDurableObject, SELF } from "cloudflare:test"
import { describe, expect, it, vi } from "vitest"

import { isRecord } from "../../src/util/record.ts"
import { groupsOf, sessionsOf, snapshotsOf } from "../support/objects.ts"
import { objectName, TestSocket, tokenFor } from "../support/socket.ts"

const PAGE = "?bokeh-version=3.10.0"
const SLIDER = "m3"
const slide = (value: number) => ({
  kind: "ModelChanged",
  model: { id: SLIDER },
  attr: "value",
  new: value,
})

const stubOf = (id: string) => sessionsOf({ ...env }).getByName(objectName("/formats", id))

async function ask(
  socket: TestSocket,
  type: string,
  answer: string,
  data: unknown = null,
): Promise<string> {
  const events = [{ kind: "MessageSent", msg_type: type, msg_data: data }]
  socket.send("PATCH-DOC", { events })
  return JSON.stringify(await heard(socket, answer))
}

async function heard(socket: TestSocket, type: string): Promise<unknown> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one message after another
    const { content } = await socket.next("PATCH-DOC")
    const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
    const found: unknown = events.find((event) => isRecord(event) && event["msg_type"] === type)
    if (isRecord(found)) return found["msg_data"]
  }
}

/** A session with a base, a checkpoint, turns after it, and everything that an app can store. */
async function used(id: string): Promise<string> {
  const socket = await TestSocket.open("/formats", id, PAGE)
  await socket.pull()
  const stored = await ask(socket, "store", "stored")
  await evictDurableObject(stubOf(id)) // so that the next changes are stored as turns
  await socket.patch(slide(4))
  await socket.patch(slide(7))
  return stored
}

type Tables = Readonly<Record<string, readonly Record<string, SqlStorageValue>[]>>
const TABLES = ["meta", "record", "named", "outbox"]

const saved = (id: string) =>
  runInDurableObject(stubOf(id), (_, { storage }): Tables => {
    const rows = (table: string) => storage.sql.exec(`SELECT * FROM ${table}`).toArray()
    return Object.fromEntries(TABLES.map((table) => [table, rows(table)]))
  })

/** Restores the saved session with one damaged value, and evicts it. */
async function damaged(id: string, tables: Tables, query: string): Promise<void> {
  await evictDurableObject(stubOf(id)) // a session in memory could write over the damage
  await runInDurableObject(stubOf(id), (_, { storage }) => {
    storage.sql.exec("DROP TABLE IF EXISTS aside")
    for (const table of TABLES) {
      storage.sql.exec(`DELETE FROM ${table}`)
      for (const row of tables[table] ?? []) {
        const values = Object.values(row)
        storage.sql.exec(`INSERT INTO ${table} VALUES (${values.map(() => "?").join()})`, ...values)
      }
    }
    storage.sql.exec(query)
  })
  await evictDurableObject(stubOf(id))
}

/** Opens the session. @returns its log lines, and the document that a new page pulls */
async function opened(id: string) {
  const log = vi.spyOn(console, "warn").mockImplementation(() => undefined)
  const socket = await TestSocket.open("/formats", id, PAGE)
  const lines = log.mock.calls.map(String).filter((line) => line.includes("no longer be read"))
  log.mockRestore()
  return { socket, lines, pulled: JSON.stringify(await socket.pull()) }
}

const aside = (id: string) =>
  runInDurableObject(stubOf(id), (_, { storage }) => {
    const [table] = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'aside'")
    if (table === undefined) return 0
    return Number(storage.sql.exec("SELECT count(*) AS n FROM aside").one()["n"])
  })

const EMPTY = `CAST(x'28000000' || '{"format":1,"buffers":[],"content":null}' AS BLOB)`
const DAMAGES = {
  "bytes of its head are flipped": "data = CAST(x'ffffff7f' || substr(data, 5) AS BLOB)",
  "bytes of its text are flipped":
    "data = CAST(substr(data, 1, 20) || x'00ff00' || substr(data, 24) AS BLOB)",
  "it is cut off": "data = CAST(substr(data, 1, length(data) / 2) AS BLOB)",
  "it is empty": "data = x''",
  "it is no blob": "data = 'text'",
  "it holds nothing": `data = ${EMPTY}`,
  "it is of another version": `data = replace(${EMPTY}, '1', '9')`,
  "it is not there": undefined,
} as const

const RECORDS = [
  ["the first state", "named", "WHERE name = 'base'", "how the page was at first", 7],
  ["the last full save", "record", "WHERE id < 65536", "the changes up to the last full save", 7],
  ["a change", "record", "WHERE id BETWEEN 65536 AND 131071", "one change", 7],
  ["the last change", "record", "WHERE id = (SELECT max(id) FROM record)", "one change", 4],
] as const

describe.each(RECORDS)("a session with damage in %s", (what, table, where, words, value) => {
  it("starts without it, keeps its bytes, logs one line and reports it in its pages", async () => {
    await used(what)
    const tables = await saved(what)
    for (const [how, set] of Object.entries(DAMAGES)) {
      // Without its row, the last change leaves no trace.
      if (set === undefined && what === "the last change") continue
      const query = set === undefined ? `DELETE FROM ${table}` : `UPDATE ${table} SET ${set}`
      await damaged(what, tables, `${query} ${where}`)
      const { socket, lines, pulled } = await opened(what)
      expect(pulled, how).toContain(`"start":0,"end":10,"value":${value}`)
      expect(lines, how).toHaveLength(1)
      expect(await aside(what), how).toBeGreaterThan(0)
      const isTold = how === "it is cut off" // checked once only: it takes two seconds
      if (isTold) expect(JSON.stringify(await heard(socket, "bokeh_edge_action"))).toContain(words)
      expect(await socket.patch(slide(9)), how).toBe("OK")
      await evictDurableObject(stubOf(what))
      const again = await opened(what)
      expect([again.lines, again.pulled.includes('"value":9')], how).toEqual([[], true])
    }
  })
})

const KEYS = [
  "open",
  "version",
  "app visits",
  "groups",
  "group formats",
  "snapshots",
  "invites",
  "slow_timers",
  "empty_since",
]

describe("a session with a damaged small value", () => {
  it.each(KEYS)("starts with '%s' damaged and keeps its document", async (key) => {
    await used(key)
    const tables = await saved(key)
    for (const value of ["{", '{"a":1}', "[[]]", undefined]) {
      const query = value === undefined ? "DELETE FROM meta" : `UPDATE meta SET value = '${value}'`
      await damaged(key, tables, `${query} WHERE key = '${key}'`)
      const { socket, pulled } = await opened(key)
      expect(pulled, value).toContain('"value":7')
      expect(await socket.patch(slide(9)), value).toBe("OK")
      await ask(socket, "what", "here")
    }
  })
})

describe("a damaged copy", () => {
  const PICTURE = "data:image/png;base64,iVBORw0KGgo="

  it("closes its visitor's socket with the reason, and harms neither its publisher's session nor other copies", async () => {
    const mine = await TestSocket.open("/sharing/a", "damaged copies")
    const publish = async () => {
      const answer = await ask(mine, "publish at once", "listed", { preview: PICTURE })
      return /[A-Za-z0-9]{32}/.exec(answer)?.[0] ?? ""
    }
    const good = await publish()
    for (const set of Object.values(DAMAGES)) {
      const id = await publish()
      const stub = snapshotsOf({ ...env }).getByName(id)
      await runInDurableObject(stub, (_, { storage }) => {
        storage.sql.exec(set === undefined ? "DELETE FROM part" : `UPDATE part SET ${set}`)
      })
      await evictDurableObject(stub)
      const socket = await TestSocket.openWith(
        "/sharing/a",
        ["bokeh", tokenFor(`of ${id}`)],
        `?bokeh-snapshot=${id}`,
      )
      socket.send("PULL-DOC-REQ", {})
      expect(await socket.closed()).toEqual({
        code: 4003,
        reason: "this copy can't be read any more: what was stored of it is damaged",
      })
    }
    const other = await TestSocket.open("/sharing/a", "good copy", `?bokeh-snapshot=${good}`)
    expect(JSON.stringify(await other.pull())).toContain('"name":"Slider"')
    expect(JSON.stringify(await mine.pull())).toContain('"name":"Slider"')
  })

  it("answers 404 for its picture or its page, whichever is damaged", async () => {
    const mine = await TestSocket.open("/sharing/a", "damaged cards")
    const answer = await ask(mine, "publish at once", "listed", { preview: PICTURE })
    const id = /[A-Za-z0-9]{32}/.exec(answer)?.[0] ?? ""
    const stub = snapshotsOf({ ...env }).getByName(id)
    const status = async (query: string) =>
      (await SELF.fetch(`http://server/sharing/a?bokeh-snapshot=${id}${query}`)).status
    const put = (change: (kept: Readonly<Record<string, unknown>>) => unknown) =>
      runInDurableObject(stub, (_, { storage }) => {
        const kept = storage.kv.get("snapshot")
        if (isRecord(kept)) storage.kv.put("snapshot", change(kept))
      })
    expect([await status(""), await status("&bokeh-preview")]).toEqual([200, 200])
    await put((kept) => ({ ...kept, snapshot: { ...recordIn(kept), preview: 7 } }))
    expect([await status(""), await status("&bokeh-preview")]).toEqual([200, 404])
    await put((kept) => ({ ...kept, snapshot: null }))
    expect([await status(""), await status("&bokeh-preview")]).toEqual([404, 404])
  })
})

function recordIn({ snapshot }: Readonly<Record<string, unknown>>): object {
  return isRecord(snapshot) ? snapshot : {}
}

describe("a group with damaged storage", () => {
  const say = (text: string) => ({
    kind: "ModelChanged",
    model: { id: "m6" },
    attr: "value",
    new: text,
  })

  it.each([
    "UPDATE entry SET json = '{'",
    "UPDATE entry SET json = 'null', kind = 'other'",
    "DELETE FROM entry",
    "UPDATE member SET json = '[]'",
    "DELETE FROM member",
    "UPDATE recipient SET state = 7, cursor = 'x'",
    "DELETE FROM recipient",
    "UPDATE sent SET sent = 'x', seq = 'y'",
    "UPDATE meta SET value = 'x'",
    "DELETE FROM meta",
  ])("still delivers between old and new members after %s", async (query) => {
    const room = query.replaceAll(/[^A-Za-z]/g, "")
    const open = (id: string) => TestSocket.open(`/chat/${room}`, `${room} ${id}`, `?name=${id}`)
    const ada = await open("ada")
    await ada.pull()
    await ada.patch(say("before"))
    const stub = groupsOf({ ...env }).getByName(`chat ${room}`)
    await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec(query))
    await evictDurableObject(stub)
    const bob = await open("bob")
    await bob.pull()
    await bob.patch(say("after"))
    const hears = async () => JSON.stringify(await ada.pull()).includes("after")
    await expect.poll(hears).toBe(true)
  })
})
