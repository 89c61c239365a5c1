// The cost of usual actions cannot grow unnoticed: rows, statements, messages, bytes, wakes and calls are counted in the
// real runtime and compared with bench/counts.json.

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { type Action, ACTIONS, openStored, pan } from "../support/counting/actions.ts"
import { type CountedWorker, startCounted } from "../support/counting/counted.ts"
import { combined } from "../support/counting/counts.ts"
import { knownCounts } from "../support/counting/known.ts"

const known = knownCounts("in the runtime")
let worker: CountedWorker
/** A group asks its members after a while whether they are there, which costs rows that belong to no action. */
let groups: CountedWorker
beforeAll(async () => {
  ;[worker, groups] = [await startCounted(), await startCounted()]
})
afterAll(async () => {
  await worker.stop()
  await groups.stop()
  known.end()
})

const TRIES = 4

describe("an action costs no more than it did", () => {
  it.for(Object.entries<Action>(ACTIONS))("%s", async ([name, action]) => {
    const counted = name.includes("group") ? groups : worker
    let counts = await action(counted)
    let more = known.grown(name, { ...counts })
    // Something that happens to run during the action, such as an alarm, does not run every time.
    for (let i = 1; i < TRIES && Object.keys(more).length > 0; i++) {
      counts = combined(counts, await action(counted), Math.min) // oxlint-disable-line no-await-in-loop -- one after another
      more = known.grown(name, { ...counts })
    }
    expect(more, "is more than in bench/counts.json").toEqual({})
  })
})

it("[S20] a pan of sixty moves writes a row immediately, then one row per second, and its end", async () => {
  const window = await openStored(worker, `${worker.url}/plot`)
  let seconds = 0
  const counts = await worker.during(async () => {
    seconds = await pan(window, 60)
  })
  expect(counts.messagesIn).toBe(62)
  expect(counts.rowsWritten).toBeGreaterThan(1)
  expect(counts.rowsWritten).toBeLessThanOrEqual(2 + Math.ceil(seconds))
})
