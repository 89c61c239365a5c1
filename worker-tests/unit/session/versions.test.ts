// Earlier states of a session: kept while it is changed, bounded, named, restored, published.

import { describe, expect, it, vi } from "vitest"

import {
  app,
  Button,
  ColumnDataSource,
  type Context,
  Div,
  type Handler,
  SharingError,
  Slider,
  type Version,
  versions,
  type VersionsOptions,
  without_document_lock,
} from "../../../src/api.ts"
import { sharedSessionId } from "../../../src/session/token.ts"
import { createWorld, type World } from "../../../src/testing.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemorySnapshots } from "../../../src/testing/memory-snapshots.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"
import { LifeWorld } from "../../support/life.ts"
import { modelChanged } from "../../support/session.ts"

let seen: readonly Version[] = []

const handler: Handler = (doc, context) => {
  const slider = new Slider({ name: "slider", start: 0, end: 100, value: 1 })
  const state = context.state({ notes: 0 })
  const shown = new Div({ name: "shown", text: "1" })
  slider.on_change("value", (_attr, _old, value) => {
    shown.text = `${value}`
    state.notes++
  })
  const add = new Button({ name: "add", label: "Add" })
  add.on_click(() => doc.add_root(new Div({ name: "added" })))
  doc.on_message("list", () => {
    seen = context.versions.list()
  })
  context.versions.describe(() => `at ${slider.value}`)
  doc.on_message("called", (name) => context.connection?.attach({ name }))
  doc.on_message("keep", (name) => context.versions.keep(String(name)))
  doc.on_message("name", (id) => context.versions.name(String(id), "named"))
  doc.on_message("unname", (id) => context.versions.name(String(id), undefined))
  doc.on_message("restore", (id) => context.versions.restore(String(id)))
  doc.on_message("publish", async (id) => {
    const { link } = await context.versions.publish(String(id), { title: "then" })
    doc.send_message("link", link)
  })
  doc.on_message("notes", () => doc.send_message("notes", state.notes))
  for (const model of [slider, shown, add]) doc.add_root(model)
}

function worldWith(options?: VersionsOptions): World {
  return createWorld([app("/", handler, { session: { versions: versions(options) } })])
}

async function list(window: TestSession): Promise<readonly Version[]> {
  await window.send_message("list", null)
  return seen
}

const slide = (window: TestSession, value: number) => window.set(window.find(Slider), { value })
const shown = (window: TestSession) => window.find(Div, "shown").text

/** A change, and time for it to be stored as a version. */
async function move(world: World, window: TestSession, value: number): Promise<void> {
  await slide(window, value)
  await world.advance(31_000)
}

async function restore(world: World, window: TestSession, id: string): Promise<TestSession> {
  await window.send_message("restore", id)
  await world.advance(1000)
  expect(window.closed).toMatchObject({ code: 4004 })
  return world.open("/", { session: window })
}

describe("versions of a session", () => {
  it("hold its start and the result of each period of changes, newest first", async () => {
    const world = worldWith()
    const window = await world.open("/")
    expect(await list(window)).toEqual([])
    await move(world, window, 5)
    for (const value of [6, 7, 8]) {
      // oxlint-disable-next-line no-await-in-loop -- a drag
      await slide(window, value)
    }
    await world.advance(31_000)
    await world.advance(600_000)
    expect((await list(window)).map(({ id, name }) => [id, name])).toEqual([
      ["v3", undefined],
      ["v2", undefined],
      ["v1", undefined],
    ])
    expect(seen.every(({ bytes }) => bytes < 2000)).toBe(true)
  })

  it("are restored with what callbacks made and context.state, and the state before is kept", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await move(world, window, 5)
    await move(world, window, 6)
    await window.click(window.find(Button))
    await slide(window, 7)
    const [, , v2] = await list(window)
    const again = await restore(world, window, "v2")
    expect(v2?.id).toBe("v1")
    expect([again.find(Slider).value, shown(again)]).toEqual([5, "5"])
    expect([...again.document.select(Div)]).toHaveLength(1)
    await again.send_message("notes", null)
    expect(again.messages.at(-1)).toEqual({ type: "notes", data: 1 })
    await slide(again, 9)
    expect(shown(again)).toBe("9")
    const before = (await list(again)).find(({ id }) => id === "v4")
    const back = await restore(world, again, before?.id ?? "")
    expect([back.find(Slider).value, shown(back)]).toEqual([7, "7"])
    expect([...back.document.select(Div)]).toHaveLength(2)
    expect(world.errors).toEqual([])
  })

  it("are restored with other ids for models made from then on: windows may still name the earlier ones", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await move(world, window, 5)
    await window.click(window.find(Button, "add"))
    const { id } = window.find(Div, "added")
    const again = await restore(world, window, "v1")
    await again.click(again.find(Button, "add"))
    expect(Number(again.find(Div, "added").id.slice(1))).toBeGreaterThan(Number(id.slice(1)))
  })

  it("are restored with context.state as it was before anything of it changed", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await move(world, window, 5)
    await move(world, window, 6)
    const again = await restore(world, window, "v1")
    await again.send_message("notes", null)
    expect(again.messages.at(-1)?.data).toBe(0)
    expect((await list(again)).map(({ about }) => about)).toContain("at 6")
    const back = await restore(world, again, "v3")
    await back.send_message("notes", null)
    expect(back.messages.at(-1)?.data).toBe(2)
  })

  it("keep a visitor's HTML marked, whatever replaced it in between", async () => {
    const world = worldWith()
    const window = await world.open("/")
    for (const text of ["<form>", "words", "<b>more"]) {
      // oxlint-disable-next-line no-await-in-loop -- one version after the other
      await window.set(window.find(Div, "shown"), { text })
      // oxlint-disable-next-line no-await-in-loop -- the same
      await world.advance(31_000)
    }
    const classes = (from: TestSession) => [...from.find(Div, "shown").css_classes]
    const html = await restore(world, window, "v2")
    expect([shown(html), classes(html)]).toEqual(["<form>", ["bokeh-edge-from-visitor"]])
    const words = await restore(world, html, "v3")
    expect([shown(words), classes(words)]).toEqual(["words", []])
  })

  it("survive a hibernation and a kill", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await move(world, window, 5)
    await slide(window, 6)
    window.hibernate()
    await window.wake()
    await slide(window, 7)
    await world.advance(31_000)
    expect((await list(window)).map(({ id }) => id)).toEqual(["v3", "v2", "v1"])
    const again = await restore(world, window, "v1")
    expect(again.find(Slider).value).toBe(1)
  })

  it("are kept up to a number, and named ones for as long as they have a name", async () => {
    const world = worldWith({ keep: 4 })
    const window = await world.open("/")
    await slide(window, 2)
    await window.send_message("keep", "mine")
    for (const value of [3, 4, 5, 6]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await move(world, window, value)
    }
    expect((await list(window)).map(({ id, name }) => name ?? id)).toEqual([
      "v6",
      "v5",
      "v4",
      "mine",
    ])
    await expect(window.send_message("name", "v3")).rejects.toThrow(/no version 'v3'/)
    await window.send_message("name", "v4")
    expect((await list(window)).map(({ id, name }) => name ?? id)).toEqual([
      "v6",
      "v5",
      "named",
      "mine",
    ])
    await window.send_message("unname", "v2")
    await move(world, window, 7)
    expect(seen.length).toBe(4)
    expect((await list(window)).map(({ id }) => id)).toEqual(["v7", "v6", "v5", "v4"])
  })

  it("reject a name when named ones take all the room, and stay usable", async () => {
    const world = worldWith({ keep: 2 })
    const window = await world.open("/")
    await slide(window, 2)
    await window.send_message("keep", "one")
    await window.send_message("keep", "two")
    await expect(window.send_message("keep", "three")).rejects.toThrow(/all the room/)
    await move(world, window, 3)
    expect((await list(window)).map(({ name }) => name)).toEqual(["two", "one"])
    expect(shown(window)).toBe("3")
  })

  it("that can't be restored for lack of room change nothing, and report it", async () => {
    const world = worldWith({ keep: 2 })
    const window = await world.open("/")
    await slide(window, 11)
    await window.send_message("name", "v1")
    await window.send_message("keep", "all the room")
    await slide(window, 22)
    await expect(window.send_message("restore", "v1")).rejects.toThrow(/take all the room/)
    await world.advance(1000)
    await slide(window, 33)
    expect([window.closed, shown(window)]).toEqual([undefined, "33"])
  })

  it("can be restored when they are the oldest of a full list, and stay in the list", async () => {
    const world = worldWith({ keep: 3 })
    const window = await world.open("/")
    for (const value of [2, 3, 4, 5]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await move(world, window, value)
    }
    expect((await list(window)).map(({ id }) => id)).toEqual(["v5", "v4", "v3"])
    const again = await restore(world, window, "v3")
    expect([again.find(Slider).value, shown(again)]).toEqual([3, "3"])
    expect((await list(again)).map(({ id }) => id)).toEqual(["v6", "v5", "v3"])
    const only = worldWith({ keep: 1 })
    const lone = await only.open("/")
    await move(only, lone, 5)
    await slide(lone, 6)
    expect((await restore(only, lone, "v2")).find(Slider).value).toBe(5)
    expect([...world.errors, ...only.errors]).toEqual([])
  })

  it("stay unchanged when a state is too large to become a version", async () => {
    const world = worldWith({ bytes: 1500 })
    const window = await world.open("/")
    await move(world, window, 5)
    await window.set(window.find(Div, "shown"), { text: "large ".repeat(1000) })
    await expect(window.send_message("keep", "large")).rejects.toThrow(/bytes are too much/)
    await world.advance(31_000)
    expect(world.errors.join()).toContain("bytes are too much")
    expect((await list(window)).map(({ id }) => id)).toEqual(["v2", "v1"])
    await move(world, window, 6)
    const again = await restore(world, window, "v2")
    expect(again.find(Slider).value).toBe(5)
  })

  it("are restored without what callbacks of the state before still do", async () => {
    const { promise: answer, resolve } = Promise.withResolvers<void>()
    const restoring: Handler = (doc, context) => {
      const source = new ColumnDataSource({ data: { x: [1] } })
      const stream = async () => {
        source.stream({ x: [2] })
        await answer
        source.stream({ x: [3] })
      }
      doc.on_message("stream", without_document_lock(stream))
      doc.on_message("restore", () => context.versions.restore("v1"))
      doc.add_root(source)
    }
    const world = createWorld([app("/", restoring, { session: { versions: versions() } })])
    const window = await world.open("/")
    await window.send_message("stream", null)
    const restored = await restore(world, window, "v1")
    resolve()
    await world.settled()
    restored.hibernate()
    await restored.wake()
    expect([...(restored.find(ColumnDataSource).data["x"] ?? [])]).toEqual([1])
  })

  it("do not keep the first change from other windows when the state before it is too large", async () => {
    const build: Handler = (doc) => doc.add_root(new Slider({ start: 0, end: 9, value: 1 }))
    const world = new LifeWorld(app("/app", build))
    const socket = await world.connect()
    const [, id = ""] = /"name":"Slider","id":"(m\d+)"/.exec(await world.pull(socket)) ?? []
    await world.patch(socket, modelChanged(id, "title", "large ".repeat(1000)))
    world.route = app("/app", build, { session: { versions: versions({ bytes: 1500 }) } })
    world.evict()
    const other = await world.connect()
    await world.pull(other)
    socket.take()
    await world.patch(socket, modelChanged(id, "value", 5))
    expect(socket.takeTypes()).toContain("OK")
    expect(other.takeEvents()).toContainEqual(modelChanged(id, "value", 5))
    expect(world.errors).toContain("the first version could not be kept")
  })

  it("stay within their limit of bytes", async () => {
    const world = worldWith({ bytes: 1500 })
    const window = await world.open("/")
    for (const value of [3, 4, 5, 6, 7, 8, 9, 10]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await move(world, window, value)
    }
    const kept = await list(window)
    expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(1500)
    expect(kept[0]?.id).toBe("v9")
  })

  it("are published as they were", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await move(world, window, 5)
    await move(world, window, 6)
    await window.send_message("publish", "v2")
    await world.settled()
    const copy = await world.open(String(window.messages.at(-1)?.data))
    expect([copy.find(Slider).value, shown(copy)]).toEqual([5, "5"])
    await slide(copy, 8)
    expect(shown(copy)).toBe("8")
  })

  it("can be published before anything else is stored", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await window.send_message("keep", "first")
    await window.send_message("publish", "v2")
    const copy = await world.open(String(window.messages.at(-1)?.data))
    await slide(copy, 7)
    expect(shown(copy)).toBe("7")
  })

  it("can be restored before anything else is stored", async () => {
    const world = new LifeWorld(app("/app", handler, { session: { versions: versions() } }))
    const socket = await world.connect()
    for (const [msg_type, msg_data] of [
      ["keep", "first"],
      ["restore", "v2"],
    ]) {
      await world.patch(socket, { kind: "MessageSent", msg_type, msg_data }) // oxlint-disable-line no-await-in-loop -- one after the other
    }
    await world.advance(1000)
    world.evict()
    expect(await world.pull(await world.connect())).toContain('"value":1')
    expect(world.errors).toEqual([])
  })

  it("are restored without what callbacks of before still write into context.state", async () => {
    const { promise: heard, resolve } = Promise.withResolvers<void>()
    const build: Handler = (doc, context) => {
      const state = context.state({ notes: 0 })
      const late = without_document_lock(async () => {
        await heard
        state.notes = 99
      })
      doc.on_message("late", late)
      doc.on_message("keep", () => context.versions.keep("first"))
      doc.on_message("restore", (id) => context.versions.restore(String(id)))
      doc.on_message("notes", () => doc.send_message("notes", state.notes))
    }
    const world = createWorld([app("/", build, { session: { versions: versions() } })])
    const window = await world.open("/")
    await window.send_message("keep", null)
    await window.send_message("late", null)
    const back = await restore(world, window, "v1")
    resolve()
    await world.settled()
    await back.send_message("notes", null)
    expect(back.messages.at(-1)).toEqual({ type: "notes", data: 0 })
  })

  it("are published in the name of who opened the session, whoever woke it", async () => {
    const contexts: Context[] = []
    const snapshots = new MemorySnapshots(new FakeClock())
    const route = app("/app", (_doc, context) => void contexts.push(context), {
      session: { shared: "path", versions: versions() },
      connection: { connect: (_connection, context) => context.storage.get("seen") },
    })
    const world = new LifeWorld(route, { snapshots: (id) => snapshots.of(id) })
    const connect = (id: string) =>
      world.connect({ sessionId: sharedSessionId("place"), user: { id } })
    await connect("ann")
    const { id } = contexts[0]?.versions.keep("first") ?? { id: "" }
    world.evict()
    await connect("bob")
    const copy = await contexts[1]?.versions.publish(id, { title: "then" })
    expect(copy?.by).toBe("ann")
  })

  it("stay readable when one more cannot be stored", async () => {
    const contexts: Context[] = []
    const build: Handler = (doc, context) => {
      contexts.push(context)
      doc.add_root(new Slider({ start: 0, end: 9, value: 1 }))
    }
    const snapshots = new MemorySnapshots(new FakeClock())
    const route = app("/app", build, { session: { versions: versions({ keep: 2, every: 1 }) } })
    const world = new LifeWorld(route, { snapshots: (id) => snapshots.of(id) })
    await world.patch(await world.connect(), modelChanged("m3", "value", 5))
    await world.advance(2000)
    vi.spyOn(world.store, "setMeta").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    expect(() => contexts[0]?.versions.keep("late")).toThrow("the disk is full")
    const [all = []] = contexts.map((context) => context.versions.list())
    for (const { id } of all) await contexts[0]?.versions.publish(id, { title: "then" }) // oxlint-disable-line no-await-in-loop -- one after the other
    expect(contexts[0]?.snapshots).toHaveLength(2)
  })

  it("name the user who made the changes", async () => {
    const world = worldWith()
    const window = await world.open("/", { user: { id: "u1", name: "Ann" } })
    await move(world, window, 5)
    expect((await list(window)).map(({ by }) => by)).toEqual([["Ann"], []])
  })

  it("name a client without a user by the name that the app has attached, with its role", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await window.send_message("called", "Bob")
    await move(world, window, 5)
    const kept = await list(window)
    expect(kept.map(({ by, about }) => [by, about])).toEqual([
      [["Bob"], "at 5"],
      [[], "at 1"],
    ])
  })

  it("name each user once who has changed something, even when the session has left memory since", async () => {
    const world = worldWith()
    const window = await world.open("/", { user: { id: "u1", name: "Ann" } })
    await slide(window, 5)
    await world.advance(1000)
    window.hibernate()
    await window.wake()
    const other = await world.open("/", { session: window, user: { id: "u1" } })
    await move(world, other, 6)
    expect((await list(window)).map(({ by }) => by)).toEqual([["Ann", "u1"], []])
    window.hibernate()
    await window.wake()
    await move(world, other, 7)
    expect((await list(window))[0]?.by).toEqual(["u1"])
  })

  it("are stored when the last window closes", async () => {
    const world = worldWith()
    const window = await world.open("/")
    await slide(window, 5)
    await window.close()
    const again = await world.open("/", { session: window })
    expect((await list(again)).map(({ id }) => id)).toEqual(["v2", "v1"])
  })

  it("reject a missing version, an empty name, and a limit of zero", async () => {
    const window = await worldWith().open("/")
    await expect(window.send_message("restore", "v9")).rejects.toThrow(/no version 'v9'/)
    await expect(window.send_message("keep", "")).rejects.toThrow(/1 to \d+ characters/)
    expect(() => versions({ keep: 0 })).toThrow(SharingError)
  })
})

describe("a version that is damaged", () => {
  it("is reported when it is requested, while the session and the other versions stay as they were", async () => {
    const world = new LifeWorld(app("/", handler, { session: { versions: versions() } }))
    const socket = await world.connect()
    const pulled = await world.pull(socket)
    const [, slider = ""] = /"name":"Slider","id":"(m\d+)"/.exec(pulled) ?? []
    const say = async (msg_type: string, msg_data: unknown) => {
      await world.patch(socket, { kind: "MessageSent", msg_type, msg_data })
      return JSON.stringify(socket.take())
    }
    for (const value of [11, 22]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await world.patch(socket, modelChanged(slider, "value", value))
      // oxlint-disable-next-line no-await-in-loop
      await say("keep", `at ${value}`)
    }
    await say("list", null)
    const [last, before] = seen
    world.store.damage((bytes, record) =>
      record === `version ${(last?.id ?? "").slice(1)}` ? bytes.slice(0, 40) : bytes,
    )
    expect(await say("restore", last?.id)).toContain("can't be read")
    expect(await say("publish", last?.id)).toContain("can't be read")
    await say("list", null)
    expect(seen).toContainEqual(last)
    expect(await world.pull(socket)).toContain('"value":22')
    await say("restore", before?.id)
    await world.advance(1000)
    expect(await world.pull(await world.connect())).toContain('"value":11')
  })
})
