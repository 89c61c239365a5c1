// The limits of one session, each with a way to test a given amount on real sessions.

import { app, Div, uploads } from "bokeh-edge"

import { internalsOf } from "../../../src/document/document.ts"
import { Slider } from "../../../src/model/generated/models.ts"
import type { Peer } from "../../../src/ports.ts"
import { ProtocolError } from "../../../src/protocol/protocol-error.ts"
import { Traffic } from "../../../src/session/traffic.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { createWorld } from "../../../src/testing/world.ts"
import { SESSION_LIMITS, type SessionLimits } from "../../../src/util/limits.ts"
import { FakePeer } from "../fake-peer.ts"
import { LifeWorld, settled } from "../life.ts"
import { createSession } from "../session.ts"
import type { Takes } from "./taking.ts"

const STRANGER = { mayBringCode: false }
const SECOND_MS = 1000

const plain = app("/app", (doc) => doc.add_root(new Slider({ start: 0, end: 10, value: 1 })))
const sliding = () =>
  createSession((doc) => doc.add_root(new Slider({ start: 0, end: 10, value: 0 })))

/** One message to an unchanged session. @param content made from the number of the session's models */
async function isAnsweredWithOk(content: (models: number) => object) {
  const world = new LifeWorld(plain, { settings: { maxMessageBytes: 1 << 26 } })
  const socket = await world.connect()
  const { document } = world.life
  if (document === undefined) throw new Error("no document")
  socket.take()
  await world.send(socket, "PATCH-DOC", content(internalsOf(document).graph.size))
  return socket.take().some(({ msgtype }) => msgtype === "OK")
}

/** A title that gives the message the given size in bytes, including header and metadata. */
function messageOf(bytes: number): object {
  const rest = ['{"msgid":"c1","msgtype":"PATCH-DOC"}', "{}", JSON.stringify(titled(""))].join("")
  return titled("x".repeat(bytes - rest.length))
}

const titled = (title: string) => ({ events: [{ kind: "TitleChanged", title }] })

/** The given number of new models. */
function modelsOf(count: number): object {
  const one = { type: "object", name: "Range1d", attributes: {} }
  const children = Array.from({ length: count - 1 }, (_, i) => ({ ...one, id: `p${i}` }))
  const model = { type: "object", name: "Column", id: "p", attributes: { tags: children } }
  return { events: [{ kind: "RootAdded", model }] }
}

function traffic() {
  const [clock, closed] = [new FakeClock(), new Set<Peer>()]
  const close = (peer: Peer) => void closed.add(peer)
  const random = { alphanumeric: () => "x" }
  const made = new Traffic({ limits: SESSION_LIMITS, timers: clock, random, closeSlow: close })
  return { clock, closed, traffic: made }
}

/** @returns whether no socket was rejected for its rate */
function isAllowed(action: () => void): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}

function repeat(count: number, action: () => void): void {
  for (let i = 0; i < count; i++) action()
}

/** Tests the amount that a socket may use again a second after it has used its whole allowance. */
function afterASecond(burst: () => void, clock: FakeClock, again: () => void): boolean {
  burst()
  clock.advance(SECOND_MS)
  return isAllowed(again)
}

function pullsAnswered(amount: number, waitMs: number): boolean {
  const session = sliding()
  const peer = session.join(STRANGER)
  const pull = () => session.send(peer, "PULL-DOC-REQ", {})
  if (waitMs > 0) {
    repeat(SESSION_LIMITS.pullBurst, pull)
    session.clock.advance(waitMs)
    peer.take()
  }
  repeat(amount, pull)
  return peer.takeTypes().filter((type) => type === "PULL-DOC-REPLY").length === amount
}

/** A session that publishes on request. */
async function published(copies: number, titleChars = 1): Promise<readonly unknown[]> {
  const failures: unknown[] = []
  const publishing = app("/app", (doc, context) => {
    doc.add_root(new Div({ text: "" }))
    doc.on_message("publish", async () => {
      doc.title = "x".repeat(titleChars)
      for (let i = 0; i < copies; i++) {
        // oxlint-disable-next-line no-await-in-loop -- one after another
        await context.publish({ title: "a" }).catch((error: unknown) => failures.push(error))
      }
    })
  })
  const session = await createWorld([publishing]).open("/app")
  await session.send_message("publish", null)
  return failures
}

let besideTitle: number | undefined

/** A copy of the given size: the size without its title is known from one that is too large. */
async function isPublishedAt(bytes: number): Promise<boolean> {
  besideTitle ??= await bytesBesideTitle(bytes)
  return (await published(1, bytes - besideTitle)).length === 0
}

async function bytesBesideTitle(titleBytes: number): Promise<number> {
  const [tooLarge] = await published(1, titleBytes)
  const [, total] = /the document has (\d+) bytes/.exec(String(tooLarge)) ?? []
  return Number(total) - titleBytes
}

export const SESSION_TAKES: Takes<SessionLimits> = {
  sockets: async (amount) => {
    const world = new LifeWorld(plain)
    for (let i = 1; i < amount; i++) await world.connect() // oxlint-disable-line no-await-in-loop
    return (await world.connect()).isKept
  },
  documentBytes: (amount) => isAnsweredWithOk(() => messageOf(amount)),
  models: (amount) => isAnsweredWithOk((there) => modelsOf(amount - there)),
  unfinishedBytes: (amount) => {
    const { traffic: made } = traffic()
    const [a, b, c] = [new FakePeer(STRANGER), new FakePeer(STRANGER), new FakePeer(STRANGER)]
    made.receive(a, amount / 2)
    made.receive(b, amount / 4)
    return isAllowed(() => made.receive(c, amount / 4))
  },
  unreadBytes: (amount) => {
    const { traffic: made, closed } = traffic()
    const peer = new FakePeer(STRANGER)
    made.send(peer, ["x"])
    made.send(peer, ["x".repeat(amount - 1)])
    return !closed.has(peer)
  },
  allUnreadBytes: (amount) => {
    const { traffic: made, closed } = traffic()
    const [a, b] = [new FakePeer(STRANGER), new FakePeer(STRANGER)]
    made.send(a, ["x".repeat(Math.floor(amount / 2))])
    made.send(b, ["x".repeat(Math.ceil(amount / 2))])
    return closed.size === 0
  },
  messagesPerSecond: (amount) => {
    const { traffic: made, clock } = traffic()
    const peer = new FakePeer(STRANGER)
    const send = (count: number) => repeat(count, () => made.finish(peer))
    return afterASecond(
      () => send(SESSION_LIMITS.messageBurst),
      clock,
      () => send(amount),
    )
  },
  messageBurst: (amount) => {
    const session = sliding()
    const peer = session.join(STRANGER)
    repeat(amount, () => session.send(peer, "SERVER-INFO-REQ", {}))
    return peer.isOpen
  },
  bytesPerSecond: (amount) => {
    const { traffic: made, clock } = traffic()
    const peer = new FakePeer(STRANGER)
    const send = (bytes: number) => {
      const step = SESSION_LIMITS.bytesPerSecond
      for (let left = bytes; left > 0; left -= step) {
        made.receive(peer, Math.min(left, step))
        made.finish(peer)
      }
    }
    return afterASecond(
      () => send(SESSION_LIMITS.byteBurst),
      clock,
      () => send(amount),
    )
  },
  byteBurst: (amount) => {
    const { traffic: made } = traffic()
    const peer = new FakePeer(STRANGER)
    return isAllowed(() => {
      for (let left = amount; left > 0; left -= 1 << 20) {
        made.receive(peer, Math.min(left, 1 << 20))
        made.finish(peer)
      }
    })
  },
  pullsPerSecond: (amount) => pullsAnswered(amount, SECOND_MS),
  pullBurst: (amount) => pullsAnswered(amount, 0),
  snapshots: async (amount) => (await published(amount)).length === 0,
  snapshotBytes: isPublishedAt,
  invitations: async (amount) => {
    const failures: unknown[] = []
    const inviting = app("/app", (doc, context) => {
      doc.on_message("invite", () => {
        try {
          repeat(amount - 1, () => context.invite({ role: "viewer", by: "語".repeat(200) }))
          context.revoke(context.invite({ role: "editor" }).id)
          context.invite({ role: "editor" })
        } catch (error) {
          failures.push(error)
        }
      })
    })
    await (await createWorld([inviting]).open("/app")).send_message("invite", null)
    return failures.length === 0
  },
  uploads: async (amount) => {
    const waiting = Promise.withResolvers<void>()
    const taking = app("/app", (_doc, context) => context.on_upload(() => waiting.promise), {
      uploads: uploads(),
    })
    const world = new LifeWorld(taking)
    const request = { url: "http://server.org/app", arguments: {}, headers: {}, cookies: {} }
    const place = { pattern: "/app", params: {}, sessionId: "s", role: "owner" as const }
    const admission = { ...place, request, mayStart: true }
    const head = { name: "a", type: "", size: 1 }
    const all = Array.from({ length: amount }, () => world.life.upload(admission, head, null))
    const early = await Promise.race([...all, settled()])
    waiting.resolve()
    await Promise.all(all)
    return early === undefined
  },
}
