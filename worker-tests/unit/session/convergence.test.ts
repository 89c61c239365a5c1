// Several clients change one document at the same time over slow lines: when all is quiet, all copies are equal.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import type { Document } from "../../../src/document/document.ts"
import { columnsOf } from "../../../src/model/column-methods.ts"
import type { Column } from "../../../src/model/column.ts"
import { columnLength } from "../../../src/model/columns.ts"
import { ColumnDataSource, Div, Range1d, Slider } from "../../../src/model/generated/models.ts"
import { type HasProps, stateOf } from "../../../src/model/has-props.ts"
import { setProperty } from "../../../src/model/property-value.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { eventsOf } from "../../../src/protocol/client-messages.ts"
import type { FakePeer } from "../../support/fake-peer.ts"
import { holds } from "../../support/random-test.ts"
import { Replica } from "../../support/replica.ts"
import { seeded } from "../../support/seeded-random.ts"
import { BOKEHJS_ID, createSession, type TestSession } from "../../support/session.ts"

const CLIENTS = 3
const MAX_DELAY_MS = 2000

function app(): TestSession {
  const slider = new Slider({ name: "slider", start: 0, end: 100, value: 0 })
  const clamped = new Slider({ name: "clamped", start: 0, end: 100, value: 0 })
  const div = new Div({ name: "div", text: "" })
  const source = new ColumnDataSource({ name: "source", data: { x: [0], y: [0] } })
  const range = new Range1d({ name: "range", start: 0, end: 100 })
  const box = column(slider, clamped, div, { name: "box" })
  slider.on_change("value", (_attr, _old, value) => {
    div.text = `slider is ${String(value)}`
    const { x = [] } = columnsOf(source, "data")
    if (value % 5 === 0) source.data = { x, y: filled(x, value) }
    if (value % 9 === 0) range.start = value
    if (value % 7 === 0) source.stream({ x: [value], y: [-1] }, 20)
  })
  clamped.on_change("value", () => {
    clamped.value = Math.min(clamped.value, 50)
  })
  return createSession((doc) => {
    doc.add_root(box)
    doc.add_root(source)
    doc.add_root(range)
  })
}

/** A column as long as `x`. */
function filled(x: Column, value: number): readonly number[] {
  return Array.from({ length: columnLength({ x }, "x") }, () => value)
}

/** One client behind a line that delays messages but keeps their order. */
interface Client {
  readonly peer: FakePeer
  readonly replica: Replica
  /** The time at which the last message in each direction arrives. */
  readonly arrivesMs: { up: number; down: number }
}

/** One client changes something after a delay. */
interface Action {
  readonly client: number
  readonly waitMs: number
  readonly kind: number
  readonly n: number
}
const anyAction: fc.Arbitrary<Action> = fc.record({
  client: fc.nat(CLIENTS - 1),
  waitMs: fc.nat(400),
  kind: fc.nat(11),
  n: fc.nat(99),
})

function simulate(
  actions: readonly Action[],
  delays: () => number,
): { session: TestSession; clients: readonly Client[] } {
  const session = app()
  const { clock } = session
  const clients = Array.from({ length: CLIENTS }, () => joined(session))
  const deliver = (client: Client, way: "up" | "down", action: () => void) => {
    const atMs = Math.max(client.arrivesMs[way], clock.now() + delays() * MAX_DELAY_MS)
    client.arrivesMs[way] = atMs
    clock.after(atMs - clock.now(), action)
  }
  const pump = () => {
    for (const client of clients) {
      for (const message of client.peer.take()) {
        if (message.msgtype === "PATCH-DOC")
          deliver(client, "down", () => client.replica.receive(message))
        else expect(message.msgtype).toBe("OK")
      }
    }
  }
  for (const { client: index, waitMs, ...what } of actions) {
    clock.advance(waitMs)
    const client = clients[index]
    if (client === undefined) continue
    const changes = client.replica.change((document) => act(document, what))
    if (changes.length > 0) {
      deliver(client, "up", () => {
        session.patch(client.peer, ...changes)
        pump()
      })
    }
    pump()
  }
  while (clock.nextMs !== undefined) {
    clock.advance(Math.max(0, clock.nextMs - clock.now()))
    pump()
  }
  return { session, clients }
}

function joined(session: TestSession): Client {
  const peer = session.join()
  session.send(peer, "PULL-DOC-REQ", {}, BOKEHJS_ID)
  const replica = new Replica()
  const [reply] = peer.take()
  if (reply !== undefined) replica.load(reply)
  return { peer, replica, arrivesMs: { up: 0, down: 0 } }
}

let lastRoot = 0

/** A root with an id of the client's own. */
function newRoot(n: number): HasProps {
  const div = new Div({ name: "root", text: `root ${n}` })
  stateOf(div).id = `client-${++lastRoot}`
  return div
}

function act(document: Document, { kind, n }: Pick<Action, "kind" | "n">): void {
  const named = (name: string): HasProps => {
    const model = document.get_model_by_name(name)
    if (model === undefined) throw new Error(`there is no ${name}`)
    return model
  }
  const actions: readonly (() => void)[] = [
    () => setProperty(named("slider"), "value", n),
    () => setProperty(named("slider"), "value", n),
    () => setProperty(named("clamped"), "value", n),
    () => setProperty(named("range"), "start", n),
    () => setProperty(named("range"), "start", n),
    () => setProperty(named("div"), "text", `said ${n}`),
    () => setProperty(named("source"), "data", { x: [n], y: [n] }),
    () => {
      const { x = [] } = columnsOf(named("source"), "data")
      setProperty(named("source"), "data", { x, y: filled(x, n) })
    },
    () => {
      const source = named("source")
      if (source instanceof ColumnDataSource) source.stream({ x: [n], y: [n] }, 20)
    },
    () => {
      document.title = `title ${n}`
    },
    () => document.add_root(newRoot(n)),
    () => {
      const added = document.roots.filter(({ id }) => id.startsWith("client-"))
      const root = added[n % Math.max(1, added.length)]
      if (root !== undefined) document.remove_root(root)
    },
  ]
  actions[kind]?.()
}

describe("[S12] clients that change one document at the same time", () => {
  it("end equal to each other and to the server in random interleavings", () => {
    const actions = fc.array(anyAction, { size: "max", maxLength: 40 })
    const property = fc.property(actions, fc.nat(), (acted, seed) => {
      const { session, clients } = simulate(acted, seeded(seed))
      const fresh = joined(session).replica.state()
      for (const { replica } of clients) expect(replica.state()).toBe(fresh)
    })
    holds(property, 15)
  })

  it("are not sent their own values back while nobody else changes anything", () => {
    const session = app()
    const [one, two] = [joined(session), joined(session)]
    const events = one.replica.change((doc) => act(doc, { kind: 4, n: 50 }))
    session.patch(one.peer, ...events)
    session.clock.advance(5000)
    expect(one.peer.takeTypes()).toEqual(["OK"])
    expect(two.peer.takeTypes()).toEqual(["PATCH-DOC"])
  })

  it("are not shown a root again that is gone", () => {
    const session = app()
    const [one, two] = [joined(session), joined(session)]
    const root = (id: string) => ({ type: "object", name: "Div", id, attributes: {} })
    session.patch(two.peer, { kind: "RootAdded", model: root("gone") })
    session.patch(two.peer, { kind: "RootRemoved", model: { id: "gone" } })
    session.patch(one.peer, { kind: "RootAdded", model: root("there") })
    one.peer.take()
    session.clock.advance(400)
    expect(eventsOf(one.peer.take()[0]?.content)).toMatchObject([
      { kind: "MessageSent", msg_data: { id: "gone" } },
      { kind: "RootRemoved", model: { id: "gone" } },
      { kind: "MessageSent", msg_data: { id: "there" } },
      { kind: "RootRemoved", model: { id: "there" } },
      { kind: "RootAdded", model: { id: "there" } },
    ])
  })

  it("are sent the outcome, once they are quiet, when their change may have crossed another's", () => {
    const session = app()
    const [one, two] = [joined(session), joined(session)]
    const set = (client: Client, value: number) =>
      session.patch(
        client.peer,
        ...client.replica.change((doc) => {
          const slider = doc.get_model_by_name("slider")
          if (slider !== undefined) setProperty(slider, "value", value)
        }),
      )
    set(one, 1)
    set(two, 2)
    two.peer.take()
    session.clock.advance(200)
    set(two, 3)
    two.peer.take()
    session.clock.advance(200)
    expect(two.peer.takeEvents()).toEqual([])
    session.clock.advance(200)
    expect(two.peer.takeEvents()).toEqual([
      { kind: "ModelChanged", model: { id: "m4" }, attr: "value", new: 3 },
    ])
  })
})
