// The memory that usual actions allocate must not grow unnoticed. Bytes of JavaScript's heap, much the same on any machine, are
// compared with bench/counts.json.
// @module-tag slow

import { getHeapStatistics } from "node:v8"

import { afterAll, expect, it } from "vitest"

import type { Document } from "../../../src/document/document.ts"
import { ColumnDataSource, Slider } from "../../../src/model/generated/models.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { knownCounts } from "../../support/counting/known.ts"
import { createSession } from "../../support/session.ts"

const known = knownCounts("allocated")
afterAll(() => known.end())

/** Optimized code makes fewer objects, and V8 optimizes at times that vary: the smallest of several batches counts. */
const [WARM_UP, BATCHES, TIMES] = [200, 5, 40]

/** The bytes of the numbers themselves are not counted, only the objects made around them. */
const ROWS = 1461

function plot(doc: Document): void {
  const numbers = new Float64Array(ROWS)
  const source = new ColumnDataSource({ data: { x: numbers, y: numbers } })
  const figure_ = figure({ width: 600, height: 300 })
  figure_.line("x", "y", { source })
  const slider = new Slider({ start: 0, end: 1e6, value: 0 })
  slider.on_change("value", () => {
    source.data = { x: numbers, y: numbers.map(() => slider.value) }
  })
  doc.on_message("stream", () => source.stream({ x: [1, 2, 3], y: [4, 5, 6] }))
  doc.add_root(column(slider, figure_))
}

type Act = (i: number) => void | Promise<void>

/** Each action is prepared, and then repeated many times. */
const ACTIONS: Readonly<Record<string, () => Act>> = {
  "a session, opened and pulled": () => () => {
    const session = createSession(plot)
    session.send(session.join(), "PULL-DOC-REQ", {})
  },
  "a move of a slider": () => {
    const session = createSession(plot)
    const peer = session.join()
    const { id = "" } = session.document.select_one(Slider) ?? {}
    return async (i) => {
      session.patch(peer, { kind: "ModelChanged", model: { id }, attr: "value", new: i })
      await session.settle()
      peer.take()
    }
  },
  "three rows, streamed to fifty sockets": () => {
    const session = createSession(plot)
    const peers = Array.from({ length: 50 }, () => session.join())
    const [first] = peers
    return async () => {
      if (first !== undefined) {
        session.patch(first, { kind: "MessageSent", msg_type: "stream", msg_data: null })
      }
      await session.settle()
      for (const peer of peers) peer.take()
    }
  },
}

async function bytesOf(act: Act): Promise<number> {
  let done = 0
  const batch = async (times: number): Promise<number> => {
    const before = getHeapStatistics().total_allocated_bytes
    for (let i = 0; i < times; i++) await act(done++) // oxlint-disable-line no-await-in-loop -- one after the other
    return (getHeapStatistics().total_allocated_bytes - before) / times
  }
  await batch(WARM_UP)
  let least = Infinity
  for (let i = 0; i < BATCHES; i++) least = Math.min(least, await batch(TIMES)) // oxlint-disable-line no-await-in-loop -- the same
  return Math.round(least)
}

it.for(Object.entries(ACTIONS))(
  "%s allocates no more memory than it did",
  async ([name, prepare]) => {
    const bytesAllocated = await bytesOf(prepare())
    expect(bytesAllocated).toBeGreaterThan(0)
    expect(known.grown(name, { bytesAllocated })).toEqual({})
  },
)
