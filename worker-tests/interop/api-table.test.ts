// The table of Python's public names in docs/api.md is what its package and ours have.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import * as api from "bokeh-edge"
import { expect, it } from "vitest"

import { membersOf, methodsTable } from "../../scripts/api-methods.ts"
import { apiTable, namesOf } from "../../scripts/api-table.ts"

it("lists what is here of each module and class of Python's: run `npm run generate` where it does not", () => {
  const written = readFileSync(join(import.meta.dirname, "../../docs/api.md"), "utf8")
  expect(apiTable(namesOf(api)) + methodsTable(membersOf(api))).toBe(written)
  expect(written).not.toContain("not yet")
})
