import { ColumnDataSource, Slider } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, test } from "vitest"

import { home } from "./home.ts"

test("the slider changes the frequency of the wave", async () => {
  const session = await createWorld([home]).open("/")
  await session.set(session.find(Slider), { value: 2 })
  const { x, y } = session.find(ColumnDataSource).data
  expect(Array.from(y ?? [])[10]).toBeCloseTo(Math.sin(2 * Number(Array.from(x ?? [])[10])))
})
