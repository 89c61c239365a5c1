// The real objects read the sessions, snapshots and sockets that each version stored. They reject data of newer versions and
// leave it unchanged. Fixtures are dumps of real storage. A new version adds a fixture and keeps the old ones.

import { env, evictDurableObject, runInDurableObject, SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { groupsStore } from "../../src/group/session-groups-store.ts"
import { memberStub } from "../../src/objects/stubs.ts"
import { SqlSessionStore } from "../../src/runtime/sql-session-store.ts"
import { parseRecord } from "../../src/session/record.ts"
import { Peers } from "../../src/session/sockets/peers.ts"
import { isRecord } from "../../src/util/record.ts"
import version1 from "../fixtures/formats/version-1.json" with { type: "json" }
import version3 from "../fixtures/formats/version-3.json" with { type: "json" }
import version4 from "../fixtures/formats/version-4.json" with { type: "json" }
import { FakeKeptSocket } from "../support/fake-peer.ts"
import { sessionsOf, snapshotsOf } from "../support/objects.ts"
import { objectName, TestSocket } from "../support/socket.ts"
import { withStorage } from "../support/storage.ts"

type Dump = Pick<typeof version1.session, "kv"> & {
  readonly tables: readonly {
    readonly create: string
    readonly table: string
    readonly rows: readonly (readonly (string | number | null | { readonly base64: string })[])[]
  }[]
}

interface Version {
  readonly session: Dump
  readonly snapshot: Dump & { readonly id: string }
  readonly attachment: object & { readonly id: string }
}

const VERSIONS = [
  ["version 1", version1],
  ["version 3", version3],
] as const satisfies readonly (readonly [string, Version])[]

/** Version 4 stores snapshots and sockets as version 3 does. */
const SESSIONS = [...VERSIONS, ["version 4", version4]] as const satisfies readonly (readonly [
  string,
  Pick<Version, "session">,
])[]

/** Writes a dump to the storage. */
function fill(storage: DurableObjectStorage, { tables, kv }: Dump): void {
  for (const { create, table, rows } of tables) {
    storage.sql.exec(create)
    for (const row of rows) {
      const values = row.map((value) => (isRecord(value) ? bytesOf(value) : value))
      storage.sql.exec(`INSERT INTO ${table} VALUES (${row.map(() => "?").join()})`, ...values)
    }
  }
  for (const [key, value] of Object.entries(kv)) storage.kv.put(key, value)
}

const bytesOf = ({ base64 }: { readonly base64: string }) =>
  new Uint8Array(Buffer.from(base64, "base64")).buffer

/** Fills the object's storage and evicts it from memory, as a deploy does. */
async function filled(stub: DurableObjectStub, dump: Dump): Promise<DurableObjectStub> {
  await runInDurableObject(stub, (_, { storage }) => fill(storage, dump))
  await evictDurableObject(stub)
  return stub
}

const sessionNamed = (id: string) => sessionsOf({ ...env }).getByName(objectName("/formats", id))
const snapshotOf = ({ snapshot: { id } }: Version) => snapshotsOf({ ...env }).getByName(id)

/** Sends the app a message and resolves with its answer. A page may be notified before that the app was updated. */
async function ask(socket: TestSocket, msg_type: string): Promise<string> {
  socket.send("PATCH-DOC", { events: [{ kind: "MessageSent", msg_type, msg_data: null }] })
  const next = async () => JSON.stringify(await socket.next("PATCH-DOC"))
  const first = await next()
  return first.includes("bokeh_edge_updated") ? next() : first
}

describe.each(SESSIONS)("a session that %s stored", (name, { session }) => {
  it("keeps its document, title, columns, app storage and snapshots", async () => {
    await filled(sessionNamed(`stored by ${name}`), session)
    const socket = await TestSocket.open("/formats", `stored by ${name}`, "?bokeh-version=3.10.0")
    const pulled = JSON.stringify(await socket.pull())
    expect(pulled).toContain('"title":"Stored"')
    expect(pulled).toContain('"name":"slider","start":0,"end":10,"value":7')
    expect(pulled).toContain('["label",["a","b","4","7"]]')
    expect(pulled).toContain(`"buffers":[["b0",[${FLOATS.join()}]]]`)
    const here = await ask(socket, "what")
    expect(here).toContain('["count",3]')
    expect(here).toContain('["Mine","a note",4102444800000]')
  })

  it("is still a member of its group and takes the group's messages", async () => {
    const stub = await filled(sessionNamed(`member of ${name}`), session)
    const member = await TestSocket.open("/formats", `member of ${name}`)
    await member.pull()
    const entry = {
      kind: "message",
      seq: 1000,
      type: "say",
      json: '"hello"',
      from: { id: "bob", ...SOMEBODY },
    } as const
    const sent = { ...entry, to: undefined, sentAtMs: 0 }
    const rpc = memberStub({ ...env }, stub.id.toString())
    expect(await rpc.takeFromGroup("formats", [sent])).toBe("taken")
    expect(JSON.stringify(await member.pull())).toContain('"text":"hello"')
  })
})

const FLOATS = new Uint8Array(new Float64Array([1, 2, 4, 7]).buffer)
const SOMEBODY = { name: "Bob", role: "member" }

describe("a new session's tables", () => {
  const tablesOf = (storage: DurableObjectStorage) =>
    storage.sql.exec("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name").toArray()

  it.for(SESSIONS)("equal the tables of %s after its upgrade", async ([, { session }]) => {
    const tables: unknown[] = []
    for (const isNew of [true, false]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await withStorage((storage) => {
        if (!isNew) fill(storage, session)
        new SqlSessionStore(storage, () => undefined).setMeta("open", "")
        tables.push(tablesOf(storage))
      })
    }
    expect(tables[1]).toEqual(tables[0])
  })
})

describe("the number of the last group message taken, in the last turn's row", () => {
  const takenIn = (storage: DurableObjectStorage) =>
    groupsStore(new SqlSessionStore(storage, () => undefined))
      .membership("formats")
      .get().lastSeq

  it("is read even if the stored version can't be read", () =>
    withStorage((storage) => {
      fill(storage, version4.session)
      storage.sql.exec("UPDATE meta SET value = '?' WHERE key = 'version'")
      expect([takenIn(storage), takenIn(storage)]).toEqual([1000, 1000])
    }))
})

describe("the unsent group messages of a session that version 1 stored", () => {
  const send = (sent: number) => ({ kind: "send", sent, message: { type: "say", json: '"é"' } })

  it("become one row each, in order, and are sent", () =>
    withStorage((storage) => {
      fill(storage, version1.session)
      const outbox = [send(7), send(8), { kind: "leave" }]
      const kept = { profile: SOMEBODY, lastSeq: 4, leftSeq: 0, lastSent: 8, outbox }
      const query = "INSERT OR REPLACE INTO meta VALUES ('group formats', ?)"
      storage.sql.exec(query, JSON.stringify(kept))
      const store = new SqlSessionStore(storage, () => undefined)
      const stored = store.outbox("formats")
      expect([stored.at(0)?.outgoing, stored.unsent]).toEqual([send(7), 3])
      const membership = groupsStore(store).membership("formats")

      expect(membership.get()).toEqual({ profile: SOMEBODY, lastSeq: 4, leftSeq: 0, lastSent: 8 })
    }))
})

describe.each(VERSIONS)("a snapshot that %s stored", (name, version) => {
  const { snapshot } = version

  it("opens unchanged", async () => {
    await filled(snapshotOf(version), snapshot)
    const query = `?bokeh-snapshot=${snapshot.id}`
    expect((await SELF.fetch(`http://server/formats${query}`)).status).toBe(200)
    const copy = await TestSocket.open("/formats", `copy of ${name}`, query)
    expect(JSON.stringify(await copy.pull())).toContain('["label",["a","b","4"]]')
  })

  it("is rejected and kept if a newer version stored it", async () => {
    await runInDurableObject(snapshotOf(version), async (instance, { storage }) => {
      storage.kv.put("snapshot", { ...snapshot.kv.snapshot, format: 99 })
      const read = Reflect.get(instance, "read") as (place: string) => Promise<unknown>
      await expect(read.call(instance, "/formats")).rejects.toThrow(
        "a snapshot is stored in format 99, expected at most 2",
      )
      expect(storage.sql.exec("SELECT count(*) AS n FROM part").one()).toEqual({ n: 1 })
    })
  })
})

describe("a socket's attachment", () => {
  const connectionOf = (attachment: object) => {
    const socket = new FakeKeptSocket()
    socket.attachment = attachment
    return new Peers({ all: [socket] }, () => undefined).of(socket).connection
  }

  it.each(VERSIONS)("is read if %s stored it", (_name, { attachment }) => {
    const { id, request, role, data } = connectionOf(attachment)
    expect([id, role, data]).toEqual([attachment.id, "owner", { seat: 4 }])
    expect(request.url).toBe("http://server/formats/ws")
  })

  it("is rejected with a clear error if a newer version stored it", () => {
    expect(() => connectionOf({ ...version1.attachment, format: 99 })).toThrow(
      "a socket's attachment is stored in format 99, expected at most 2",
    )
  })
})

describe("a session that a newer version stored", () => {
  const NEWER = "a session is stored in format 99, expected at most"

  it("is rejected and stays unchanged", () =>
    withStorage((storage) => {
      fill(storage, version1.session)
      storage.sql.exec("UPDATE meta SET value = '99' WHERE key = 'version'")
      const before = storage.sql.exec("SELECT * FROM record").toArray()
      expect(() => new SqlSessionStore(storage, () => undefined)).toThrow(NEWER)
      expect(storage.sql.exec("SELECT * FROM record").toArray()).toEqual(before)
    }))

  it("has records that are rejected by their own format number", () => {
    const head = new TextEncoder().encode('{"format":99,"buffers":[],"content":{}}')
    const bytes = new Uint8Array([head.byteLength, 0, 0, 0, ...head])
    expect(() => parseRecord([bytes])).toThrow("a record is stored in format 99, expected at most")
  })
})
