// What bench/compare.ts reports as slower or as more.

import { expect, it } from "vitest"

import { grown, slowerQuestions } from "../../bench/compare.ts"

/** Three rounds in which the fastest peer does 10 and 20 a second. */
const run = (...ours: readonly number[]) => ({
  ours: { pages: ours },
  tornado: { pages: [10, 10, 10] },
  uvicorn: { pages: [20, 20, 20] },
})

it("a comparison reports as slower what is slower by more than the rounds differ", () => {
  expect(slowerQuestions(run(100, 105, 95), run(80, 82, 78))).toEqual(["pages"])
  expect(slowerQuestions(run(100, 105, 95), run(96, 94, 98))).toEqual([])
  expect(slowerQuestions(run(100, 140, 80), run(80, 82, 78))).toEqual([])
})

it("a comparison takes speeds as ratios to the fastest peer of the same round", () => {
  const slowDay = { ...run(50, 51, 49), uvicorn: { pages: [10, 10, 10] }, tornado: { pages: [5] } }
  expect(slowerQuestions(run(100, 102, 98), slowDay)).toEqual([])
})

it("a comparison reports one row more, but not bytes that differ by chance", () => {
  expect(grown({ rowsWritten: 1, bytesOut: 100 }, { rowsWritten: 2, bytesOut: 110 })).toEqual({
    rowsWritten: 2,
  })
  expect(grown({}, { wakes: 1 })).toEqual({ wakes: 1 })
  expect(grown({ bytesGzipped: 1000 }, { bytesGzipped: 1020 })).toEqual({ bytesGzipped: 1020 })
})
