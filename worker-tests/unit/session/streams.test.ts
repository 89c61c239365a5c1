// Rows that are streamed are stored once, even when the whole document is stored while they are on their way.

import { app, ColumnDataSource } from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { describe, expect, it } from "vitest"

const rowsIn = (window: TestSession) => window.find(ColumnDataSource).data["x"]?.length

async function rowsAfterWake(window: TestSession): Promise<number | undefined> {
  window.hibernate()
  await window.wake()
  return rowsIn(window)
}

describe("[S11] streamed rows", () => {
  it("that follow many rows, which are stored as a whole meanwhile, are there once after a wake", async () => {
    const streaming = app("/", (doc) => {
      const source = new ColumnDataSource({ data: { x: new Float64Array(1) } })
      doc.on_message("go", async () => {
        source.stream({ x: new Float64Array(100_000) })
        await Promise.resolve()
        source.stream({ x: Float64Array.of(1) })
      })
      doc.add_root(source)
    })
    const world = createWorld([streaming])
    const window = await world.open("/")
    await world.advance(2000)
    await window.send_message("go", null)
    expect(rowsIn(window)).toBe(100_002)
    expect(await rowsAfterWake(window)).toBe(100_002)
  })

  it("with which a group's listener begins, and continues while that is stored, are there once after a wake", async () => {
    const listening = app("/", (doc, context) => {
      const source = new ColumnDataSource({ data: { x: [0] } })
      const team = context.group("team")
      team.join()
      team.on("row", async () => {
        source.stream({ x: [1] })
        await Promise.resolve()
        source.stream({ x: [2] })
      })
      doc.on_message("send", () => void team.send("row", null))
      doc.add_root(source)
    })
    const world = createWorld([listening])
    const window = await world.open("/")
    const other = await world.open("/")
    await other.send_message("send", null)
    expect(rowsIn(window)).toBe(3)
    expect(await rowsAfterWake(window)).toBe(3)
  })
})
