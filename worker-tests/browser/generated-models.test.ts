// The committed tables equal the generator's output for the pinned BokehJS.

import { readFileSync } from "node:fs"

import { expect, it } from "vitest"

import { generateModels } from "../../scripts/generate-models.ts"

it("the generated tables match the installed BokehJS (if not, run `npm run generate`)", async () => {
  const generated = [...(await generateModels())]
  const stale = generated.filter(([path, text]) => text !== readFileSync(path, "utf8"))
  expect(stale.map(([path]) => path)).toEqual([])
  expect(generated.length).toBe(5)
})
