// A board on which several people click at the same moment, before their windows show what the others did.

import { Button, ColumnDataSource } from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { describe, expect, it } from "vitest"

import { board } from "../../board.ts"

function buttonOf(session: TestSession, label: string): Button {
  const found = [...session.document.select(Button)].find((one) => one.label === label)
  if (found !== undefined) return found
  throw new Error(`there is no ${label}`)
}

describe("a board", () => {
  const stroke = (xs: readonly number[]) => ({ xs, ys: xs })
  async function boardOf(count: number) {
    const world = createWorld([board])
    const first = await world.open("/board/7")
    const others = Array.from({ length: count - 1 }, () => world.open("/board/7"))
    const windows = [first, ...(await Promise.all(others))]
    const xs = () => [...(first.find(ColumnDataSource, "strokes").data["xs"] ?? [])]
    const notes = () => [...(first.find(ColumnDataSource, "notes").data["text"] ?? [])]
    return { windows, first, xs, notes }
  }
  const RESTORE = "Restore what was cleared"

  it("is restored once when two people click at the same moment, with what came since it was cleared", async () => {
    const { windows, first, xs, notes } = await boardOf(2)
    await first.send_message("stroke", stroke([1, 2]))
    await first.send_message("note", "before")
    await first.send_message("clear", buttonOf(first, "Clear").tags[0])
    await first.send_message("stroke", stroke([3, 4]))
    await first.send_message("note", "since")
    const seen = buttonOf(first, RESTORE)
    for (const window of windows) await window.click(seen) // oxlint-disable-line no-await-in-loop -- in this order
    expect([xs(), notes()]).toEqual([
      [
        [3, 4],
        [1, 2],
      ],
      [" since ", " before "],
    ])
  })
  it("is cleared once when two people click at the same moment, and keeps the line drawn between", async () => {
    const { windows, first, xs } = await boardOf(2)
    await first.send_message("stroke", stroke([1, 2]))
    const [seen] = buttonOf(first, "Clear").tags
    for (const [i, window] of windows.entries()) {
      await window.send_message("clear", seen) // oxlint-disable-line no-await-in-loop -- in this order
      if (i === 0) await first.send_message("stroke", stroke([3, 4])) // oxlint-disable-line no-await-in-loop -- the same
    }
    expect(xs()).toEqual([[3, 4]])
    await first.click(buttonOf(first, RESTORE))
    expect(xs()).toEqual([
      [3, 4],
      [1, 2],
    ])
  })
  it("writes a note in at most two lines that fit on a phone", async () => {
    const { first, notes } = await boardOf(1)
    const twoLines = "fifteen letters and then a rather long rest of sixty chars"
    for (const text of ["a b", "abcdefghijklmnop ".repeat(4), "W".repeat(60), "a  b\nc", twoLines])
      await first.send_message("note", text) // oxlint-disable-line no-await-in-loop -- in this order
    expect(notes()).toEqual([
      " a b ",
      " abcdefghijklmnop abcdefghijklm \n nop abcdefghijklmnop abcdefghi ",
      ` ${"W".repeat(30)} \n ${"W".repeat(30)} `,
      " a b c ",
      " fifteen letters and then a \n rather long rest of sixty chars ",
    ])
  })
  it("writes wide notes smaller, and breaks no emoji", async () => {
    const { first, notes } = await boardOf(1)
    const wide = [
      "W".repeat(60),
      "ALL OF THEM CAPITALS, OF WHICH A NOTE MAY HAVE SO VERY MANY",
      "文".repeat(60),
    ]
    for (const text of ["ordinary", ...wide, `a${"😀".repeat(29)}`])
      await first.send_message("note", text) // oxlint-disable-line no-await-in-loop -- in this order
    const sizes = [...(first.find(ColumnDataSource, "notes").data["size"] ?? [])]
    expect(sizes).toEqual(["15px", "10px", "14px", "10px", "15px"])
    expect(notes().at(-1)).toBe(` a${"😀".repeat(14)} \n ${"😀".repeat(15)} `)
  })
})
