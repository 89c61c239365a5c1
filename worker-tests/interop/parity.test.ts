// The same recipes in Python's words and in ours give the same documents.

import { expect, it } from "vitest"

import { compare } from "../parity/compare.ts"
import { isKnown, KNOWN_DIFFERENCES } from "../parity/differences.ts"
import { ourRecipes, parse, pythonRecipes } from "../parity/recipes.ts"

const ours = await ourRecipes()
const pythons = await pythonRecipes()
const occurred = new Set<object>()

it("has every recipe in both languages", () => {
  expect([...ours.keys()].toSorted()).toEqual([...pythons.keys()].toSorted())
})

it.each([...ours])("%s", (name, build) => {
  const differences = compare(build(), parse(pythons.get(name)))
  const unknown = differences.filter((difference) => {
    const known = KNOWN_DIFFERENCES.find((entry) => isKnown(entry, difference, name))
    if (known !== undefined) occurred.add(known)
    return known === undefined
  })
  const lines = unknown.map((one) => `${one.path}: ours ${one.ours}, Python's ${one.pythons}`)
  expect(lines, lines.join("\n")).toEqual([])
})

it("lists no difference that does not occur", () => {
  expect(KNOWN_DIFFERENCES.filter((known) => !occurred.has(known))).toEqual([])
})
