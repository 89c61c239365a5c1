import { describe, expect, it, vi } from "vitest"

import { decodeModels, encodeModels } from "../../../src/document/model-bundle.ts"
import { viewOf } from "../../../src/document/views.ts"
import { Div, Range1d } from "../../../src/model/generated/models.ts"
import { Figure, figure } from "../../../src/plotting/figure.ts"
import type { FakePeer } from "../../support/fake-peer.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const VIEW = { x0: 1, x1: 5, y0: 2, y1: 8 }

/** An event of a plot's, as BokehJS sends it. */
function plotEvent(id: string, name: string): object {
  const values = { type: "map", entries: Object.entries({ model: { id }, ...VIEW }) }
  return { kind: "MessageSent", msg_type: "bokeh_event", msg_data: { type: "event", name, values } }
}

/** A plot with an automatic x range and a set y range, in two windows. */
function plotApp(ranges?: "shared" | "own") {
  const plot = figure({ y_range: [0, 10] })
  const session = createSession((doc) => doc.add_root(plot), {}, ranges)
  const pulled = (attr: string, id: string): unknown => {
    const peer = session.join()
    session.send(peer, "PULL-DOC-REQ", {})
    const reply = JSON.stringify(peer.take()[0]?.content)
    const attributes =
      new RegExp(`"id":"${id}","attributes":(\\{[^{}]*\\})`).exec(reply)?.[1] ?? "{}"
    return (JSON.parse(attributes) as Record<string, unknown>)[attr]
  }
  const [one, two] = [session.join({ isBokehJs: true }), session.join({ isBokehJs: true })]
  const program = session.join()
  const [x, y] = [plot.x_range, plot.y_range]
  const see = (peer: FakePeer, end: string, ...more: readonly object[]) =>
    session.patch(peer, ...more, plotEvent(plot.id, end))
  return { ...session, plot, x, y, one, two, program, pulled, see }
}

describe("[S19] a range's end", () => {
  it("belongs to the window that computes it: callbacks see it, other windows do not, and it is not stored", () => {
    const { one, two, program, patch, x, pulled, store } = plotApp()
    const seen: unknown[] = []
    x.on_change("end", (_attr, _old, end) => void seen.push(end))
    patch(one, modelChanged(x.id, "start", 1), modelChanged(x.id, "end", 5))
    expect([two.take(), program.takeEvents().length]).toEqual([[], 2])
    expect([seen, pulled("start", x.id), store.recordCount]).toEqual([[5], undefined, 0])
  })

  it("is the same in all windows when a program sets it", () => {
    const { one, two, program, patch, x, pulled, store } = plotApp()
    patch(program, modelChanged(x.id, "start", 1))
    expect([one.takeEvents().length, two.takeEvents().length]).toEqual([1, 1])
    expect([pulled("start", x.id), store.recordCount]).toEqual([1, 1])
  })

  it("is stored and pulled when a range with set ends is panned", () => {
    const { one, two, patch, y, pulled, store } = plotApp()
    patch(one, modelChanged(y.id, "start", 1))
    expect([two.takeEvents().length, pulled("start", y.id), store.recordCount]).toEqual([1, 1, 1])
  })

  it("is the same in all windows when the server sets it", async () => {
    const { one, two, patch, x, pulled, store, settle } = plotApp()
    patch(one, modelChanged(x.id, "start", 1))
    x.update({ start: 2 })
    await settle()
    expect(one.takeEvents()).toEqual([modelChanged(x.id, "start", 2)])
    expect([two.takeEvents().length, pulled("start", x.id), store.recordCount]).toEqual([1, 2, 1])
    patch(one, modelChanged(x.id, "start", 3))
    expect([two.take(), pulled("start", x.id)]).toEqual([[], 2])
  })

  it("is each window's own where the route says so: callbacks see it, other windows do not", async () => {
    const { one, two, patch, x, y, pulled, store, settle } = plotApp("own")
    const seen: unknown[] = []
    y.on_change("end", (_attr, _old, end) => void seen.push(end))
    patch(one, modelChanged(y.id, "start", 1), modelChanged(y.id, "end", 5))
    patch(one, modelChanged(y.id, "end", 6), modelChanged(x.id, "end", 6))
    expect([seen, one.takeTypes(), two.take()]).toEqual([[5, 6], ["OK", "OK"], []])
    expect([pulled("start", y.id), pulled("end", y.id), store.recordCount]).toEqual([0, 10, 0])
    y.update({ end: 7 })
    await settle()
    expect([one.takeEvents(), two.takeEvents()]).toEqual([
      [modelChanged(y.id, "end", 7)],
      [modelChanged(y.id, "end", 7)],
    ])
    expect([pulled("end", y.id), store.recordCount]).toEqual([7, 1])
  })

  it("[S20] is sent and stored immediately when a pan begins, then its last value each moment and each second", () => {
    const { one, two, patch, y, pulled, store, clock } = plotApp()
    for (let i = 1; i <= 240; i++) {
      patch(one, modelChanged(y.id, "start", i), modelChanged(y.id, "end", 10 + i))
      clock.advance(10)
    }
    expect(store.recordCount).toBe(1 + 2)
    clock.advance(1000)
    const starts = two.takeEvents().filter((event) => JSON.stringify(event).includes("start"))
    expect(starts).toHaveLength(49)
    expect([starts[0], starts.at(-1)]).toEqual([
      modelChanged(y.id, "start", 1),
      modelChanged(y.id, "start", 240),
    ])
    expect(one.takeTypes()).toEqual(Array.from({ length: 240 }, () => "OK"))
    expect([pulled("end", y.id), store.recordCount]).toEqual([250, 1 + 2 + 1])
    expect(JSON.stringify(store.turns.at(-1)?.content)).toContain('"new":250')
    clock.advance(1000)
    expect(clock.nextMs).toBeUndefined()
  })

  it("[S20] is stored before the OK leaves for the message that ends its pan", async () => {
    const { one, see, patch, y, store, clock, settle } = plotApp()
    see(one, "rangesupdate")
    for (const i of [3, 4, 5]) patch(one, modelChanged(y.id, "start", i))
    see(one, "rangesupdate")
    await settle()
    expect([one.takeTypes(), store.recordCount]).toEqual([Array(4).fill("OK"), 1])
    clock.advance(1000)
    expect(JSON.stringify(store.turns.at(-1)?.content)).toContain('"new":2')
    await settle()
    expect([one.takeTypes(), store.recordCount]).toEqual([["OK"], 2])
  })

  it("[S20] is stored together with changes that must be stored immediately", () => {
    const { one, patch, plot, y, store, clock } = plotApp()
    for (const i of [1, 2]) patch(one, modelChanged(y.id, "start", i))
    patch(one, modelChanged(plot.id, "width", 300))
    expect(JSON.stringify(store.turns.at(-1)?.content)).toContain('"new":2')
    expect(store.recordCount).toBe(2)
    clock.advance(2000)
    expect([store.recordCount, clock.nextMs]).toEqual([2, undefined])
  })

  it("[S20] is not acknowledged at the end of its pan when it can't be stored", async () => {
    const { one, see, patch, y, store, clock, settle, errors } = plotApp()
    see(one, "rangesupdate")
    patch(one, modelChanged(y.id, "start", 3))
    see(one, "rangesupdate")
    one.take()
    vi.spyOn(store, "appendTurn").mockImplementation(() => {
      throw new Error("the disk is full")
    })
    clock.advance(1000)
    await settle()
    expect([one.takeTypes(), errors.length]).toEqual([["ERROR"], 1])
  })

  it("[S20] is acknowledged at the end of its pan although something else could not be stored before", async () => {
    const { one, see, patch, plot, y, store, clock, settle } = plotApp()
    const full = vi.spyOn(store, "appendTurn").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    for (const width of [300, 400]) patch(one, modelChanged(plot.id, "width", width))
    expect(full).toHaveBeenCalledTimes(1)
    clock.advance(60_000)
    see(one, "rangesupdate")
    patch(one, modelChanged(y.id, "start", 3))
    see(one, "rangesupdate")
    one.take()
    patch(one, modelChanged(plot.id, "width", 500))
    await settle()
    expect(one.takeTypes()).toEqual(["OK", "OK"])
  })

  it("[S20] ends equal in two windows that pan at the same time", () => {
    const { one, two, program, patch, y, store, session, clock } = plotApp()
    patch(one, modelChanged(y.id, "start", 1))
    patch(one, modelChanged(y.id, "start", 2), modelChanged(y.id, "end", 12))
    patch(two, modelChanged(y.id, "start", 3))
    clock.advance(50)
    expect(one.takeEvents()).toEqual([modelChanged(y.id, "start", 3)])
    expect(two.takeEvents()).toEqual([
      modelChanged(y.id, "start", 1),
      modelChanged(y.id, "end", 12),
    ])
    clock.advance(5000)
    expect(two.takeEvents()).toEqual([modelChanged(y.id, "start", 3)]) // it may have crossed the first
    patch(one, modelChanged(y.id, "start", 4))
    patch(one, modelChanged(y.id, "start", 5))
    session.close(one)
    session.close(two)
    session.close(program)
    expect(JSON.stringify(store.turns.at(-1)?.content)).toContain('"new":5')
  })

  it("[S12] is equal again in a window that moved it while another window's view was on its way", () => {
    const { one, join, patch, see, x, y, clock } = plotApp()
    const two = join({ isBokehJs: true, bokehVersion: "3.10.0" })
    const ends = { [x.id]: [1, 5], [y.id]: [2, 8] }
    const all = Object.entries(ends).flatMap(([id, [start, end]]) => [
      modelChanged(id, "start", start),
      modelChanged(id, "end", end),
    ])
    see(one, "rangesupdate", ...all)
    clock.advance(20_000)
    two.take()
    see(one, "rangesupdate") // nothing changes any more, and the view has all four ends
    expect(JSON.stringify(two.takeEvents())).toContain("bokeh_edge_view")
    patch(two, modelChanged(y.id, "start", 3))
    clock.advance(5000)
    expect(two.takeEvents()).toEqual([modelChanged(y.id, "start", 3)])
  })

  it("[S20] is dropped when its plot leaves during the pan", async () => {
    const { one, two, patch, plot, y, document, settle, clock, errors } = plotApp()
    patch(one, modelChanged(y.id, "start", 1))
    patch(one, modelChanged(y.id, "start", 2))
    document.remove_root(plot)
    await settle()
    two.take()
    clock.advance(100)
    expect([two.take(), errors]).toEqual([[], []])
  })

  it("[S20] that the server sets is not overtaken by values that were held back", async () => {
    const { one, two, patch, y, settle, clock } = plotApp()
    patch(one, modelChanged(y.id, "start", 1))
    patch(one, modelChanged(y.id, "start", 2))
    y.update({ start: 9 })
    await settle()
    clock.advance(100)
    expect(one.takeEvents()).toEqual([modelChanged(y.id, "start", 9)])
    expect(two.takeEvents().at(-1)).toEqual(modelChanged(y.id, "start", 9))
  })
})

describe("[S19] a range that a user has moved", () => {
  const moved = ({ id }: { readonly id: string }) => [
    modelChanged(id, "start", 1),
    modelChanged(id, "end", 5),
  ]

  it("is shared by all windows after RangesUpdate: sent, stored and pulled, on both axes", () => {
    const { one, two, patch, see, x, y, pulled, store } = plotApp()
    patch(one, ...moved(x))
    expect([two.take(), store.recordCount]).toEqual([[], 0])
    see(one, "rangesupdate")
    expect(two.takeEvents()).toEqual([
      ...moved(x),
      modelChanged(y.id, "start", 2),
      modelChanged(y.id, "end", 8),
    ])
    expect([pulled("start", x.id), pulled("end", x.id), pulled("end", y.id)]).toEqual([1, 5, 8])
    expect([one.takeEvents(), store.recordCount]).toEqual([[], 1])
  })

  it("is followed from the start of a gesture to its end", () => {
    const { one, two, patch, see, x, clock } = plotApp()
    see(one, "lodstart")
    patch(one, modelChanged(x.id, "start", 1))
    expect(two.takeEvents()).toEqual([modelChanged(x.id, "start", 1)])
    clock.advance(100)
    see(one, "rangesupdate")
    patch(one, modelChanged(x.id, "start", -5)) // computed anew
    clock.advance(100)
    expect(two.takeEvents()).not.toContainEqual(modelChanged(x.id, "start", -5))
  })

  it("stays where others have moved it since, when a window that moved it before begins a gesture", () => {
    const { one, two, patch, see, x, y, pulled } = plotApp()
    see(one, "rangesupdate", ...moved(x))
    see(two, "lodstart")
    for (const { id } of [x, y])
      patch(two, modelChanged(id, "start", 3), modelChanged(id, "end", 7))
    one.take()
    two.take()
    see(one, "lodstart")
    expect(two.takeEvents()).toEqual([])
    expect([x, y].map(({ id }) => [pulled("start", id), pulled("end", id)])).toEqual([
      [3, 7],
      [3, 7],
    ])
  })

  it("is not replaced by what another window computes for itself during the gesture", () => {
    const { one, two, patch, see, x, pulled, clock } = plotApp()
    see(one, "rangesupdate", ...moved(x))
    two.take()
    patch(two, modelChanged(x.id, "start", -0.25), modelChanged(x.id, "end", 5.25))
    clock.advance(10_000)
    expect([one.takeEvents(), pulled("start", x.id), pulled("end", x.id)]).toEqual([[], 1, 5])
  })

  it("is followed to the end of its gesture when a script leads another plot meanwhile", () => {
    const [first, second] = [figure(), figure()]
    const { patch, join, clock } = createSession((doc) => {
      for (const plot of [first, second]) doc.add_root(plot)
    })
    const [one, two] = [join({ isBokehJs: true }), join({ isBokehJs: true })]
    patch(one, plotEvent(first.id, "lodstart"))
    patch(one, ...moved(second.x_range), plotEvent(second.id, "rangesupdate"))
    clock.advance(100)
    two.take()
    patch(one, modelChanged(first.x_range.id, "start", 3))
    expect(two.takeEvents()).toEqual([modelChanged(first.x_range.id, "start", 3)])
  })

  it("is released by Reset: windows that open later compute it again", () => {
    const { one, patch, see, x, y, pulled } = plotApp()
    see(one, "rangesupdate", ...moved(x))
    patch(one, modelChanged(y.id, "start", 0), modelChanged(y.id, "end", 10))
    see(one, "reset", modelChanged(x.id, "start", -0.25), modelChanged(x.id, "end", 5.25))
    expect([pulled("start", x.id), pulled("end", x.id)]).toEqual([undefined, undefined])
    expect([pulled("start", y.id), pulled("end", y.id)]).toEqual([0, 10])
  })

  it("is not followed by others after its Reset: values still on the way stay in that window", () => {
    const { one, two, program, patch, see, x, clock } = plotApp()
    see(one, "lodstart")
    for (const i of [1, 2]) patch(one, modelChanged(x.id, "start", i))
    see(one, "reset", modelChanged(x.id, "start", -0.25))
    two.take()
    program.take()
    clock.advance(2000)
    expect(two.take()).toEqual([])
    expect(program.takeEvents()).toContainEqual(modelChanged(x.id, "start", -0.25))
  })

  it("can be a range of categories, too, whose ends are each window's own before and after", () => {
    const bars = figure({ x_range: ["a", "b", "c"] })
    const { patch, join, clock, session } = createSession((doc) => doc.add_root(bars))
    const one = join({ isBokehJs: true })
    const page = join({ isBokehJs: true, bokehVersion: "3.10.0" })
    const { x_range: x } = bars
    const see = (name: string, ...more: readonly object[]) =>
      patch(one, ...more, plotEvent(bars.id, name))
    for (const end of [4, 5])
      see("lodstart", modelChanged(x.id, "start", 1), modelChanged(x.id, "end", end))
    see("rangesupdate")
    expect(viewOf(x)).toEqual({ now: [1, 5], initial: [null, null] })
    see("reset")
    page.take()
    clock.advance(2000)
    expect([viewOf(x), page.take()]).toEqual([undefined, []])
    session.close(one)
  })

  it("is sent with the range that Reset restores, to our open pages and to those that open later", async () => {
    const { session, one, send, join, see, settle, x, y } = plotApp()
    const page = join({ isBokehJs: true, bokehVersion: "3.10.0" })
    see(one, "rangesupdate", ...moved(x))
    const told = (peer: FakePeer) => JSON.stringify(peer.takeEvents().at(-1))
    const views = [
      `{"range":{"id":"${x.id}"},"now":[1,5],"initial":[null,null]}`,
      `{"range":{"id":"${y.id}"},"now":[2,8],"initial":[0,10]}`,
    ]
    expect(plain(told(page))).toContain(`[${views.join()}]`)
    const later = join({ isBokehJs: true, bokehVersion: "3.10.0" })
    send(later, "PULL-DOC-REQ", {})
    await settle()
    const first = plain(told(later))
    for (const view of views) expect(first).toContain(view)
    see(one, "reset")
    expect(plain(told(page))).toContain(`[{"range":{"id":"${x.id}"}},{"range":{"id":"${y.id}"}}]`)
    session.close(page)
  })

  it("is reset to what the app has set since, also in the window that moved it, and whose click set it", async () => {
    const { join, see, send, patch, settle, plot, x, pulled } = plotApp()
    const page = join({ isBokehJs: true, bokehVersion: "3.10.0" })
    send(page, "PULL-DOC-REQ", {})
    see(page, "rangesupdate", ...moved(x))
    x.update({ start: 3 })
    await settle()
    const told = () => plain(JSON.stringify(page.takeEvents().at(-1)))
    const view = (start: number, end: number | null) =>
      `[{"range":{"id":"${x.id}"},"now":[${start},5],"initial":[${start},${end}]}]`
    expect(told()).toContain(view(3, null))
    plot.on_change("width", () => x.update({ start: 4 }))
    patch(page, modelChanged(plot.id, "width", 300))
    expect(told()).toContain(view(4, null))
    see(page, "reset")
    expect([viewOf(x), pulled("start", x.id), pulled("end", x.id)]).toEqual([
      undefined,
      4,
      undefined,
    ])
  })

  it("is sent with BokehJS's default for an end that the app does not set", () => {
    const range = new Range1d({ end: 6 })
    const session = createSession((doc) => doc.add_root(figure({ x_range: range })))
    session.patch(session.join({ isBokehJs: true }), modelChanged(range.id, "end", 4))
    expect(viewOf(range)).toEqual({ now: [0, 4], initial: [0, 6] })
  })

  it("is reset to where the app says, if it does", () => {
    const { one, see, y } = plotApp()
    y.update({ reset_start: -100 })
    see(one, "rangesupdate")
    expect(viewOf(y)).toEqual({ now: [2, 8], initial: [-100, 10] })
  })

  it.each([
    ["factors", figure({ x_range: ["a", "b"] }), { factors: ["a", "b", "c"] }],
    ["padding", figure({ x_range: ["a", "b"] }), { range_padding: 0.5 }],
    ["a direction", figure(), { flipped: true }],
    ["what it follows", figure(), { follow: "end" as const, follow_interval: 1 }],
  ])(
    "becomes each window's own when it gets other %s: open windows compute it anew",
    async (_what, plot, changes) => {
      const { document, join, patch, settle } = createSession((doc) => doc.add_root(plot))
      const { x_range: x } = plot
      patch(join({ isBokehJs: true }), ...moved(x), plotEvent(plot.id, "rangesupdate"))
      expect(viewOf(x)).toMatchObject({ now: [1, 5] })
      x.update(changes)
      await settle()
      expect(viewOf(x)).toBeUndefined()
      document.remove_root(plot)
    },
  )

  it("survives a restart, and Reset releases it afterwards, too", async () => {
    const session = new RestartableSession(
      (doc) => doc.add_root(figure({ y_range: [0, 10], name: "plot" })),
      { isBokehJs: true },
    )
    await session.restart()
    const plot = () => session.document.get_model_by_name("plot")?.id ?? ""
    const ends = async () =>
      (
        JSON.stringify((await session.pull()).content).match(/"(?:start|end)":[-\d.]+/g) ?? []
      ).toSorted()
    expect(await session.patch(plotEvent(plot(), "rangesupdate"))).toBe("OK")
    const zoomed = ['"end":5', '"end":8', '"start":1', '"start":2']
    expect(await ends()).toEqual(zoomed)
    await session.restart()
    await session.restart()
    expect(await ends()).toEqual(zoomed)
    const [y] = [session.document.select({ type: "Range1d" })[0]?.id ?? ""]
    await session.patch(
      modelChanged(y, "start", 0),
      modelChanged(y, "end", 10),
      plotEvent(plot(), "reset"),
    )
    await session.restart()
    expect(await ends()).toEqual(['"end":10', '"start":0'])
    expect(session.errors).toEqual([])
  })

  it("comes with a plot from another session, and Reset releases it after a restart, too", async () => {
    const { one, see, x, plot: sent } = plotApp()
    see(one, "rangesupdate", ...moved(x))
    const { json, buffers } = encodeModels([sent])
    const session = new RestartableSession(
      (doc) => {
        doc.on_message("come", () => {
          for (const model of decodeModels(JSON.parse(json), new Map())) doc.add_root(model)
        })
        doc.add_root(new Div({ text: "" }))
      },
      { isBokehJs: true },
    )
    expect(buffers).toEqual([])
    await session.restart()
    await session.patch({ kind: "MessageSent", msg_type: "come", msg_data: null })
    await session.restart()
    const [plot] = session.document.select(Figure)
    if (plot === undefined) throw new Error("there is no plot")
    expect(viewOf(plot.x_range)).toEqual({ now: [1, 5], initial: [null, null] })
    expect(viewOf(plot.y_range)).toEqual({ now: [2, 8], initial: [0, 10] })
    await session.patch(plotEvent(plot.id, "reset"))
    expect(viewOf(plot.x_range)).toBeUndefined()
    expect(session.errors).toEqual([])
  })

  it.each([false, true])(
    "is sent to open pages with a plot that comes into the document; by a click there: %s",
    async (isOrigin) => {
      const { one, see, x, y, plot, document, join, patch, settle } = plotApp()
      see(one, "rangesupdate", ...moved(x))
      document.remove_root(plot)
      await settle()
      const page = join({ isBokehJs: true, bokehVersion: "3.10.0" })
      document.on_message("show", () => document.add_root(plot))
      page.take()
      patch(isOrigin ? page : one, { kind: "MessageSent", msg_type: "show", msg_data: null })
      const [root, views] = page.takeEvents()
      expect(root).toMatchObject({ kind: "RootAdded" })
      expect(plain(JSON.stringify(views))).toContain(
        `[{"range":{"id":"${x.id}"},"now":[1,5],"initial":[null,null]},{"range":{"id":"${y.id}"},"now":[2,8],"initial":[0,10]}]`,
      )
    },
  )

  it("comes with a plot in whose turn a value can't be written, which is logged once", async () => {
    const { one, see, x, plot: sent } = plotApp()
    see(one, "rangesupdate", ...moved(x))
    const { json } = encodeModels([sent])
    const div = new Div({ text: "", tags: [] })
    const { document, errors, join, send, clock, settle } = createSession((doc) =>
      doc.add_root(div),
    )
    send(join(), "PULL-DOC-REQ", {})
    clock.advance(1000)
    for (const model of decodeModels(JSON.parse(json), new Map())) document.add_root(model)
    const tag: Record<string, unknown> = { deep: 1 }
    div.tags = [tag]
    tag["deep"] = () => "a function"
    await settle()
    expect(errors).toEqual(["a change could not be sent"])
  })

  it("stays in its window where the route says so", () => {
    const { one, two, see, x, pulled } = plotApp("own")
    see(one, "rangesupdate", ...moved(x))
    expect([two.take(), pulled("start", x.id)]).toEqual([[], undefined])
  })

  it("is rejected for models that are not plots, and its initial value is never taken from a client", () => {
    const { one, patch, x, document, pulled } = plotApp()
    patch(one, plotEvent(x.id, "rangesupdate"), plotEvent("m999", "reset"))
    patch(one, modelChanged(x.id, "_initial_start", 7), modelChanged(x.id, "start", 1))
    expect([document.roots.length, pulled("start", x.id)]).toEqual([1, undefined])
  })
})

/** Maps as plain objects. */
function plain(json: string): string {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read)
    if (typeof value !== "object" || value === null) return value
    const { type, entries } = value as { type?: unknown; entries?: readonly [string, unknown][] }
    if (type === "map" && entries !== undefined) {
      return Object.fromEntries(entries.map(([key, one]) => [key, read(one)]))
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one)]))
  }
  return JSON.stringify(read(JSON.parse(json)))
}
