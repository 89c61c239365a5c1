// Random tests with fast-check, which shrinks what fails to the least that fails, and prints its seed and path: given as
// TEST_SEED and TEST_PATH they run that one case again. Without a seed each run tries the same; `npm run fuzz` takes new ones.

import * as fc from "fast-check"

import { scaled } from "./scale.ts"

const { TEST_SEED: seed, TEST_PATH: path } = process.env
const REPLAY = { seed: Number(seed ?? 1), ...(path !== undefined && { path }) }

/** @param count of cases at scale 1. @throws Error with the smallest case for which the property does not hold */
export function holds<T>(property: fc.IProperty<T>, count: number): void {
  fc.assert(property, { numRuns: scaled(count), ...REPLAY })
}

/** The same for properties that wait. @param examples that are tried first */
export async function holdsLater<T>(
  property: fc.IAsyncProperty<T>,
  count: number,
  examples: T[] = [],
): Promise<void> {
  await fc.assert(property, { numRuns: scaled(count), examples, ...REPLAY })
}
