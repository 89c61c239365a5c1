// The origin of a session that begins with a copy, and what the session shows when the code no longer fits the copy.

import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import type { Handler } from "../../../src/app/handler.ts"
import { app } from "../../../src/app/route.ts"
import type { Document } from "../../../src/document/document.ts"
import { viewOf } from "../../../src/document/views.ts"
import {
  Column,
  ColumnDataSource,
  CustomJS,
  Div,
  FactorRange,
  Range1d,
  Slider,
  TextInput,
} from "../../../src/model/generated/models.ts"
import { DataModel } from "../../../src/model/own-model.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { versions } from "../../../src/session/versions/versions.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemorySnapshots } from "../../../src/testing/memory-snapshots.ts"
import { createWorld } from "../../../src/testing/world.ts"
import { viewers } from "../../../src/viewers.ts"
import { LifeWorld, settled } from "../../support/life.ts"
import { modelChanged } from "../../support/session.ts"

/** Ada has opened her session; the contexts are of all sessions, in the order in which they start. */
async function adasWorld() {
  const contexts: Context[] = []
  const world = createWorld([
    app("/a", (doc, context) => {
      contexts.push(context)
      doc.add_root(new Slider({ start: 0, end: 9, value: 0 }))
    }),
  ])
  await world.open("/a", { user: { id: "ada", name: "Ada" } })
  return { world, contexts }
}

describe("context.copy", () => {
  it("names the copy's author and its time, and is undefined in the author's own session", async () => {
    const { world, contexts } = await adasWorld()
    const { link, id, publishedAtMs } = (await contexts[0]?.publish({ title: "t", note: "n" })) ?? {
      link: "",
    }
    const copy = await world.open(link, { user: { id: "bob" } })
    const origin = { id, title: "t", note: "n", by: "Ada", publishedAtMs }
    expect([contexts[0]?.copy, contexts[1]?.copy]).toEqual([undefined, origin])
    await copy.set(copy.find(Slider), { value: 5 })
    copy.hibernate()
    await copy.wake()
    expect(contexts.at(-1)?.copy).toEqual(origin)
    const { length } = contexts
    await world.open(`${link}&bokeh-view`) // to look at only
    expect(contexts[length]?.copy).toEqual(origin)
    const again = await contexts[0]?.publish({ title: "t", by: "somebody" })
    expect(again?.by).toBe("somebody")
  })

  it("stays what it was when the author has deleted the copy since", async () => {
    const { world, contexts } = await adasWorld()
    const { link = "", id = "" } = (await contexts[0]?.publish({ title: "t" })) ?? {}
    const copy = await world.open(link, { user: { id: "bob" } })
    await copy.set(copy.find(Slider), { value: 5 })
    const origin = contexts[1]?.copy
    await contexts[0]?.unpublish(id)
    copy.hibernate()
    await copy.wake()
    expect(contexts.at(-1)?.copy).toEqual(origin)
    expect(origin?.by).toBe("Ada")
  })
})

describe("the arguments of a page's URL", () => {
  /** A slider for each of `n`, which copies carry. */
  const contexts: Context[] = []
  const sliders = app(
    "/a",
    (doc, context) => {
      contexts.push(context)
      const [n = "1"] = context.request.arguments["n"] ?? []
      for (let i = 0; i < Number(n); i++)
        doc.add_root(new Slider({ name: `${i}`, start: 0, end: 9, value: i }))
    },
    { copyArguments: ["n"], viewers: viewers({}) },
  )

  it("are in links to copies if the route names them, and the handler gets them there", async () => {
    const world = createWorld([sliders])
    contexts.length = 0
    const author = await world.open("/a?token=secret&n=3")
    await author.set(author.find(Slider, "2"), { value: 7 })
    const { link = "" } = (await contexts[0]?.publish({ title: "t" })) ?? {}
    expect(new URLSearchParams(link.split("?")[1]).getAll("n")).toEqual(["3"])
    expect(link).not.toContain("secret")
    const copy = await world.open(link)
    expect(["0", "1", "2"].map((name) => copy.find(Slider, name).value)).toEqual([0, 1, 7])
  })

  it("are the author's in the copy that a viewer makes, who adds those that the author has not", async () => {
    const world = createWorld([sliders])
    contexts.length = 0
    await world.open("/a?n=2")
    const viewer = await world.open(`${contexts[0]?.invite({ role: "viewer" }).link}&n=5&name=Val`)
    await viewer.send_message("bokeh_edge_copy", "")
    const led = viewer.messages.find(({ type }) => type === "bokeh_edge_go")
    expect(String(led?.data)).toMatch(/\?bokeh-snapshot=\w+&n=2&name=Val$/)
  })
})

describe("context.copyNews", () => {
  it("reports, without waking the original, whether and when its author has changed it", async () => {
    const contexts: Context[] = []
    const slider = app(
      "/a",
      (doc, context) => {
        contexts.push(context)
        doc.add_root(new Slider({ start: 0, end: 9, value: 0 }))
      },
      { session: { keep: 60 } },
    )
    const world = createWorld([slider])
    const author = await world.open("/a")
    await author.set(author.find(Slider), { value: 1 })
    await world.advance(5000)
    const { link, publishedAtMs = 0 } = (await contexts[0]?.publish({ title: "t" })) ?? { link: "" }
    await world.advance(5000)
    author.hibernate()
    const copy = await world.open(link)
    const news = () => contexts.find((context) => context.copy !== undefined)?.copyNews()
    expect(await contexts[0]?.copyNews()).toBeUndefined()
    expect(await news()).toEqual({ isThere: true, changedAtMs: undefined })
    const built = contexts.length
    await copy.set(copy.find(Slider), { value: 7 }) // the copy's own change is not news
    expect(await news()).toEqual({ isThere: true, changedAtMs: undefined })
    expect(contexts).toHaveLength(built)
    await author.wake()
    await author.set(author.find(Slider), { value: 2 })
    const changed = await news()
    expect((changed?.changedAtMs ?? 0) - publishedAtMs).toBe(5000)
    author.hibernate()
    expect(await news()).toEqual(changed)
    await author.close()
    await world.advance(2 * 60_000)
    expect(await news()).toEqual({ isThere: false, changedAtMs: undefined })
  })
})

describe("the news of a copy whose app limits context.undoable", () => {
  it("are about undoable changes only, and not about the link that the page shows", async () => {
    const contexts: Context[] = []
    const route = app(
      "/a",
      (doc, context) => {
        const slider = new Slider({ start: 0, end: 9, value: 0 })
        contexts.push(context)
        context.undoable([slider])
        context.onCreated(() => void (slider.value = 3))
        doc.add_root(new Column({ children: [slider, new TextInput({ value: "" })] }))
      },
      { session: { versions: versions() } },
    )
    const world = createWorld([route])
    const author = await world.open("/a")
    await world.advance(5000)
    const { link, publishedAtMs = 0 } = (await contexts[0]?.publish({ title: "t" })) ?? { link: "" }
    await world.advance(5000)
    await author.set(author.find(TextInput), { value: link })
    const copy = await world.open(link)
    const news = async () => (await contexts[1]?.copyNews())?.changedAtMs
    expect(await news()).toBeUndefined()
    await world.advance(5000)
    await author.set(author.find(Slider), { value: 2 })
    expect(((await news()) ?? 0) - publishedAtMs).toBe(10_000)
    author.hibernate()
    await author.wake()
    await author.set(author.find(TextInput), { value: "" })
    expect(((await news()) ?? 0) - publishedAtMs).toBe(10_000)
    await copy.close()
  })
})

describe("[S23] a copy of which only a layout has a place in the current code", () => {
  it.each([7, 3])(
    "is shown as it was (%d), without callbacks and with a notice, at the start and after a wake",
    async (value) => {
      const snapshots = new MemorySnapshots(new FakeClock())
      const options = { snapshots: (id: string) => snapshots.of(id) }
      const contexts: Context[] = []
      const old = new LifeWorld(
        app("/app", (doc, context) => {
          contexts.push(context)
          doc.add_root(new Column({ children: [new Slider({ start: 0, end: 9, value: 3 })] }))
        }),
        options,
      )
      const author = await old.connect()
      const id =
        /"type":"object","name":"Slider","id":"(\w+)"/.exec(await old.pull(author))?.[1] ?? ""
      await old.patch(author, modelChanged(id, "value", value)) // 3 is not a change
      const snapshot = await contexts[0]?.publish({ title: "t" })
      const next = new LifeWorld(
        app("/app", (doc) =>
          doc.add_root(new Column({ children: [new TextInput({ title: "new" })] })),
        ),
        options,
      )
      next.version = "2"
      const visitor = await next.connect({ snapshotId: snapshot?.id ?? "" })
      const shown = await next.pull(visitor)
      expect(shown).toContain("app no longer works with this copy")
      expect(shown).toContain(`"value":${value}`)
      expect(shown).not.toContain("TextInput")
      next.evict()
      expect(await next.pull(visitor)).toContain(`"value":${value}`)
      const [slider] = next.life.document?.select(Slider) ?? []
      await next.patch(visitor, modelChanged(slider?.id ?? "", "value", 8)) // the slider can be moved
      expect(visitor.takeTypes()).toEqual(["OK"])
      expect(await next.pull(visitor)).toContain('"value":8')
      expect(next.errors.filter((error) => !error.startsWith("the app was updated"))).toEqual([])
    },
  )
})

describe("[S23] a copy of which a single change has a place in the current code", () => {
  it("is shown as it was, with what somebody had moved, also on an axis of categories", async () => {
    const snapshots = new MemorySnapshots(new FakeClock())
    const options = { snapshots: (id: string) => snapshots.of(id) }
    const contexts: Context[] = []
    const plot = figure({ name: "plot", x_range: ["a", "b", "c"] })
    const said = new Div({ text: "" })
    const old = new LifeWorld(
      app("/app", (doc, context) => {
        contexts.push(context)
        doc.add_root(new Column({ children: [said, plot] }))
      }),
      options,
    )
    const author = await old.connect({ bokehVersion: "3.10.0" })
    await old.pull(author)
    const ends = [
      modelChanged(plot.x_range.id, "start", 1),
      modelChanged(plot.x_range.id, "end", 2),
    ]
    await old.patch(author, ...ends, rangesUpdate(plot.id))
    said.text = "moved"
    const snapshot = await contexts[0]?.publish({ title: "t" })
    const next = new LifeWorld(
      app("/app", (doc) => doc.add_root(new Div({ text: "new" }))),
      options,
    )
    next.version = "2"
    const visitor = await next.connect({ snapshotId: snapshot?.id ?? "" })
    expect(await next.pull(visitor)).toContain("app no longer works with this copy")
    const [range] = next.life.document?.select(FactorRange) ?? []
    expect(range && viewOf(range)).toEqual({ now: [1, 2], initial: [null, null] })
  })
})

/** What the visitor of a copy has in newer code. */
async function inNewCode(old: Handler, now: Handler) {
  const snapshots = new MemorySnapshots(new FakeClock())
  const options = { snapshots: (id: string) => snapshots.of(id) }
  let context: Context | undefined
  const author = new LifeWorld(
    app("/app", (doc, given) => {
      context = given
      return old(doc, given)
    }),
    options,
  )
  await author.connect()
  const snapshot = await context?.publish({ title: "t" })
  const world = new LifeWorld(app("/app", now), options)
  world.version = "2"
  const visitor = await world.connect({ snapshotId: snapshot?.id ?? "" })
  const { document } = world.life
  if (document === undefined) throw new Error("the session has no document")
  return { world, visitor, document, json: await world.pull(visitor) }
}

describe("[S23] a copy in newer code that builds other values", () => {
  /** A plot of data that each session computes, and what depends on them. */
  function sales(data: Readonly<Record<string, number[]>>): Handler {
    return (doc) => {
      const source = new ColumnDataSource({ data })
      const plot = figure({ x_range: [0, Math.max(...(data["x"] ?? []))] })
      plot.line("x", "y", { source })
      doc.on_message("add", () => source.stream({ x: [9], y: [9] }))
      const text = `x = ${String(data["x"])}`
      doc.add_root(new Column({ children: [new Div({ text }), plot] }))
    }
  }
  const then = { x: [1, 2, 3], y: [4, 6, 5] }

  function seen(document: Document) {
    const [range, source] = [document.select(Range1d)[0], document.select(ColumnDataSource)[0]]
    return { data: source?.data, end: range?.end, text: document.select(Div).at(-1)?.text }
  }

  it("shows the data, ends and texts that were sent, with the newer code's callbacks", async () => {
    const now = sales({ x: [7, 8], y: [1, 1] })
    const { world, visitor, document } = await inNewCode(sales(then), now)
    expect(seen(document)).toEqual({ data: then, end: 3, text: "x = 1,2,3" })
    const message = { kind: "MessageSent", msg_type: "add", msg_data: null }
    await world.patch(visitor, message)
    const added = { data: { x: [1, 2, 3, 9], y: [4, 6, 5, 9] }, end: 3, text: "x = 1,2,3" }
    expect(seen(document)).toEqual(added)
    world.evict()
    await world.patch(visitor, message)
    expect(world.life.document?.select(ColumnDataSource)[0]?.data).toEqual({
      x: [1, 2, 3, 9, 9],
      y: [4, 6, 5, 9, 9],
    })
  })

  it("has fields, models, code and marks of the newer code", async () => {
    const old: Handler = (doc) => {
      const div = new Div({ text: "old", tags: ["old"] })
      div.js_on_change("text", new CustomJS({ code: "old" }))
      const plot = figure({ name: "plot", tools: "" })
      plot.scatter("x", "y", { source: new ColumnDataSource({ data: then }) })
      doc.add_root(new Column({ children: [div, plot] }))
    }
    const now: Handler = (doc, context) => {
      const div = context.ownerOnly(new Div({ text: "new", tags: ["new"] }))
      div.js_on_change("text", new CustomJS({ code: "new" }))
      const plot = figure({ name: "plot", tools: "pan" })
      plot.scatter("x", "z", {
        source: new ColumnDataSource({ data: { x: [1, 2, 3], z: [7, 8, 9] } }),
      })
      doc.add_root(new Column({ children: [div, plot] }))
    }
    const { document, json } = await inNewCode(old, now)
    expect(document.select(Div)[0]?.tags).toEqual(["new", "bokeh-edge-owner-only"])
    expect(document.select(CustomJS)[0]?.code).toBe("new")
    expect(document.select(ColumnDataSource).map(({ data }) => data)).toContainEqual({
      ...then,
      z: [7, 8, 9],
    })
    expect(json).toContain('"field":"z"')
    expect(json).toContain("PanTool")
  })

  it("loses nothing else where the newer code's own model has fewer properties", async () => {
    const build =
      (defaults: object): Handler =>
      (doc) =>
        doc.add_root(
          new (DataModel("Mark", { ...defaults, label: "" }))({ label: "new", ...defaults }),
        )
    const { document, json } = await inNewCode(build({ height: 1, label: "sent" }), build({}))
    expect(json).not.toContain("no longer works with this copy")
    expect(document.roots[0]).toMatchObject({ label: "sent" })
  })

  it("is shown as it was where the newer code's columns are of another length", async () => {
    const now = sales({ x: [7, 8], y: [1, 1], z: [2, 2] })
    const { document, json } = await inNewCode(sales(then), now)
    expect(json).toContain("app no longer works with this copy")
    expect(seen(document)).toEqual({ data: then, end: 3, text: "x = 1,2,3" })
  })
})

/** A copy of a document with a slider and a data model, which any app may open. */
async function copyOf(value: number) {
  const snapshots = new MemorySnapshots(new FakeClock())
  const options = { snapshots: (id: string) => snapshots.of(id) }
  const contexts: Context[] = []
  const Mark = DataModel("Mark", { height: 1 })
  const author = new LifeWorld(
    app("/app", (doc, context) => {
      contexts.push(context)
      doc.add_root(new Slider({ start: 0, end: 9, value, tags: [new Mark({ height: 2 })] }))
    }),
    options,
  )
  await author.connect()
  const { id = "" } = (await contexts[0]?.publish({ title: "t" })) ?? {}
  return { snapshotId: id, options }
}

describe("[S23] a copy with which the handler fails", () => {
  it.each<readonly [how: string, handler: Handler, seconds: number]>([
    ["throws", () => fail(), 0],
    [
      "throws when it has added a root",
      (doc) => (doc.add_root(new Div({ text: "half" })), fail()),
      0,
    ],
    ["rejects", () => Promise.reject(new Error("the app is at fault")), 0],
    ["does not end", () => new Promise(() => undefined), 20],
  ])("is shown as it was when it %s", async (_how, handler, seconds) => {
    const { snapshotId, options } = await copyOf(7)
    const world = new LifeWorld(app("/app", handler), options)
    const connecting = world.connect({ snapshotId })
    await settled() // the handler is running
    await world.advance(seconds * 1000)
    const visitor = await connecting
    const shown = await world.pull(visitor)
    expect(shown).toContain("The app no longer works with this copy")
    expect(shown).toContain('"value":7')
    expect(shown).not.toContain("half")
    const [slider] = world.life.document?.select(Slider) ?? []
    await world.patch(visitor, modelChanged(slider?.id ?? "", "value", 8))
    expect(visitor.takeTypes()).toEqual(["OK"])
    expect(world.errors).toEqual(["the app failed with a copy"])
  })

  it("is shown as it was to windows that were open when the code began to fail", async () => {
    const { snapshotId, options } = await copyOf(7)
    const world = new LifeWorld(
      app("/app", (doc) => doc.add_root(new Slider({ start: 0, end: 9, value: 7 }))),
      options,
    )
    const window = await world.connect({ snapshotId })
    world.route = app("/app", () => fail())
    world.evict()
    await world.pull(window)
    expect(window.closed?.code).toBe(4004)
    const again = await world.connect({ snapshotId })
    expect(await world.pull(again)).toContain("The app no longer works with this copy")
  })
})

function fail(): never {
  throw new Error("the app is at fault")
}

/** As BokehJS sends it when somebody has moved a plot. */
function rangesUpdate(id: string): object {
  const values = {
    type: "map",
    entries: [
      ["model", { id }],
      ["x0", 1],
      ["x1", 2],
      ["y0", 0],
      ["y1", 1],
    ],
  }
  const data = { type: "event", name: "rangesupdate", values }
  return { kind: "MessageSent", msg_type: "bokeh_event", msg_data: data }
}
