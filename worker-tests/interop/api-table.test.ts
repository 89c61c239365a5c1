// The table of Python's public names in docs/api.md matches Python's package and this one.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import * as api from "bokeh-edge"
import { expect, it } from "vitest"

import { membersOf, methodsTable } from "../../scripts/api-methods.ts"
import { apiTable, namesOf } from "../../scripts/api-table.ts"

it("the API table lists which names of Python's modules and classes exist here (if not, run `npm run generate`)", () => {
  const written = readFileSync(join(import.meta.dirname, "../../docs/api.md"), "utf8")
  expect(apiTable(namesOf(api)) + methodsTable(membersOf(api))).toBe(written)
  expect(written).not.toContain("not yet")
})
