// Which modules may read more than they import: their tests run again when any file has changed.

import { expect, it } from "vitest"

import { readModule } from "../../../scripts/read-module.ts"

it.each([
  ['import { readFileSync } from "node:fs"', true],
  ['export { spawn } from "node:child_process"', true],
  ['const { readFile } = await import("node:fs/promises")', true],
  ['import { parseSync } from "oxc-parser"', true],
  ["const module = await import(name)", true],
  ["const module = await import(`./${name}.ts`)", true],
  ['import.meta.glob("./*.ts")', true],
  ['process.getBuiltinModule("fs")', true],
  ["this is no code", true],
  ['export {} from "./a.ts"', true],
  ['import type { Stats } from "node:fs"', false],
  ['import { join } from "node:path"\nimport * as fc from "fast-check"', false],
  ['import cars from "../../node_modules/vega-datasets/data/cars.json"', false],
])("the module %s may read more than it imports: %s", (text, readsMore) => {
  expect(readModule("a.ts", text)).toMatchObject({ readsMore })
})
