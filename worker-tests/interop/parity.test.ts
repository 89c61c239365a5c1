// The same recipes in Python and in TypeScript build the same documents.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

import { internalsOf } from "../../src/document/document.ts"
import { faultsIn } from "../../src/document/integrity.ts"
import { modelTypes, schemaOf } from "../../src/model/classes.ts"
import { compare } from "../parity/compare.ts"
import { isKnown, KNOWN_DIFFERENCES } from "../parity/differences.ts"
import { ourRecipes } from "../parity/our-recipes.ts"
import { parse } from "../parity/parse.ts"
import { pythonFaults, pythonRecipes } from "../parity/python-recipes.ts"

const ours = await ourRecipes()
const pythons = await pythonRecipes()
const programs = await ourRecipes("programs")
const pythonsPrograms = await pythonRecipes("programs")
/** Models that BokehJS makes for itself, or that Python cannot make: gmap() returns a GMap, a GMapPlot with other names. */
const WITHOUT_RECIPE: readonly string[] = [
  "Canvas",
  "CartesianFrame",
  "ClickButton",
  "GMap",
  "LinearInterpolationScale",
  "ParkMillerLCG",
  "Spline",
  "ToolbarPanel",
]
/** hsl() is a color here. See KNOWN_DIFFERENCES. */
const ONLY_PYTHONS_FAULT = "figures.colors_of_many_kinds: E-1001"
const occurred = new Set<object>()

it("every recipe exists in both languages", () => {
  expect([...ours.keys()].toSorted()).toEqual([...pythons.keys()].toSorted())
  expect([...programs.keys()].toSorted()).toEqual([...pythonsPrograms.keys()].toSorted())
  expect(programs.size).toBeGreaterThan(63)
})

it("every model that apps can use has a recipe", () => {
  const used = new Set(
    [...ours.values()].flatMap((build) =>
      [...internalsOf(build()).graph.all()].map(({ type }) => type),
    ),
  )
  const parents = new Set(modelTypes().map((type) => schemaOf(type)?.parent?.type))
  const leaves = modelTypes().filter((type) => !parents.has(type))
  expect(leaves.filter((type) => !used.has(type)).toSorted()).toEqual(WITHOUT_RECIPE)
})

it.each([...ours, ...programs])("%s builds the same document as in Python", (name, build) => {
  const python = pythons.get(name) ?? pythonsPrograms.get(name)
  const differences = compare(build(), parse(python))
  const unknown = differences.filter((difference) => {
    const known = KNOWN_DIFFERENCES.find((entry) => isKnown(entry, difference, name))
    if (known !== undefined) occurred.add(known)
    return known === undefined
  })
  const lines = unknown.map((one) => `${one.path}: ours ${one.ours}, Python's ${one.pythons}`)
  expect(lines, lines.join("\n")).toEqual([])
})

it("the recipes have the same faults here as in Python", async () => {
  const told = [...(await pythonFaults())].flatMap(([name, codes]) =>
    codes.map((code) => `${name}: ${code}`),
  )
  const found = [...ours].flatMap(([name, build]) =>
    faultsIn(internalsOf(build()).graph.all()).map(
      ({ message }) => `${name}: ${message.slice(0, 6)}`,
    ),
  )
  expect([...found, ONLY_PYTHONS_FAULT].toSorted()).toEqual(told.toSorted())
})

it("the docs name each known difference", () => {
  const docs = readFileSync(join(import.meta.dirname, "../../docs/differences.md"), "utf8")
  const places = KNOWN_DIFFERENCES.map(({ type, property }) => `\`${type}.${property}\``)
  expect(places.filter((place) => !docs.includes(place))).toEqual([])
})

it("each known difference occurs", () => {
  expect(KNOWN_DIFFERENCES.filter((known) => !occurred.has(known))).toEqual([])
})
