// Programs of tutorials and galleries, line by line: each runs, and its document can be stored.
// interop/parity.test.ts compares them with Python's, browser/contact-sheet.test.ts their pictures.

import { Document } from "bokeh-edge"
import { expect, it } from "vitest"

import { replaceWithJson, toJson } from "../../../src/session/saved-document.ts"
import { compare } from "../../parity/compare.ts"
import { ourRecipes } from "../../parity/our-recipes.ts"

const programs = await ourRecipes("programs")

it.each([...programs])("the program %s runs, and its document can be stored", (_name, build) => {
  const made = build()
  const again = new Document()
  replaceWithJson(again, toJson(made))
  expect(made.roots.length).toBeGreaterThan(0)
  expect(compare(again, made)).toEqual([])
})
