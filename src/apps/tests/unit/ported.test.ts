// Behaviour of the ported apps that can't be compared with Python: sleep and wake, limits on rows, random numbers.

import { Button, ColumnDataSource, Figure, Label, Row, Select, Slider } from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { describe as about, expect, it } from "vitest"

import {
  countsIn,
  cut,
  density,
  describe,
  histogram,
  resample,
  rolling,
} from "../../ported/numeric.ts"
import { ported } from "../../ported/ported.ts"
import { ENV } from "../data.ts"

const worldOf = () => createWorld(ported, { env: ENV })

function selectOf(session: TestSession, title: string): Select {
  const found = [...session.document.select(Select)].find((one) => one.title === title)
  if (found === undefined) throw new Error(`there is no menu ${title}`)
  return found
}

it("crossfilter: a menu replaces the plot, which is restored after a wake", async () => {
  const session = await worldOf().open("/ported/crossfilter")
  await session.set(selectOf(session, "X-Axis"), { value: "Island" })
  expect(session.find(Row).children[1]).toBe(session.find(Figure))
  expect(session.find(Figure).x_range.type).toBe("FactorRange")
  session.hibernate()
  await session.wake()
  expect(session.find(Figure).title.text).toBe("Island vs Body Mass (g)")
})

it("ohlc: new rows are added, and the oldest are dropped", { tags: "slow" }, async () => {
  const world = worldOf()
  const session = await world.open("/ported/ohlc")
  const source = session.find(ColumnDataSource)
  await world.advance(100 * 310)
  const times = Array.from(source.data["time"] ?? [], Number)
  expect(times).toHaveLength(300)
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual(times.map((_, i) => i))
  expect(source.data["color"]).toHaveLength(300)
  const [low = [], high = []] = [source.data["low"], source.data["high"]].map((column) =>
    Array.from(column ?? [], Number),
  )
  expect(low.filter((value, i) => value > (high[i] ?? 0))).toEqual([])
})

it("gapminder: the button starts and stops the months, even after a wake", async () => {
  const world = worldOf()
  const session = await world.open("/ported/gapminder")
  await session.click(session.find(Button))
  await world.advance(400)
  expect(session.find(Label).text).toBe("2000-03")
  session.hibernate()
  await session.wake()
  await world.advance(400)
  expect(session.find(Label).text).toBe("2000-05")
  await session.click(session.find(Button))
  await world.advance(1000)
  expect([session.find(Button).label, session.find(Slider).value]).toEqual(["► Play", 4])
})

it("words: each word has a place in the plot and follows the one before, even after a wake", async () => {
  const session = await worldOf().open("/ported/words")
  await session.click(session.find(Button))
  session.hibernate()
  await session.wake()
  await session.click(session.find(Button))
  const { x = [], y = [], text } = session.find(ColumnDataSource).data
  expect(text).toEqual(["tide", "current"])
  for (const at of [...x, ...y]) expect(Math.abs(Number(at) - 50)).toBeLessThanOrEqual(35)
})

about("numpy's and pandas' functions in TypeScript", () => {
  it("a histogram has bins of equal width, and the last bin includes its upper edge", () => {
    const { counts, edges, width } = histogram([0, 1, 1, 2, 3, 4], 4)
    expect([counts, edges, width]).toEqual([[1, 2, 1, 2], [0, 1, 2, 3, 4], 1])
    expect(countsIn([-1, 0, 0.5, 4, 5], edges)).toEqual([2, 0, 0, 1])
  })

  it("a cut's bins include their upper edges, and the first bin also its lower edge", () => {
    expect(cut([0, 1, 1.5, 2, 4], 4)).toEqual([0, 0, 1, 1, 3])
  })

  it("a rolling mean starts with fewer values", () => {
    expect(rolling([1, 2, 3, 6], 3)).toEqual([1, 1.5, 2, 11 / 3])
  })

  it("values are resampled in the order of their keys", () => {
    expect(resample([1, 3, 5, 7], [10, 10, 20, 20])).toEqual([2, 6])
  })

  it("a density sums up to 1", () => {
    const at = Array.from({ length: 400 }, (_, i) => i / 10 - 20)
    const sum = density([-1, 0, 0, 2], at).reduce((all, value) => all + value / 10, 0)
    expect(sum).toBeCloseTo(1, 6)
  })

  it("statistics are printed below their names", () => {
    expect(
      describe({ a: [1, 2], "a long name": [3, 5] })
        .split("\n")
        .slice(0, 3),
    ).toEqual([
      "              a  a long name",
      "count  2.000000     2.000000",
      "mean   1.500000     4.000000",
    ])
  })
})
