// The committed tables are what the generator makes of the pinned BokehJS.

import { readFileSync } from "node:fs"

import { expect, it } from "vitest"

import { generateModels } from "../../scripts/generate-models.ts"

it("has the tables of the BokehJS that is installed: run `npm run generate` where it has not", async () => {
  const generated = [...(await generateModels())]
  const stale = generated.filter(([path, text]) => text !== readFileSync(path, "utf8"))
  expect(stale.map(([path]) => path)).toEqual([])
  expect(generated.length).toBe(5)
})
