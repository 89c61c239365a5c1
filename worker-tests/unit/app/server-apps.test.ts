// The server apps of Bokeh's gallery do what they do there, driven as visitors do.

import {
  Button,
  ColumnDataSource,
  DataTable,
  Div,
  Figure,
  Label,
  PreText,
  RangeSlider,
  Row,
  Select,
  Slider,
  TextInput,
} from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, it } from "vitest"

import { crossfilter } from "../../parity/server-apps/crossfilter.ts"
import { export_csv } from "../../parity/server-apps/export-csv.ts"
import { gapminder } from "../../parity/server-apps/gapminder.ts"
import { movies } from "../../parity/server-apps/movies.ts"
import { ohlc } from "../../parity/server-apps/ohlc.ts"
import { selection_histogram } from "../../parity/server-apps/selection-histogram.ts"
import { stocks } from "../../parity/server-apps/stocks.ts"
import { weather } from "../../parity/server-apps/weather.ts"

const world = createWorld([
  crossfilter,
  export_csv,
  gapminder,
  movies,
  ohlc,
  selection_histogram,
  stocks,
  weather,
])

it("movies: each control narrows what is shown", async () => {
  const session = await world.open("/movies")
  const [p, source] = [session.find(Figure), session.find(ColumnDataSource)]
  expect([p.title.text, source.data["title"]]).toEqual(["2 movies selected", ["One", "Three"]])
  const [reviews] = session.document.select(Slider)
  if (reviews !== undefined) await session.set(reviews, { value: 10 })
  expect(source.data["title"]).toEqual(["One", "Two", "Three"])
  await session.set(session.find(TextInput), { value: " Ada " })
  expect([p.title.text, source.data["color"]]).toEqual(["2 movies selected", ["orange", "orange"]])
  const axis = [...session.document.select(Select)].find(({ title }) => title === "X Axis")
  if (axis !== undefined) await session.set(axis, { value: "Year" })
  expect([p.xaxis.axis_label, source.data["x"]]).toEqual(["Year", [1999, 2011]])
  expect(session.find(Div).text).toBe("<h1>Movies</h1>")
})

it("crossfilter: the plot is another one, also after a restart", async () => {
  const session = await world.open("/crossfilter")
  const [x] = session.document.select(Select)
  if (x !== undefined) await session.set(x, { value: "origin" })
  const shown = () => session.find(Row).children[1]
  expect(shown()).toBe(session.find(Figure))
  expect([session.find(Figure).title.text, session.find(Figure).x_range.type]).toEqual([
    "origin vs hp",
    "FactorRange",
  ])
  session.hibernate()
  await session.wake()
  expect(session.find(Figure).title.text).toBe("origin vs hp")
})

it("export_csv: the table has the rows in the range", async () => {
  const session = await world.open("/export_csv")
  const { source } = session.find(DataTable)
  expect(source.data["name"]).toEqual(["Bob"])
  await session.set(session.find(RangeSlider), { value: [10_000, 100_000] })
  expect(session.find(DataTable).source.data["name"]).toEqual(["Ada", "Bob", "Cyd"])
})

it("stocks: one list follows the other, and the selection is summed up", async () => {
  const session = await world.open("/stocks")
  const [ticker1, ticker2] = session.document.select(Select)
  if (ticker1 === undefined || ticker2 === undefined) throw new Error("no lists")
  await session.set(ticker1, { value: "INTC" })
  expect(ticker2.options).toEqual(["AAPL", "GOOG"])
  const titles = [...session.document.select(Figure)].map(({ title }) => title.text)
  expect(titles).toEqual(["INTC returns vs. GOOG returns", "INTC", "GOOG"])
  const text = () => session.find(PreText).text
  expect(text()).toContain("count 5")
  const [source] = session.document.select(ColumnDataSource)
  if (source !== undefined) await session.set(source.selected, { indices: [0, 1] })
  expect(text()).toContain("count 2")
})

it("ohlc: rows come, and the oldest go", async () => {
  const session = await world.open("/ohlc")
  const source = session.find(ColumnDataSource)
  await world.advance(50 * 6)
  const times = [...(source.data["time"] ?? [])]
  expect(times).toHaveLength(4)
  expect(times.map((time) => Number(time) - Number(times[0]))).toEqual([0, 1, 2, 3])
  expect(source.data["color"]).toHaveLength(4)
})

it("selection_histogram: bars change in place", async () => {
  const session = await world.open("/selection_histogram")
  const [points, , chosen, others] = session.document.select(ColumnDataSource)
  if (points === undefined) throw new Error("no points")
  await session.set(points.selected, { indices: [0, 4, 5] })
  expect([chosen?.data["top"], others?.data["top"]]).toEqual([
    [1, 0, 0, 2],
    [-0, -1, -1, -1],
  ])
  await session.set(points.selected, { indices: [] })
  expect(chosen?.data["top"]).toEqual([0, 0, 0, 0])
})

it("gapminder: the button starts and stops the years", async () => {
  const session = await world.open("/gapminder")
  const button = session.find(Button)
  await session.click(button)
  expect(button.label).toBe("❚❚ Pause")
  await world.advance(400)
  expect(session.find(Label).text).toBe("1966")
  await session.click(button)
  await world.advance(1000)
  expect([button.label, session.find(Slider).value, session.find(Label).text]).toEqual([
    "► Play",
    1966,
    "1966",
  ])
})

it("weather: all columns are replaced at once", async () => {
  const session = await world.open("/weather")
  const [city, distribution] = session.document.select(Select)
  const source = session.find(ColumnDataSource)
  expect(source.data["record_max_temp"]).toEqual([80, 81, 82])
  if (city !== undefined) await session.set(city, { value: "Boise" })
  if (distribution !== undefined) await session.set(distribution, { value: "Smoothed" })
  expect(source.data["record_max_temp"]).toEqual([50, 50, 50])
  expect(session.find(Figure).title.text).toBe("Weather data for Boise, ID")
})
