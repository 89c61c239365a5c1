// A stored item that can't be read, or a write that failed: only that item is lost, and nothing else of the session.

import {
  app,
  BoxEditTool,
  column,
  Div,
  type Document,
  figure,
  GlyphRenderer,
  Slider,
} from "bokeh-edge"
import { describe, expect, it, vi } from "vitest"

import { LifeWorld } from "../../support/life.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { modelChanged } from "../../support/session.ts"

const build = (doc: Document) => {
  const slider = new Slider({ name: "slider", start: 0, end: 99, value: 0 })
  const text = new Div({ name: "text", text: "start" })
  doc.add_root(column(slider, text))
}

async function started(): Promise<RestartableSession> {
  const session = new RestartableSession(build)
  await session.restart()
  return session
}

const idOf = ({ document }: RestartableSession, name: string) =>
  document.get_model_by_name(name)?.id ?? ""
const set = (session: RestartableSession, name: string, attr: string, value: unknown) =>
  session.patch(modelChanged(idOf(session, name), attr, value))
const values = ({ document }: RestartableSession) => [
  document.select_one(Slider)?.value,
  ...[...document.select(Div)].map(({ text }) => text).toSorted(),
]

const added = {
  kind: "RootAdded",
  model: { type: "object", name: "Div", id: "p1", attributes: { text: "theirs" } },
}

describe("[S11] a write that fails", () => {
  it("is answered with ERROR, and the next write is a checkpoint after which nothing is missing", async () => {
    const session = await started()
    await set(session, "slider", "value", 5)
    const append = vi.spyOn(session.store, "appendTurn").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    expect(await session.patch(added)).toBe("ERROR")
    expect(await session.patch(modelChanged("p1", "text", "changed"))).toBe("OK")
    expect(await set(session, "slider", "value", 50)).toBe("OK")
    append.mockRestore()
    await session.restart()
    expect(values(session)).toEqual([50, "changed", "start"])
  })

  it("of a checkpoint is made up for by the next change", async () => {
    const session = await started()
    const replace = vi.spyOn(session.store, "replaceCheckpoint").mockImplementation(() => {
      throw new Error("the disk is full")
    })
    const append = vi.spyOn(session.store, "appendTurn").mockImplementation(() => {
      throw new Error("the disk is full")
    })
    for (const value of [1, 2]) {
      expect(await set(session, "slider", "value", value)).toBe("ERROR")
    }
    replace.mockRestore()
    append.mockRestore()
    expect(await set(session, "text", "text", "later")).toBe("OK")
    await session.restart()
    expect(values(session)).toEqual([2, "later"])
  })

  it("is made up for while a window shows the change, even if nothing else changes", async () => {
    const world = new LifeWorld(app("/app", build))
    const socket = await world.connect()
    const [, id = ""] = /"name":"Slider","id":"(m\d+)"/.exec(await world.pull(socket)) ?? []
    await world.advance(2000)
    const full = () => {
      throw new Error("the disk is full")
    }
    const append = vi.spyOn(world.store, "appendTurn").mockImplementation(full)
    const replace = vi.spyOn(world.store, "replaceCheckpoint").mockImplementation(full)
    await world.patch(socket, modelChanged(id, "value", 7))
    await world.advance(15_000)
    for (const spy of [append, replace]) spy.mockRestore()
    await world.advance(10_000)
    world.evict()
    expect(await world.pull(socket)).toContain('"value":7')
  })

  it("leaves nothing half stored: the next wake finds no damage", async () => {
    const session = new RestartableSession(build)
    vi.spyOn(session.store, "replaceCheckpoint").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    await session.restart()
    expect(session.errors).toEqual(["a change could not be stored"])
    await session.restart()
    expect(session.errors).toEqual(["a change could not be stored"])
    expect(session.store.baseBytes).toBeGreaterThan(0)
  })

  it("at an update keeps the changes and the base that they belong to", async () => {
    const world = new LifeWorld(app("/app", build))
    const socket = await world.connect()
    const body = await world.pull(socket)
    const [, id = ""] = /"name":"Slider","id":"(m\d+)"/.exec(body) ?? []
    await world.patch(socket, modelChanged(id, "value", 7))
    const { base, checkpoint } = world.store
    world.version = "2"
    vi.spyOn(world.store, "replaceNamed").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    world.evict()
    await world.send(socket, "PULL-DOC-REQ")
    expect([world.store.base, world.store.checkpoint]).toEqual([base, checkpoint])
    const again = await world.connect()
    expect(await world.pull(again)).toContain('"value":7')
  })
})

describe("[S11] a stored item that can't be read", () => {
  it.each<readonly [string, object]>([
    ["an event of a model that was never stored", modelChanged("m999", "text", "x")],
    ["an event with a value of another kind", modelChanged("m1", "reconnect_session", "maybe")],
    ["an event of a kind that nobody knows", { kind: "Other" }],
    ["a model of a type that can't be made", { ...added, model: { type: "object", name: 7 } }],
  ])("%s loses only that item, and is logged", async (_what, event) => {
    const session = await started()
    await set(session, "slider", "value", 5)
    const json = JSON.stringify({ lastNumber: 9, events: [event] })
    session.store.appendTurn({ json, buffers: [] })
    await set(session, "text", "text", "later")
    await session.restart()
    expect(values(session)).toEqual([5, "later"])
    expect(session.errors).toHaveLength(1)
  })

  it("is named by its model's type when it is a change of a property", async () => {
    const world = new LifeWorld(app("/app", build))
    const socket = await world.connect()
    const [, id = ""] = /"name":"Slider","id":"(m\d+)"/.exec(await world.pull(socket)) ?? []
    await world.patch(socket, modelChanged(id, "value", 7))
    const events = [modelChanged(id, "end", "far"), { kind: "Other" }]
    world.store.appendTurn({ json: JSON.stringify({ lastNumber: 9, events }), buffers: [] })
    world.evict()
    await world.send(socket, "PULL-DOC-REQ")
    expect(world.warnings.at(-1)).toMatchObject({
      values: [
        { id, type: "Slider", attr: "end" },
        { id: "", type: "" },
      ],
    })
  })

  it("is left out of what is pulled when it is a property that its type no longer has", async () => {
    const session = await started()
    await set(session, "slider", "value", 5)
    const { base } = session.store
    const content = JSON.stringify(base?.content).replace('"end":99', '"end":99,"bar_size":3')
    session.store.replaceBase({ json: content, buffers: [] })
    await session.restart()
    expect(values(session)).toEqual([5, "start"])
    expect(session.errors).toHaveLength(1)
    expect(JSON.stringify((await session.pull()).content)).not.toContain("bar_size")
  })

  it.each([
    ["has another name", '"last":99', 2],
    ["is not there", '"name":"slider"', 1],
  ])(
    "is left out of what is pulled when it is a model of which a required property %s",
    async (_how, is, told) => {
      const session = await started()
      const { base } = session.store
      const content = JSON.stringify(base?.content).replace('"end":99', is)
      session.store.replaceBase({ json: content, buffers: [] })
      await session.restart()
      expect(values(session)).toEqual([undefined, "start"])
      expect(session.errors).toHaveLength(told)
      expect(JSON.stringify((await session.pull()).content)).not.toContain("Slider")
    },
  )
})

describe("[S11] a tool whose renderer is no longer valid, as an earlier version stored it", () => {
  const edited = (doc: Document) => {
    build(doc)
    const plot = figure({ width: 200, height: 200 })
    plot.line([1, 2], [1, 2])
    plot.add_tools(new BoxEditTool({ renderers: [plot.rect([1], [1], 1, 1)] }))
    doc.add_root(plot)
  }
  const tool = ({ document }: RestartableSession) => document.select_one(BoxEditTool)
  const edits = (session: RestartableSession) =>
    tool(session)?.renderers.map(({ glyph }) => glyph.type)
  const lineOf = ({ document }: RestartableSession) =>
    [...document.select(GlyphRenderer)].find(({ glyph }) => glyph.type === "Line")?.id

  async function changed(): Promise<RestartableSession> {
    const session = new RestartableSession(edited)
    await session.restart()
    await set(session, "slider", "value", 5)
    return session
  }

  it("keeps in a change what the app gave it", async () => {
    const session = await changed()
    const event = modelChanged(tool(session)?.id ?? "", "renderers", [{ id: lineOf(session) }])
    session.store.appendTurn({
      json: JSON.stringify({ lastNumber: 99, events: [event] }),
      buffers: [],
    })
    await set(session, "text", "text", "later")
    await session.restart()
    expect(values(session)).toEqual([5, "later"])
    expect(edits(session)).toEqual(["Rect"])
    expect(session.errors).toHaveLength(1)
  })

  it("keeps in the base what the app gives it now", async () => {
    const session = await changed()
    const id = tool(session)?.id
    const { content } = session.store.base ?? {}
    const json = JSON.stringify(content, (_key, row: unknown) =>
      Array.isArray(row) && row[0] === id
        ? [id, row[1], { renderers: [{ id: lineOf(session) }] }]
        : row,
    )
    expect(json).not.toBe(JSON.stringify(content))
    session.store.replaceBase({ json, buffers: [] })
    await session.restart()
    expect([values(session), edits(session)]).toEqual([[5, "start"], ["Rect"]])
    expect(session.errors).toEqual([expect.stringContaining("BoxEditTool.renderers[0] must be")])
    expect(JSON.stringify((await session.pull()).content)).toContain("BoxEditTool")
  })
})

describe("a session whose stored owner can't be read", () => {
  it("still belongs to that user and nobody else, and is not started by a guest", async () => {
    const world = new LifeWorld(app("/app", build))
    const ada = await world.connect({ user: { id: "ada" } })
    await world.patch(ada, modelChanged("m4", "value", 5))
    await world.close(ada)
    world.evict()
    world.store.setMeta("open", "{")
    for (const user of [{ user: { id: "mallory" } }, {}, { inviteId: "x", mayStart: false }]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await world.connect(user)).closed?.code).toBe(4007)
    }
    const back = await world.connect({ user: { id: "ada" } })
    expect(await world.pull(back)).toContain('"value":5')
    world.evict()
    expect((await world.connect({ user: { id: "mallory" } })).closed?.code).toBe(4007)
  })
})
