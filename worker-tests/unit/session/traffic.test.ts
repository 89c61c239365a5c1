// How much a socket may send and be sent: each limit, and one past it.

import { describe, expect, it } from "vitest"

import { internalsOf } from "../../../src/document/document.ts"
import { Slider } from "../../../src/model/generated/models.ts"
import { CLOSE } from "../../../src/util/close-codes.ts"
import type { SessionLimits } from "../../../src/util/limits.ts"
import { isRecord } from "../../../src/util/record.ts"
import { FakePeer } from "../../support/fake-peer.ts"
import { createSession, modelChanged, type TestSession } from "../../support/session.ts"

function sessionWith(limits: Partial<SessionLimits>): TestSession {
  return createSession(
    (doc) => {
      doc.add_root(new Slider({ start: 0, end: 10, value: 1 }))
    },
    { limits },
  )
}

const pull = ({ send }: TestSession, peer: FakePeer, msgid = "c1") =>
  send(peer, "PULL-DOC-REQ", {}, msgid)

const STRANGER = { mayBringCode: false }

const header = (bytes: number) => `{"msgid":"c1","msgtype":"x"}`.padEnd(bytes)

describe("[S24] a socket that sends much", () => {
  it("is closed with 4010 for one message too many, and may send again after a while", () => {
    const session = sessionWith({ messageBurst: 10, messagesPerSecond: 2 })
    const [greedy, patient] = [session.join(STRANGER), session.join(STRANGER)]
    for (let i = 0; i < 10; i++) {
      session.send(greedy, "SERVER-INFO-REQ", {})
      session.send(patient, "SERVER-INFO-REQ", {})
    }
    session.send(greedy, "SERVER-INFO-REQ", {})
    expect(greedy.closed).toEqual({
      code: CLOSE.tooMuch,
      reason: "a socket may send 2 messages a second",
    })
    session.clock.advance(500)
    session.send(patient, "SERVER-INFO-REQ", {})
    expect(patient.isOpen).toBe(true)
  })

  it("is closed with 4010 for one byte too many", () => {
    const session = sessionWith({ byteBurst: 1000, bytesPerSecond: 100 })
    const [atLimit, past] = [session.join(STRANGER), session.join(STRANGER)]
    session.session.receive(atLimit, header(1000))
    expect(atLimit.isOpen).toBe(true)
    session.session.receive(past, header(1001))
    expect(past.closed?.code).toBe(CLOSE.tooMuch)
  })

  it("leaves room for others when its messages never end, since unfinished messages share one limit", () => {
    const session = sessionWith({ unfinishedBytes: 1000 })
    const [a, b, c] = [session.join(STRANGER), session.join(STRANGER), session.join(STRANGER)]
    const begin = (peer: FakePeer, bytes: number) => {
      session.session.receive(peer, header(bytes))
    }
    begin(a, 600)
    begin(b, 400)
    expect([a.isOpen, b.isOpen]).toEqual([true, true])
    begin(c, 29)
    expect([a.isOpen, b.isOpen, c.closed?.code]).toEqual([true, true, CLOSE.tooMuch])
    session.session.close(a)
    begin(b, 500) // it is not metadata, but it is accepted
    expect(b.isOpen).toBe(true)
  })
})

describe("[S25] a socket that pulls the document often", () => {
  it("is answered immediately a number of times, then later with one answer to its last request", () => {
    const session = sessionWith({ pullBurst: 3, pullsPerSecond: 1 })
    const peer = session.join(STRANGER)
    for (let i = 1; i <= 100; i++) pull(session, peer, `c${i}`)
    const at = peer.take().map(({ msgtype }) => msgtype)
    expect(at.filter((type) => type === "PULL-DOC-REPLY")).toHaveLength(3)
    expect(at.filter((type) => type === "ERROR")).toHaveLength(96)
    session.clock.advance(999)
    expect(peer.take()).toEqual([])
    session.clock.advance(1)
    expect(peer.takeTypes()).toEqual(["PULL-DOC-REPLY"])
  })

  it("is no longer answered after it has left", () => {
    const session = sessionWith({ pullBurst: 1, pullsPerSecond: 1 })
    const peer = session.join(STRANGER)
    pull(session, peer)
    pull(session, peer)
    peer.take()
    session.session.close(peer)
    session.clock.advance(5000)
    expect(peer.take()).toEqual([])
    expect(session.clock.nextMs).toBeUndefined()
  })
})

/** One of our pages, which sends its version: it answers questions. */
class PagePeer extends FakePeer {
  override readonly bokehVersion = "3.10.0"
}

function joined(session: TestSession, peer: FakePeer): FakePeer {
  session.session.open(peer)
  peer.take()
  return peer
}

function questionIn(peer: FakePeer): unknown {
  const event = peer
    .takeEvents()
    .find((one) => isRecord(one) && one["msg_type"] === "bokeh_edge_read")
  return isRecord(event) ? event["msg_data"] : undefined
}

describe("[S25] a socket that does not read", () => {
  const grow = ({ session, document }: TestSession, bytes: number) =>
    session.act(() => {
      document.title = "x".repeat(bytes)
    })

  it("is closed with 4011 when too much is unread, and others are not", () => {
    const session = sessionWith({ unreadBytes: 10_000, allUnreadBytes: 100_000 })
    const [deaf, later] = [session.join(STRANGER), session.join(STRANGER)]
    grow(session, 8000)
    session.session.close(later)
    const third = session.join(STRANGER)
    grow(session, 2500)
    expect(deaf.closed?.code).toBe(CLOSE.tooSlow)
    expect(deaf.closed?.reason).toMatch(/^1\d{4} bytes are unread, more than limits.unreadBytes$/)
    expect(third.isOpen).toBe(true)
  })

  it("is not closed for one message that is larger than the limit when nothing else is unread", () => {
    const session = sessionWith({ unreadBytes: 1000, allUnreadBytes: 100_000 })
    const peer = new FakePeer(STRANGER)
    session.session.join(peer)
    grow(session, 50_000)
    expect(peer.isOpen).toBe(true)
  })

  it(
    "is sent a question when it is one of our pages, and has read everything before it answers",
    { tags: "slow" },
    () => {
      const session = sessionWith({ unreadBytes: 6 << 20 })
      const page = joined(session, new PagePeer())
      for (let i = 0; i < 10; i++) {
        grow(session, (2 << 20) + i)
        const question = questionIn(page)
        if (question === undefined) continue
        const answer = { kind: "MessageSent", msg_type: "bokeh_edge_read", msg_data: question }
        session.patch(page, answer)
        expect(page.takeTypes()).toEqual(["OK"])
      }
      expect(page.isOpen).toBe(true)
    },
  )

  it("can't claim to read: a wrong answer counts for nothing", () => {
    const session = sessionWith({ unreadBytes: 6 << 20 })
    const page = joined(session, new PagePeer())
    for (let i = 0; i < 10 && page.isOpen; i++) {
      grow(session, (2 << 20) + i)
      session.patch(page, { kind: "MessageSent", msg_type: "bokeh_edge_read", msg_data: "guess" })
    }
    expect(page.closed?.code).toBe(CLOSE.tooSlow)
  })

  it("is closed when all sockets together have too much unread, and no other is admitted until it has gone", () => {
    const session = sessionWith({ unreadBytes: 10_000, allUnreadBytes: 15_000 })
    const [a, b] = [session.join(STRANGER), session.join(STRANGER)]
    grow(session, 7000)
    expect([a.isOpen, b.isOpen, session.session.isFull]).toEqual([true, true, false])
    grow(session, 2000)
    expect([a.isOpen, b.isOpen, session.session.isFull]).toEqual([false, true, false])
    const c = session.join(STRANGER)
    grow(session, 9000) // more than c may have before it has read: b has even more
    expect([b.isOpen, c.isOpen, session.session.isFull]).toEqual([false, true, true])
    session.session.close(a)
    expect(session.session.isFull).toBe(false)
  })
})

describe("[S24] a document that grows", () => {
  it("is rejected with its size when it would be too large, and the session continues", () => {
    const session = sessionWith({ documentBytes: 20_000 })
    const peer = session.join(STRANGER)
    const add = (id: string, bytes: number) => {
      const attributes = { text: "x".repeat(bytes) }
      const model = { type: "object", name: "Div", id, attributes }
      session.patch(peer, { kind: "RootAdded", model })
      return peer.take()[0]
    }
    expect(add("p1", 10_000)?.msgtype).toBe("OK")
    const refusal = add("p2", 10_000)
    expect(refusal?.msgtype).toBe("ERROR")
    expect(JSON.stringify(refusal?.content)).toMatch(
      /the document would be too large: \d+ bytes of it have changed, the message has \d+; limits.documentBytes is 20000/,
    )
    expect(add("p3", 10_000)?.msgtype).toBe("ERROR")
    session.patch(peer, modelChanged("m3", "value", 5))
    expect(peer.takeTypes()).toEqual(["OK"])
    expect(session.document.roots).toHaveLength(2)
    expect(session.warnings.filter((line) => line.includes("refused"))).toHaveLength(1)
  })

  it("can still be used where the app itself has made it large, but clients can't add to it", () => {
    const session = sessionWith({ documentBytes: 1000 })
    const peer = session.join(STRANGER)
    const answerTo = (...events: readonly object[]) => {
      session.document.title = "x".repeat(5000)
      session.patch(peer, ...events)
      return peer.takeTypes().find((type) => type !== "PATCH-DOC")
    }
    const values = { type: "map", entries: [["model", { id: "m3" }]] }
    const click = { type: "event", name: "button_click", values }
    const model = { type: "object", name: "Div", id: "p1" }
    const rows = { model: { id: "m3" }, attr: "data", data: {}, rollover: null }
    expect([
      answerTo({ kind: "MessageSent", msg_type: "bokeh_event", msg_data: click }),
      answerTo(modelChanged("m3", "value", 5), { kind: "TitleChanged", title: "small" }),
      answerTo(modelChanged("m3", "title", "x".repeat(500))),
      answerTo({ kind: "ColumnsStreamed", ...rows }),
      answerTo({ kind: "RootAdded", model }),
    ]).toEqual(["OK", "OK", "ERROR", "ERROR", "ERROR"])
  })

  it.for([
    ["bytes", { documentBytes: 20_000 }],
    ["models", { models: 15 }],
  ] as const)("has as much room for %s when many messages come in one", ([, limits]) => {
    const session = sessionWith(limits)
    const peer = session.join(STRANGER)
    const add = (id: string) => {
      const children = Array.from({ length: 10 }, (_, i) => div(`${id}${i}`, "x".repeat(1000)))
      const model = { type: "object", name: "Column", id, attributes: { children } }
      const content = { events: [{ kind: "RootAdded", model }] }
      return [{ msgid: id, msgtype: "PATCH-DOC" }, {}, content]
    }
    const div = (id: string, text: string) => {
      return { type: "object", name: "Div", id, attributes: { text } }
    }
    const info = [{ msgid: "c1", msgtype: "SERVER-INFO-REQ" }, {}, {}]
    const frames = [...info, ...add("a"), ...add("b")].map((frame) => JSON.stringify(frame))
    session.session.receive(peer, frames.join("\n"))
    expect(peer.takeTypes()).toEqual(["SERVER-INFO-REPLY", "OK", "ERROR"])
  })

  it("[D6] sends back what it has to a client whose change was rejected", () => {
    const session = sessionWith({ documentBytes: 1000 })
    const [peer, other] = [session.pulled(STRANGER), session.pulled(STRANGER)]
    const changed = modelChanged("m3", "title", "x".repeat(2000))
    session.patch(peer, modelChanged("m3", "value", 5), changed)
    expect(peer.takeTypes()).toEqual(["ERROR"])
    session.clock.advance(300)
    expect(peer.takeEvents()).toMatchObject([
      { attr: "value", new: 1 },
      { attr: "title", new: "" },
    ])
    expect(other.take()).toEqual([])
  })

  it("is rejected past its limit of models, and not before, while others' changes are accepted", () => {
    const session = sessionWith({ models: 10 })
    const { graph } = internalsOf(session.document)
    const before = graph.size
    const peer = session.join(STRANGER)
    const div = (id: string) => ({ type: "object", name: "Div", id })
    const add = (id: string, children: readonly string[]) => {
      const model = {
        type: "object",
        name: "Column",
        id,
        attributes: { children: children.map(div) },
      }
      session.patch(peer, { kind: "RootAdded", model })
      return peer.take()[0]
    }
    const names = Array.from({ length: 10 - before }, (_, i) => `p${i}`)
    const refusal = add("c", names)
    expect(refusal?.msgtype).toBe("ERROR")
    expect(JSON.stringify(refusal?.content)).toContain(
      `it has ${before} models, the message has ${11 - before}; limits.models is 10`,
    )
    expect(add("c", names.slice(1))?.msgtype).toBe("OK")
    expect(graph.size).toBe(10)
    session.patch(peer, modelChanged("m3", "value", 5))
    expect(peer.takeTypes()).toEqual(["OK"])
  })

  it("can be changed any number of times, since replaced data no longer counts", () => {
    const session = sessionWith({ documentBytes: 50_000 })
    const peer = session.join(STRANGER)
    for (let i = 0; i < 100; i++) {
      session.patch(peer, { kind: "TitleChanged", title: `${i}`.padEnd(10_000, "x") })
      expect(peer.takeTypes()).toEqual(["OK"])
    }
  })
})

describe("a client that holds the key", () => {
  it("can send and receive without a limit, as Python does that streams for days", () => {
    const session = sessionWith({
      messageBurst: 1,
      byteBurst: 1,
      unreadBytes: 1000,
      allUnreadBytes: 1000,
    })
    const python = session.join({ mayBringCode: true })
    for (let i = 0; i < 20; i++) {
      session.patch(python, { kind: "TitleChanged", title: `${i}`.repeat(900) })
      expect(python.takeTypes()).toEqual(["OK"])
    }
    expect(python.isOpen).toBe(true)
  })

  it("is distinguished from a stranger who may bring code, who is limited like others", () => {
    const session = sessionWith({ messageBurst: 2, messagesPerSecond: 1, unreadBytes: 1000 })
    const stranger = { mayBringCode: true, holdsKey: false }
    const [sender, reader] = [session.join(stranger), session.join(stranger)]
    for (let i = 0; i < 2; i++) {
      session.patch(sender, { kind: "TitleChanged", title: `${i}`.repeat(900) })
    }
    session.send(sender, "SERVER-INFO-REQ", {})
    expect(sender.closed?.code).toBe(CLOSE.tooMuch)
    expect(reader.closed?.code).toBe(CLOSE.tooSlow)
  })
})
