// What stands in the place of each option of `bokeh serve` and of each member of its contexts is documented.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

import { python } from "../support/python.ts"

const document = readFileSync(join(import.meta.dirname, "../../docs/coming-from.md"), "utf8")
const names = (await python("serve_names.py", [])) as readonly string[]

it("docs/coming-from.md names every option of bokeh serve, and every member of its contexts", () => {
  const words = new Set(document.match(/[\w-]+/g))
  expect(names.length).toBeGreaterThan(40)
  expect(names.filter((name) => !words.has(name))).toEqual([])
})
