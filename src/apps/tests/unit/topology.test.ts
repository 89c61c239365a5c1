// The outlines of the gallery's counties keep all parts and holes.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

import { countiesOf, type Outlines } from "../../gallery/topology.ts"

const FILE = join(import.meta.dirname, "../../../../node_modules/vega-datasets/data/us-10m.json")
const TOPOLOGY = JSON.parse(readFileSync(FILE, "utf8")) as Outlines

it("the topology has every county with all parts and holes of the file", () => {
  const places = countiesOf(TOPOLOGY, () => true)
  const { geometries } = TOPOLOGY.objects.counties
  const rings = geometries.flatMap((geometry) => {
    if (geometry.type === "Polygon") return geometry.arcs
    return geometry.type === "MultiPolygon" ? geometry.arcs.flat() : []
  })
  expect(places).toHaveLength(3231)
  expect(places.flatMap(({ xs }) => xs.flat())).toHaveLength(rings.length)
})

it("the topology closes each ring and projects it to meters", () => {
  const [place] = countiesOf(TOPOLOGY, (id) => id === 48_113) // Dallas
  const [[xs = []] = []] = place?.xs ?? []
  expect(xs.at(0)).toBe(xs.at(-1))
  expect(xs.at(0)).toBeCloseTo(-10_770_000, -5)
})
