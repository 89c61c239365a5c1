// A session's life, from its first socket to its end, on a clock that the test moves.

import {
  app,
  column,
  ColumnDataSource,
  type Context,
  Div,
  type Handler,
  Slider,
  versions,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import type { Hello } from "../../../src/group/group-ports.ts"
import { BOKEH_VERSION } from "../../../src/util/bokeh-version.ts"
import type { FakeKeptSocket } from "../../support/fake-peer.ts"
import { LifeWorld, settled } from "../../support/life.ts"
import { modelChanged } from "../../support/session.ts"

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const sliding = app("/app", (doc) => {
  doc.add_root(new Slider({ start: 0, end: 10, value: 1 }))
})
const SLIDER = "m3"

describe("[S16] a session that every window has left", () => {
  it("is kept for a day, and then ends", async () => {
    const world = new LifeWorld(sliding)
    const socket = await world.connect()
    await world.patch(socket, modelChanged(SLIDER, "value", 7))
    await world.close(socket)
    await world.advance(23 * HOUR_MS)
    const back = await world.connect({ mayStart: false })
    expect(await world.pull(back)).toContain('"value":7')
    await world.close(back)
    await world.advance(25 * HOUR_MS)
    expect(world.store.isNew).toBe(true)
    expect((await world.connect({ mayStart: false })).closed?.code).toBe(4002)
  })

  it("ends while it is not in memory, too, when its sockets vanished without a close", async () => {
    const world = new LifeWorld(sliding)
    const socket = await world.connect()
    await world.patch(socket, modelChanged(SLIDER, "value", 7))
    socket.isOpen = false
    world.evict()
    await world.advance(25 * HOUR_MS)
    expect(world.store.isNew).toBe(true)
  })

  it("admits nobody while it ends: a client that connects then waits, and is given a new session", async () => {
    const left = Promise.withResolvers<void>()
    const joining = app("/app", (doc, context) => {
      doc.add_root(new Slider({ start: 0, end: 10, value: 1 }))
      context.group("any").join()
    })
    const world = new LifeWorld(joining, { calls: { leave: () => left.promise } })
    const socket = await world.connect()
    await world.patch(socket, modelChanged(SLIDER, "value", 7))
    await world.close(socket)
    const ended = world.advance(25 * HOUR_MS)
    await settled()
    let isIn = false
    const coming = world.connect().finally(() => {
      isIn = true
    })
    await settled()
    expect(isIn).toBe(false)
    expect(await world.life.takeFromGroup("any", [])).toBe("gone")
    left.resolve()
    await ended
    const late = await coming
    expect(await world.pull(late)).toContain('"value":1')
    await world.patch(late, modelChanged(SLIDER, "value", 3))
    world.evict()
    expect(await world.pull(late)).toContain('"value":3')
  })
})

describe("a session's log", () => {
  it("logs its start, its wakes and its end as info, and each message as debug", async () => {
    const world = new LifeWorld(sliding)
    const socket = await world.connect()
    await world.patch(socket, modelChanged(SLIDER, "value", 7))
    world.evict()
    await world.pull(socket)
    expect(world.infos).toEqual(["a session has begun", "a session has woken"])
    expect(world.debugs).toEqual(["a message", "a message"])
    await world.close(socket)
    await world.advance(25 * HOUR_MS)
    expect(world.infos.at(-1)).toBe("a session has ended")
  })

  it("says in each warning and failure which session it is about", async () => {
    const failing = app("/app", (doc) => {
      doc.on_message("fail", () => {
        throw new Error("broken")
      })
    })
    const world = new LifeWorld(failing)
    const socket = await world.connect()
    await world.patch(socket, { kind: "MessageSent", msg_type: "fail", msg_data: null })
    await world.life.receive(socket, "no frame")
    const about = { route: "/app", session: "session" }
    expect(world.failures).toEqual([expect.objectContaining(about)])
    expect(world.warnings).toEqual([expect.objectContaining(about)])
  })

  it("says for which session a handler fails", async () => {
    const world = new LifeWorld(
      app("/app", () => {
        throw new Error("broken")
      }),
    )
    await world.connect()
    expect(world.failures).toMatchObject([{ route: "/app", session: "session" }])
  })

  it("reports at the start that a document without roots is empty", async () => {
    const world = new LifeWorld(app("/app", () => undefined))
    await world.pull(await world.connect())
    expect(world.infos).toEqual(["a session has begun: empty, without doc.add_root(model)"])
  })
})

describe("[S29] a session in which doc.hold() was called", () => {
  it("shows the held changes when it wakes: their callbacks run, and open windows reconnect", async () => {
    const holding = app("/app", (doc) => {
      const slider = new Slider({ start: 0, end: 10, value: 1 })
      const text = new Div({ text: "1" })
      slider.on_change("value", (_attr, _old, value) => void (text.text = `now ${value}`))
      doc.on_message("hold", () => doc.hold())
      doc.add_root(column(slider, text))
    })
    const world = new LifeWorld(holding)
    const socket = await world.connect()
    const { id = "" } = world.life.document?.select_one(Slider) ?? {}
    await world.patch(socket, { kind: "MessageSent", msg_type: "hold", msg_data: null })
    await world.patch(socket, modelChanged(id, "value", 7))
    expect(await world.pull(socket)).not.toContain("now 7")
    world.evict()
    const other = await world.connect()
    expect(socket.closed?.code).toBe(4004)
    expect(await world.pull(other)).toContain('"text":"now 7"')
    world.evict()
    expect(await world.pull(other)).toContain('"text":"now 7"')
    expect(other.closed).toBeUndefined()
  })

  it("still has the models that a held change has removed, for the callbacks", async () => {
    const told: string[] = []
    const holding = app("/app", (doc) => {
      const box = column(new Div({ text: "a" }))
      box.on_change(
        "children",
        (_attr, old, value) => void told.push(`${old.length} ${value.length}`),
      )
      doc.on_message("add", () => void (box.children = [...box.children, new Div({ text: "b" })]))
      doc.on_message("remove", () => {
        doc.hold()
        box.children = box.children.slice(0, 1)
      })
      doc.add_root(box)
    })
    const world = new LifeWorld(holding)
    const socket = await world.connect()
    await world.pull(socket)
    for (const msg_type of ["add", "remove"]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await world.patch(socket, { kind: "MessageSent", msg_type, msg_data: null })
    }
    world.evict()
    await world.connect()
    expect([told, world.errors]).toEqual([["1 2", "2 1"], []])
  })
})

describe("[S22] a session with connected clients", () => {
  const worldOf = (awake?: number) =>
    new LifeWorld(
      app("/app", (doc) => doc.add_root(new Div()), {
        ...(awake !== undefined && { session: { awake } }),
      }),
    )
  /** A timer holds the object in memory. */
  const isHeld = ({ clock }: LifeWorld) => clock.nextMs !== undefined

  it("stays in memory until nobody has sent anything for an hour", async () => {
    const world = worldOf()
    const socket = await world.connect()
    await world.advance(59 * MINUTE_MS)
    expect(isHeld(world)).toBe(true)
    await world.send(socket, "SERVER-INFO-REQ")
    await world.advance(59 * MINUTE_MS)
    expect(isHeld(world)).toBe(true)
    await world.advance(MINUTE_MS)
    expect(isHeld(world)).toBe(false)
    await world.send(socket, "SERVER-INFO-REQ")
    expect(isHeld(world)).toBe(true)
    await world.close(socket)
    expect(isHeld(world)).toBe(false)
  })

  it("leaves memory immediately where its route says so", async () => {
    const world = worldOf(0)
    await world.connect()
    expect(isHeld(world)).toBe(false)
  })
})

/** As our pages connect. */
const page = { bokehVersion: BOKEH_VERSION }

describe("[S15] a session whose windows may vanish without a close", () => {
  const isOpen = ({ closed }: { readonly closed: unknown }) => closed === undefined
  const heartbeats = (socket: FakeKeptSocket) =>
    socket.takeTypes().filter((type) => type === "OK").length

  it("is not woken by pages that ping, and sends other clients a sign of life every 37 s", async () => {
    const world = new LifeWorld(sliding)
    const pinging = await world.connect(page)
    await world.patch(pinging, modelChanged(SLIDER, "value", 7))
    expect((world.alarmMs ?? NaN) - world.clock.now()).toBe(30 * 60_000)
    const other = await world.connect()
    for (const socket of [pinging, other]) socket.take()
    await world.advance(38_000)
    expect([heartbeats(pinging), heartbeats(other)]).toEqual([0, 1])
  })

  it("sends a question to a page that has been quiet, and closes it when it does not answer", async () => {
    const world = new LifeWorld(sliding)
    const [awake, asleep] = [await world.connect(page), await world.connect(page)]
    for (const socket of [awake, asleep]) socket.pingedAtMs = world.clock.now()
    await world.advance(20_000)
    for (const socket of [awake, asleep]) socket.take()
    world.life.probeFromGroup("any")
    expect([heartbeats(awake), heartbeats(asleep)]).toEqual([1, 1])
    awake.pingedAtMs = world.clock.now()
    await world.advance(20_000)
    world.life.probeFromGroup("any")
    expect([isOpen(awake), isOpen(asleep)]).toEqual([true, false])
    expect(asleep.closed?.code).toBe(4011)
  })

  it("finds the windows that have vanished, and no others, even when the clock was set back", async () => {
    const world = new LifeWorld(sliding)
    const [awake, asleep] = [await world.connect(page), await world.connect(page)]
    for (const socket of [awake, asleep]) socket.pingedAtMs = world.clock.now()
    world.life.probeFromGroup("any")
    world.clock.setBack(HOUR_MS)
    world.life.probeFromGroup("any")
    expect([heartbeats(awake), heartbeats(asleep)]).toEqual([1, 1])
    awake.pingedAtMs = world.clock.now()
    await world.advance(20_000)
    world.life.probeFromGroup("any")
    expect([isOpen(awake), isOpen(asleep)]).toEqual([true, false])
    await world.close(awake)
    await world.advance(60_000)
    expect(world.life.presence.isOnline).toBe(false)
  })

  it("ends in time although the clock was set back since they left", async () => {
    const world = new LifeWorld(sliding)
    await world.advance(500 * HOUR_MS)
    const socket = await world.connect(page)
    await world.patch(socket, modelChanged(SLIDER, "value", 7))
    await world.close(socket)
    world.clock.setBack(100 * HOUR_MS)
    world.alarmMs = world.clock.now() + 24 * HOUR_MS // as a timer: after the time that it was set for
    await world.advance(49 * HOUR_MS)
    expect(world.infos.at(-1)).toBe("a session has ended")
  })

  it("finds them after it has left memory, too, and ends when only they were left", async () => {
    const world = new LifeWorld(sliding)
    const socket = await world.connect(page)
    await world.patch(socket, modelChanged(SLIDER, "value", 7))
    socket.pingedAtMs = world.clock.now()
    world.evict()
    await world.advance(31 * 60_000)
    expect(socket.closed?.code).toBe(4011)
    await world.advance(25 * HOUR_MS)
    expect(world.store.isNew).toBe(true)
  })

  it("admits others when the windows that fill it have vanished", async () => {
    const limits = { sockets: 2 }
    const world = new LifeWorld(
      app("/app", (doc) => doc.add_root(new Div()), { session: { limits } }),
    )
    const gone = [await world.connect(page), await world.connect(page)]
    for (const socket of gone) socket.pingedAtMs = world.clock.now()
    expect((await world.connect(page)).closed?.code).toBe(1013)
    await world.advance(80_000)
    expect(isOpen(await world.connect(page))).toBe(true)
    expect(gone.map(isOpen)).toEqual([false, false])
  })

  it("reports to the app only once that a window has left", async () => {
    const codes: number[] = []
    const world = new LifeWorld(
      app("/app", (doc) => doc.add_root(new Div()), {
        connection: { disconnect: (_, code) => void codes.push(code) },
      }),
    )
    const socket = await world.connect(page)
    socket.pingedAtMs = world.clock.now()
    await world.advance(80_000)
    world.life.probeFromGroup("any")
    await settled()
    await world.life.presence.disconnected(socket, 1006)
    expect(codes).toEqual([4011])
  })
})

/** In a group without other members. */
const welcome = { seq: 0, since: 0, members: [], memberCount: 0, history: [], state: {} }

describe("[G9] a session in a group, while it is in memory", () => {
  const heard = app("/app", (doc, { group }) => {
    const team = group("team")
    team.join({ name: "Ada" })
    team.on_presence(() => undefined)
    doc.on_message("hello", () => undefined)
    doc.add_root(new Div())
  })
  async function member() {
    const hellos: Hello[] = []
    const hello = async (given: Hello) => {
      hellos.push(given)
      return { ...welcome, hasMissed: false }
    }
    const world = new LifeWorld(heard, { calls: { hello } })
    const socket = await world.connect(page)
    return { world, socket, hellos }
  }

  /** An open page pings. */
  async function pass({ world, socket }: Awaited<ReturnType<typeof member>>, ms: number) {
    for (let passed = 0; passed < ms; passed += 15_000) {
      socket.pingedAtMs = world.clock.now()
      await world.advance(15_000) // oxlint-disable-line no-await-in-loop -- one after the other
    }
  }

  const whenever = [0, 1, 6, 14, 16, 19.9]

  it.each(whenever)(
    "notifies its group within 45 s when a laptop was closed: %s s",
    async (later) => {
      const ada = await member()
      await pass(ada, 5 * MINUTE_MS)
      expect(ada.hellos).toMatchObject([{ isOnline: true, looks: true, listens: true }])
      await ada.world.advance(later * 1000)
      ada.socket.pingedAtMs = ada.world.clock.now()
      await ada.world.advance(45_000)
      expect(ada.socket.closed?.code).toBe(4011)
      expect(ada.hellos).toMatchObject([{}, { isOnline: false }])
    },
  )

  it("asks its group to watch its windows after an hour without activity, until it is used again", async () => {
    const ada = await member()
    await pass(ada, HOUR_MS)
    expect(ada.hellos).toHaveLength(2)
    expect([ada.hellos[1]?.looks, ada.hellos[1]?.listens]).toEqual([undefined, undefined])
    await ada.world.patch(ada.socket, { kind: "MessageSent", msg_type: "hello", msg_data: null })
    expect(ada.hellos.slice(2)).toMatchObject([{ isOnline: true, looks: true, listens: true }])
  })
})

describe("[G4] a message sent with sendNow", () => {
  const watching = app("/app", (doc, { group }) => {
    const team = group("team")
    const at = new Div({ text: "nowhere" })
    team.join({ name: "Ada" })
    team.on("cursor", ({ data }) => void (at.text = String(data)))
    doc.add_root(at)
  })
  async function member() {
    const hello = async () => ({ ...welcome, hasMissed: false })
    const world = new LifeWorld(watching, { calls: { hello } })
    const socket = await world.connect(page)
    await world.pull(socket)
    world.evict()
    socket.take()
    return { world, socket }
  }

  const cursor = (at: string) =>
    ({
      type: "cursor",
      json: JSON.stringify(at),
      from: { id: "b", name: "Bob", role: "" },
      sentAtMs: 0,
    }) as const

  it("wakes a session that has an open window", async () => {
    const { world, socket } = await member()
    await world.life.hearFromGroup("team", [cursor("here")])
    expect(socket.takeEvents()).toMatchObject([{ attr: "text", new: "here" }])
    await world.life.hearFromGroup("team", [cursor("there")])
    expect(socket.takeEvents()).toMatchObject([{ attr: "text", new: "there" }])
  })

  it("is shown before its changes are stored, as one websocket message", async () => {
    const { world } = await member()
    const socket = await world.connect({ ...page, isPacked: true })
    await world.pull(socket)
    await world.life.hearFromGroup("team", [cursor("somewhere")])
    socket.take()
    const [seen, { sentCount }] = [[] as unknown[], socket]
    const { store } = world
    const append = store.appendTurn.bind(store)
    store.appendTurn = (record) => {
      seen.push(...socket.takeEvents())
      append(record)
    }
    await world.life.hearFromGroup("team", [cursor("here")])
    expect(seen).toMatchObject([{ attr: "text", new: "here" }])
    expect(socket.sentCount - sentCount).toBe(1)
  })

  it("wakes no session without windows, and none for a group that the session is not in", async () => {
    const { world, socket } = await member()
    await world.life.hearFromGroup("other", [cursor("here")])
    expect(world.life.document).toBeUndefined()
    await world.close(socket)
    await world.life.hearFromGroup("team", [cursor("here")])
    expect(world.life.document).toBeUndefined()
  })

  it("wakes no session whose page has vanished without a close", async () => {
    const { world, socket } = await member()
    socket.pingedAtMs = world.clock.now()
    await world.advance(5 * MINUTE_MS)
    await world.life.hearFromGroup("team", [cursor("here")])
    expect(socket.closed?.code).toBe(4011)
    expect(world.life.document).toBeUndefined()
  })
})

describe("[F4] a page that accepts packed frames", () => {
  it("sends and is sent one websocket message a turn, with its buffers, while others get frames", async () => {
    const world = new LifeWorld(
      app("/app", (doc) => {
        const source = new ColumnDataSource({ data: { x: new Float64Array([1, 2]) } })
        const slider = new Slider({ start: 0, end: 10, value: 1 })
        slider.on_change("value", () => {
          source.data = { x: new Float64Array([slider.value, 3]) }
        })
        doc.add_root(slider)
        doc.add_root(source)
      }),
    )
    const packed = await world.connect({ ...page, isPacked: true })
    const plain = await world.connect(page)
    for (const socket of [packed, plain]) {
      socket.take()
      socket.sentCount = 0
    }
    const id = world.life.document?.select_one(Slider)?.id ?? ""
    const parts = [
      { msgid: "1", msgtype: "PATCH-DOC" },
      {},
      { events: [modelChanged(id, "value", 7)] },
    ]
    await world.life.receive(packed, parts.map((part) => JSON.stringify(part)).join("\n"))
    await settled()
    expect([packed.sentCount, plain.sentCount]).toEqual([1, 5])
    const messages = packed.take()
    expect(messages.map(({ msgtype }) => msgtype)).toEqual(["PATCH-DOC", "OK"])
    const [buffer] = messages[0]?.buffers.values() ?? []
    expect([...new Float64Array(buffer ?? new ArrayBuffer(0))]).toEqual([7, 3])
  })

  it("[F5] is sent the document with the ACK where its URL asks for it, and nothing after it in that message", async () => {
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        const text = new Div({ text: "0" })
        doc.add_root(text)
        context.on_connections(async () => {
          await Promise.resolve()
          text.text = "came"
        })
      }),
    )
    const socket = await world.connect({ ...page, isPacked: true, pulls: true })
    await settled()
    expect(socket.sentCount).toBe(2)
    expect(socket.takeTypes()).toEqual(["ACK", "PULL-DOC-REPLY", "PATCH-DOC"])
  })

  it("is sent the messages that came before the document after it, whichever BokehJS it has", async () => {
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        doc.add_root(new Div())
        context.on_connections(({ connection }) => connection.send_message("hello", "you"))
      }),
    )
    const socket = await world.connect()
    await settled()
    expect(socket.takeTypes()).toEqual(["ACK"])
    await world.send(socket, "PULL-DOC-REQ")
    expect(socket.takeTypes()).toEqual(["PULL-DOC-REPLY", "PATCH-DOC"])
  })
})

describe("[S21] onWake", () => {
  it("counts its calls over three evictions, as the window that stayed open sees", async () => {
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        const text = new Div({ text: "0" })
        doc.add_root(text)
        context.onWake(() => {
          text.text = `${Number(text.text) + 1}`
        })
      }),
    )
    const socket = await world.connect()
    await world.pull(socket)
    await world.advance(1000)
    for (const times of ["1", "2", "3"]) {
      world.evict()
      socket.take()
      await world.send(socket, "SERVER-INFO-REQ")
      expect(JSON.stringify(socket.takeEvents())).toContain(`"new":"${times}"`)
    }
  })
})

describe("[S21] onCreated", () => {
  it("does not run again when the object dies right after it, although the document did not change", async () => {
    let times = 0
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        doc.add_root(new Div({ text: "0" }))
        context.onCreated(() => void times++)
      }),
    )
    const socket = await world.connect()
    world.evict()
    await world.pull(socket)
    expect(times).toBe(1)
  })
})

describe("[S14] a callback that is called every ten seconds or less often", () => {
  const ticking = app("/app", (doc) => {
    for (const ms of [60_000, 120_000]) {
      const text = new Div({ text: "0" })
      doc.add_root(text)
      doc.add_periodic_callback(() => {
        text.text = `${Number(text.text) + 1}`
      }, ms)
    }
  })

  it("runs by the alarm, even when the object has left memory since", async () => {
    const world = new LifeWorld(ticking, { settings: { keepAliveMs: 0 } })
    const socket = await world.connect()
    await world.patch(socket, { kind: "TitleChanged", title: "stored" })
    for (const expected of [["m3 1"], ["m3 2", "m4 1"], ["m3 3"]]) {
      world.evict()
      socket.take()
      await world.advance(60_000)
      expect(textsIn(socket.takeEvents())).toEqual(expected)
    }
  })

  it.each(["stays in", "leaves"])(
    "runs in time although the clock was set back: the object %s memory",
    async (how) => {
      const world = new LifeWorld(ticking, { settings: { keepAliveMs: 0 } })
      await world.advance(500 * HOUR_MS)
      const socket = await world.connect()
      await world.patch(socket, { kind: "TitleChanged", title: "stored" })
      await world.advance(1000)
      world.clock.setBack(5 * HOUR_MS)
      if (how === "leaves") {
        world.evict()
        await world.pull(socket)
      }
      socket.take()
      for (let i = 0; i < 3; i++) await world.advance(30_000) // oxlint-disable-line no-await-in-loop
      expect(textsIn(socket.takeEvents())).toEqual(["m3 1"])
    },
  )

  it("waits for its whole time when the session has ended and begins again", async () => {
    const world = new LifeWorld(ticking, { settings: { keepAliveMs: 0 } })
    const first = await world.connect()
    await world.patch(first, { kind: "TitleChanged", title: "stored" })
    await world.close(first)
    await world.advance(25 * HOUR_MS) // longer than it is kept
    const socket = await world.connect()
    await world.patch(socket, { kind: "TitleChanged", title: "stored" })
    await world.advance(59_000)
    expect(textsIn(socket.takeEvents())).toEqual([])
    await world.advance(1000)
    expect(textsIn(socket.takeEvents())).toEqual(["m3 1"])
  })

  it("is not called while nobody is connected, and starts again with the next client", async () => {
    const world = new LifeWorld(ticking, { settings: { keepAliveMs: 0 } })
    const socket = await world.connect()
    await world.patch(socket, { kind: "TitleChanged", title: "stored" })
    await world.advance(30_000)
    await world.close(socket)
    await world.advance(HOUR_MS)
    const back = await world.connect()
    back.take()
    await world.advance(59_000)
    expect(back.takeEvents()).toEqual([])
    await world.advance(1000)
    expect(textsIn(back.takeEvents())).toEqual(["m3 1"])
  })
})

describe("a session that has ended", () => {
  it("stays over, whatever its callbacks still do", async () => {
    const { promise: answer, resolve } = Promise.withResolvers<void>()
    let ends = 0
    const late = app("/app", (doc, context) => {
      const text = new Div()
      const state = context.state({ isLate: false })
      doc.add_root(text)
      doc.on_session_destroyed(async () => {
        ends++
        await answer
        text.text = "late"
        state.isLate = true
      })
    })
    const world = new LifeWorld(late)
    const socket = await world.connect()
    await world.pull(socket)
    await world.advance(1000)
    await world.close(socket)
    await world.advance(25 * HOUR_MS)
    resolve()
    await settled()
    expect(world.store.isNew).toBe(true)
    await world.advance(50 * HOUR_MS)
    expect(ends).toBe(1)
  })

  it.each<[string, (context: Context) => unknown]>([
    ["notes something", ({ storage }) => storage.put("late", true)],
    ["computes something once", (context) => context.once("late", () => 1)],
    ["revokes an invitation", (context) => context.revoke("late")],
    ["keeps a version", (context) => context.versions.keep("late")],
    ["undoes something", (context) => context.undo()],
  ])("is not stored again when a callback of it still %s", async (_, act) => {
    const { promise: answer, resolve } = Promise.withResolvers<void>()
    const ending: Handler = (doc, context) => {
      doc.add_root(new Div())
      doc.on_session_destroyed(() => answer.then(() => act(context)))
    }
    const world = new LifeWorld(app("/app", ending, { session: { versions: versions() } }))
    const socket = await world.connect()
    await world.pull(socket)
    await world.advance(1000)
    await world.close(socket)
    await world.advance(25 * HOUR_MS)
    expect(world.store.isNew).toBe(true)
    resolve()
    await world.advance(2000)
    expect(world.store.isNew).toBe(true)
  })

  it("leaves nothing of the person who opened it to the next one", async () => {
    const storing = app(
      "/app",
      (doc, { user }) => doc.add_root(new Div({ text: user?.id ?? "" })),
      {
        connection: { connect: (_connection, context) => context.storage.put("seen", true) },
      },
    )
    const world = new LifeWorld(storing)
    await world.close(await world.connect({ user: { id: "ann" } }))
    await world.advance(25 * HOUR_MS)
    const next = await world.connect({ user: { id: "bob" } })
    expect(next.closed).toBeUndefined()
    expect(await world.pull(next)).toContain('"text":"bob"')
  })
})

/** "ID TEXT" for each change. */
function textsIn(events: readonly unknown[]): readonly string[] {
  return (events as readonly { model: { id: string }; new: string }[])
    .map((event) => `${event.model.id} ${event.new}`)
    .toSorted((a, b) => a.localeCompare(b))
}

describe("a disconnected client", () => {
  it("changes nothing by what it sends on a socket that it keeps open, even after an eviction", async () => {
    const closing = app("/app", (doc, context) => {
      doc.add_root(new Slider({ start: 0, end: 10, value: 1 }))
      doc.on_message("out", () => {
        for (const connection of context.connections) {
          if (connection.role === "editor") connection.close(4008)
        }
      })
    })
    const world = new LifeWorld(closing)
    const owner = await world.connect()
    const guest = await world.connect({ role: "editor" })
    await world.patch(guest, modelChanged(SLIDER, "value", 5))
    await world.patch(owner, { kind: "MessageSent", msg_type: "out", msg_data: null })
    await world.patch(guest, modelChanged(SLIDER, "value", 6))
    expect(await world.pull(owner)).toContain('"value":5')
    world.evict()
    await world.patch(guest, modelChanged(SLIDER, "value", 7))
    expect(await world.pull(owner)).toContain('"value":5')
  })
})
