// How long the Worker with all examples takes to start, in time on a processor.

import { expect, it } from "vitest"

import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { CAN_MEASURE, startUpMs } from "../../../../worker-tests/support/start-up.ts"

/** The platform allows a second; some 85 when this was written, on a busy machine with two processors. */
const MAX_MS = 400

it.runIf(CAN_MEASURE)("starts a Worker with all examples in less than half a second", async () => {
  const { all, own } = await startUpMs(EXAMPLES)
  process.stdout.write(`the examples' Worker starts in ${own.toFixed(1)} ms of processor time\n`)
  expect(all).toBeGreaterThan(10)
  expect(own).toBeLessThan(MAX_MS)
})
