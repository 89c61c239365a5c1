// What version 1 stored of sessions, snapshots and sockets is read by the real objects; what newer versions stored is
// refused and left as it is. Fixtures are dumps of real storage: a new version adds one and keeps the old.

import { env, evictDurableObject, runInDurableObject, SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { groupsStore } from "../../src/group/session-groups-store.ts"
import { memberStub } from "../../src/objects/stubs.ts"
import { SqlSessionStore } from "../../src/runtime/do-store.ts"
import { parseRecord } from "../../src/session/record.ts"
import { Peers } from "../../src/session/sockets/peers.ts"
import version1 from "../fixtures/formats/version-1.json" with { type: "json" }
import { FakeKeptSocket } from "../support/fake-peer.ts"
import { sessionsOf, snapshotsOf } from "../support/objects.ts"
import { objectName, TestSocket } from "../support/socket.ts"
import { withStorage } from "../support/storage.ts"

type Dump = Pick<typeof version1.session, "kv"> & {
  readonly tables: readonly {
    readonly create: string
    readonly table: string
    readonly rows: readonly (readonly (string | number | { readonly base64: string })[])[]
  }[]
}

/** Writes what was dumped. */
function fill(storage: DurableObjectStorage, { tables, kv }: Dump): void {
  for (const { create, table, rows } of tables) {
    storage.sql.exec(create)
    for (const row of rows) {
      const values = row.map((value) => (typeof value === "object" ? bytesOf(value) : value))
      storage.sql.exec(`INSERT INTO ${table} VALUES (${row.map(() => "?").join()})`, ...values)
    }
  }
  for (const [key, value] of Object.entries(kv)) storage.kv.put(key, value)
}

const bytesOf = ({ base64 }: { readonly base64: string }) =>
  new Uint8Array(Buffer.from(base64, "base64")).buffer

/** The object as it is after a deploy: nothing in memory. */
async function filled(stub: DurableObjectStub, dump: Dump): Promise<DurableObjectStub> {
  await runInDurableObject(stub, (_, { storage }) => fill(storage, dump))
  await evictDurableObject(stub)
  return stub
}

const sessionNamed = (id: string) => sessionsOf({ ...env }).getByName(objectName("/formats", id))
const snapshot = () => snapshotsOf({ ...env }).getByName(version1.snapshot.id)

/** Tells the app, and resolves with what it answers. */
async function ask(socket: TestSocket, msg_type: string): Promise<string> {
  socket.send("PATCH-DOC", { events: [{ kind: "MessageSent", msg_type, msg_data: null }] })
  return JSON.stringify(await socket.next("PATCH-DOC"))
}

describe("a session that version 1 stored", () => {
  it("is there: its document, its title, its columns, its app's storage, its snapshots", async () => {
    await filled(sessionNamed("stored"), version1.session)
    const socket = await TestSocket.open("/formats", "stored")
    const pulled = JSON.stringify(await socket.pull())
    expect(pulled).toContain('"title":"Stored"')
    expect(pulled).toContain('"name":"slider","start":0,"end":10,"value":7')
    expect(pulled).toContain('["label",["a","b","4","7"]]')
    expect(pulled).toContain(`"buffers":[["b0",[${FLOATS.join()}]]]`)
    const here = await ask(socket, "what")
    expect(here).toContain('["count",3]')
    expect(here).toContain('["Mine","a note",4102444800000]')
  })

  it("is still a member of its group, and takes what is said there", async () => {
    const stub = await filled(sessionNamed("member"), version1.session)
    const member = await TestSocket.open("/formats", "member")
    await member.pull()
    const entry = {
      kind: "message",
      seq: 1000,
      type: "say",
      json: '"hello"',
      from: SOMEBODY,
    } as const
    const sent = { ...entry, to: undefined, sentAtMs: 0 }
    const rpc = memberStub({ ...env }, stub.id.toString())
    expect(await rpc.takeFromGroup("formats", [sent])).toBe("taken")
    expect(JSON.stringify(await member.pull())).toContain('"text":"hello"')
  })
})

const FLOATS = new Uint8Array(new Float64Array([1, 2, 4, 7]).buffer)
const SOMEBODY = { id: "bob", name: "Bob", role: "member" }

describe("what version 1 had yet to send to a group", () => {
  const send = (sent: number) => ({ kind: "send", sent, message: { type: "say", json: '"é"' } })

  it("is sent: each message has a row of its own now, in order", () =>
    withStorage((storage) => {
      fill(storage, version1.session)
      const outbox = [send(7), send(8), { kind: "leave" }]
      const kept = { profile: SOMEBODY, lastSeq: 4, leftSeq: 0, lastSent: 8, outbox }
      const query = "INSERT OR REPLACE INTO meta VALUES ('group formats', ?)"
      storage.sql.exec(query, JSON.stringify(kept))
      const store = new SqlSessionStore(storage, () => undefined)
      const { first, unsent } = store.outbox("formats")
      expect([first?.outgoing, unsent]).toEqual([send(7), 3])
      const membership = groupsStore(store).membership("formats")
      expect(membership.get()).toEqual({ profile: SOMEBODY, lastSeq: 4, leftSeq: 0, lastSent: 8 })
    }))
})

describe("a snapshot that version 1 stored", () => {
  it("opens as it was", async () => {
    await filled(snapshot(), version1.snapshot)
    const query = `?bokeh-snapshot=${version1.snapshot.id}`
    expect((await SELF.fetch(`http://server/formats${query}`)).status).toBe(200)
    const copy = await TestSocket.open("/formats", "copy", query)
    expect(JSON.stringify(await copy.pull())).toContain('["label",["a","b","4"]]')
  })

  it("is refused and kept when a newer version stored it", async () => {
    await runInDurableObject(snapshot(), async (instance, { storage }) => {
      const { snapshot: meta } = version1.snapshot.kv
      storage.kv.put("snapshot", { ...meta, format: 99 })
      const card = Reflect.get(instance, "read") as (pattern: string) => Promise<unknown>
      await expect(card.call(instance, "/formats")).rejects.toThrow(
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

  it("of version 1 is read", () => {
    const { id, request, role, data } = connectionOf(version1.attachment)
    expect([id, role, data]).toEqual([version1.attachment.id, "owner", { seat: 4 }])
    expect(request.url).toBe("http://server/formats/ws")
  })

  it("of a newer version is a clear error", () => {
    expect(() => connectionOf({ ...version1.attachment, format: 99 })).toThrow(
      "a socket's attachment is stored in format 99, expected at most 2",
    )
  })
})

describe("a session that a newer version stored", () => {
  const NEWER = "a session is stored in format 99, expected at most"

  it("is refused, and nothing of it is touched", () =>
    withStorage((storage) => {
      fill(storage, version1.session)
      storage.sql.exec("UPDATE meta SET value = '99' WHERE key = 'version'")
      const before = storage.sql.exec("SELECT * FROM record").toArray()
      expect(() => new SqlSessionStore(storage, () => undefined)).toThrow(NEWER)
      expect(storage.sql.exec("SELECT * FROM record").toArray()).toEqual(before)
    }))

  it("has records that say so by themselves", () => {
    const head = new TextEncoder().encode('{"format":99,"buffers":[],"content":{}}')
    const bytes = new Uint8Array([head.byteLength, 0, 0, 0, ...head])
    expect(() => parseRecord([bytes])).toThrow("a record is stored in format 99, expected at most")
  })
})
