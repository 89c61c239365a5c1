// Measures whether work is linear, also work inside of the platform's own functions, which WorkCounter does not see.

import { expect } from "vitest"

/** Far below the square, which would be 64 times as much, and above the line, which is 8 times as much at most. */
const [FACTOR, MAX_RATIO] = [8, 16]
/** Below this, what was measured is chance. */
const MIN_MS = 5
const MAX_TRIES = 3

/** @param work for a size. What it returns does what is measured. */
export async function expectLinearCost(
  size: number,
  work: (n: number) => () => void | Promise<unknown>,
): Promise<void> {
  await costMs(work(size * FACTOR)) // once, so that the code is compiled
  const ratios: number[] = []
  for (let tries = 0; tries < MAX_TRIES && !ratios.some((ratio) => ratio < MAX_RATIO); tries++) {
    const short = await costMs(work(size)) // oxlint-disable-line no-await-in-loop -- one after the other
    const long = await costMs(work(size * FACTOR)) // oxlint-disable-line no-await-in-loop
    ratios.push(long / Math.max(short, MIN_MS))
  }
  expect(Math.min(...ratios)).toBeLessThan(MAX_RATIO)
}

/** The processor's time that this thread took: the same however busy the machine is. */
async function costMs(act: () => void | Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage()
  await act()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
