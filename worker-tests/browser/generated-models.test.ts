// The committed tables are what the generator makes of the pinned BokehJS.

import { readFileSync } from "node:fs"

import { expect, it } from "vitest"

import { CODE_OUTPUT, generateCode, generateModels, OUTPUT } from "../../scripts/generate-models.ts"

it("has the tables of the BokehJS that is installed: run `npm run generate` where it has not", async () => {
  const isCurrent = (await generateModels()) === readFileSync(OUTPUT, "utf8")
  expect(isCurrent).toBe(true)
  expect(readFileSync(CODE_OUTPUT, "utf8")).toBe(await generateCode())
})
