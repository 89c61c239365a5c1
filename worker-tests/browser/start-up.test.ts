// The CPU time that a Worker with a small app needs to start.

import { expect, it } from "vitest"

import { CAN_MEASURE, SMALL, startUpMs } from "../support/start-up.ts"

/** The platform allows a second. It was about 45 when this was written, on a busy machine with two processors. */
const MAX_MS = 250

it.runIf(CAN_MEASURE)("a Worker with a small app starts in a quarter of a second", async () => {
  const { all, own } = await startUpMs(SMALL)
  process.stdout.write(`a small app's Worker starts in ${own.toFixed(1)} ms of processor time\n`)
  expect(all).toBeGreaterThan(10)
  expect(own).toBeLessThan(MAX_MS)
})
