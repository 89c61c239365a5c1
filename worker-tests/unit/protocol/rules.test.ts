// PROTOCOL.md's rules: each has a number of its own, and a test that quotes it.

import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

const ROOT = join(import.meta.dirname, "../../..")
const read = (path: string) => readFileSync(join(ROOT, path), "utf8")

const RULES = [...read("PROTOCOL.md").matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].flatMap(
  ([, rule]) => rule ?? [],
)

it("PROTOCOL.md gives no number twice", () => {
  expect(RULES.filter((rule, i) => RULES.indexOf(rule) !== i)).toEqual([])
  expect(RULES.length).toBeGreaterThan(50)
})

it("each rule of PROTOCOL.md has a test that quotes it", () => {
  const tests = globSync("{worker-tests,src}/**/*.test.ts", { cwd: ROOT }).map(read).join("\n")
  const quoted = new Set(
    [...tests.matchAll(/\[((?:[A-Z]\d+[, ]*)+)\]/g)].flatMap(([, list = ""]) =>
      list.split(/[, ]+/),
    ),
  )
  expect(RULES.filter((rule) => !quoted.has(rule))).toEqual([])
})
