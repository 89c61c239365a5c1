// The committed result of replaying Bokeh's examples, and how results are compared.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

import { countsOf, regressions, type Results, STAGES } from "../../parity/examples/results.ts"
import { table } from "../../parity/examples/table.ts"

const ROOT = join(import.meta.dirname, "../../..")
const read = (path: string) => readFileSync(join(ROOT, path), "utf8")
const results = JSON.parse(read("worker-tests/parity/examples/result.json")) as Results

it("the result is the page of the docs, and names a stage with each failure", () => {
  expect(read("docs/examples.md")).toBe(table(results))
  const failures = Object.values(results.programs).flat()
  const known = failures.filter((failure) =>
    STAGES.some((stage) => failure.startsWith(`${stage}: `)),
  )
  expect(known).toEqual(failures)
})

it("the result counts a program at each stage that it passes", () => {
  const programs = {
    "a.py": [],
    "b.py": ["compile: TS1"],
    "c.py": ["run: Error", "compile: TS1"],
    "d.py": ["python: needs cv2"],
    "e.py": ["write: a class"],
    "f.py": ["document: Line.x"],
  } as const
  const counts = { programs: 6, candidates: 5, written: 4, compile: 2, run: 3, same: 2 }
  expect(countsOf(programs)).toEqual(counts)
})

it("a comparison reports programs that fail at an earlier stage, or that are missing", () => {
  const before = { "a.py": [], "b.py": ["run: Error"], "c.py": [] } as const
  const now = { "a.py": ["document: Line.x"], "b.py": ["run: TypeError"] } as const
  expect(regressions(before, now)).toEqual(["a.py: document", "c.py: python"])
})
