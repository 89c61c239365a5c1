// Random tests with fast-check, which shrinks a failing case to the smallest one, and prints its seed and path. As TEST_SEED
// and TEST_PATH they repeat that case. Without a seed each run tests the same cases, and `npm run fuzz` uses new seeds.

import * as fc from "fast-check"

import { scaled } from "./scale.ts"

const { TEST_SEED: seed, TEST_PATH: path } = process.env
const REPLAY = { seed: Number(seed ?? 1), ...(path !== undefined && { path }) }

/** @param count of cases at scale 1. @throws Error with the smallest case for which the property does not hold */
export function holds<T>(property: fc.IProperty<T>, count: number): void {
  fc.assert(property, { numRuns: scaled(count), ...REPLAY })
}

/** The same for asynchronous properties. @param examples that are tested first */
export async function holdsLater<T>(
  property: fc.IAsyncProperty<T>,
  count: number,
  examples: T[] = [],
): Promise<void> {
  await fc.assert(property, { numRuns: scaled(count), examples, ...REPLAY })
}
