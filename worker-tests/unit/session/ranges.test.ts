import { describe, expect, it } from "vitest"

import { figure } from "../../../src/plotting/figure.ts"
import { createSession, modelChanged } from "../../support/session.ts"

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
  const [one, two] = [session.join(), session.join()]
  return { ...session, plot, x: plot.x_range, y: plot.y_range, one, two, pulled }
}

describe("[S19] a range's end", () => {
  it("that a window computes goes to the others, is not stored, and does not stop later windows from computing", () => {
    const { one, two, patch, x, pulled, store } = plotApp()
    const seen: unknown[] = []
    x.on_change("end", (_attr, _old, end) => void seen.push(end))
    patch(one, modelChanged(x.id, "start", 1), modelChanged(x.id, "end", 5))
    expect(two.takeEvents()).toHaveLength(2)
    expect([seen, pulled("start", x.id), store.recordCount]).toEqual([[5], undefined, 0])
  })

  it("that is set already and is panned is stored, and pulled", () => {
    const { one, two, patch, y, pulled, store } = plotApp()
    patch(one, modelChanged(y.id, "start", 1))
    expect([two.takeEvents().length, pulled("start", y.id), store.recordCount]).toEqual([1, 1, 1])
  })

  it("that the server sets is everybody's", async () => {
    const { one, two, patch, x, pulled, store, settle } = plotApp()
    patch(one, modelChanged(x.id, "start", 1))
    x.update({ start: 2 })
    await settle()
    expect(one.takeEvents()).toEqual([modelChanged(x.id, "start", 2)])
    expect([two.takeEvents().length, pulled("start", x.id), store.recordCount]).toEqual([2, 2, 1])
    patch(one, modelChanged(x.id, "start", 3))
    expect(pulled("start", x.id)).toBe(3)
  })

  it("is each window's own where the route says so: callbacks see it, nobody else does", async () => {
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

  it("[S20] that is panned is sent and stored at once, then the last of each moment", () => {
    const { one, two, patch, y, pulled, store, clock } = plotApp()
    for (let i = 1; i <= 40; i++) {
      patch(one, modelChanged(y.id, "start", i), modelChanged(y.id, "end", 10 + i))
      clock.advance(10)
    }
    clock.advance(1000)
    const starts = two.takeEvents().filter((event) => JSON.stringify(event).includes("start"))
    expect(starts).toHaveLength(9)
    expect([starts[0], starts.at(-1)]).toEqual([
      modelChanged(y.id, "start", 1),
      modelChanged(y.id, "start", 40),
    ])
    expect(one.takeTypes()).toEqual(Array.from({ length: 40 }, () => "OK"))
    expect([pulled("end", y.id), store.recordCount, clock.nextMs]).toEqual([50, 9, undefined])
  })

  it("[S20] that two windows pan at a time ends equal", () => {
    const { one, two, patch, y, store, session, clock } = plotApp()
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
    expect(JSON.stringify(store.turns.at(-1)?.content)).toContain('"new":5')
  })

  it("[S20] of a plot that leaves meanwhile is not heard of any more", async () => {
    const { one, two, patch, plot, y, document, settle, clock, errors } = plotApp()
    patch(one, modelChanged(y.id, "start", 1))
    patch(one, modelChanged(y.id, "start", 2))
    document.remove_root(plot)
    await settle()
    two.take()
    clock.advance(100)
    expect([two.take(), errors]).toEqual([[], []])
  })

  it("[S20] that the server sets is not overtaken by what was kept back", async () => {
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
