// The CPU time that the Worker with all examples needs to start.

import { expect, it } from "vitest"

import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { CAN_MEASURE, startUpMs } from "../../../../worker-tests/support/start-up.ts"

/** The platform allows a second. It was about 85 when this was written, on a busy machine with two processors. */
const MAX_MS = 400

it.runIf(CAN_MEASURE)("a Worker with all examples starts in less than half a second", async () => {
  const { all, own } = await startUpMs(EXAMPLES)
  process.stdout.write(`the examples' Worker starts in ${own.toFixed(1)} ms of processor time\n`)
  expect(all).toBeGreaterThan(10)
  expect(own).toBeLessThan(MAX_MS)
})
