import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { axial_to_cartesian, cartesian_to_axial, hexbin } from "../../../src/plotting/hex.ts"
import { holds } from "../../support/random-test.ts"

describe("hexagonal tiles", () => {
  it.each(["pointytop", "flattop"] as const)(
    "of the orientation %s contain their own centers",
    (orientation) => {
      for (const [q, r] of [
        [0, 0],
        [3, -2],
        [-4, 7],
      ] as const) {
        const options = { orientation, aspect_scale: 1.5 }
        const { x, y } = axial_to_cartesian(q, r, 0.3, options)
        expect(cartesian_to_axial(x, y, 0.3, options)).toEqual({ q, r })
      }
    },
  )

  it("have the nearest centers to the points in them", () => {
    const coordinate = fc.double({ min: -5, max: 5, noNaN: true })
    const property = fc.property(coordinate, coordinate, (x, y) => {
      const { q, r } = cartesian_to_axial(x, y, 1)
      const distance = (dq: number, dr: number) => {
        const center = axial_to_cartesian(q + dq, r + dr, 1)
        return Math.hypot(center.x - x, center.y - y)
      }
      const around = [distance(1, 0), distance(0, 1), distance(-1, 1), distance(1, -1)]
      expect(distance(0, 0)).toBeLessThanOrEqual(Math.min(...around) + 1e-12)
    })
    holds(property, 200)
  })

  it("count the finite points, and need as many x as y", () => {
    const bins = hexbin([0, 0.1, 9, NaN], [0, 0.1, 9, 1], 1)
    expect(bins.counts.reduce((a, b) => a + b)).toBe(3)
    expect(bins.counts).toContain(2)
    expect(() => hexbin([1, 2], [1], 1)).toThrow("hexbin: x has 2 numbers, y has 1")
  })

  it("are sorted as numpy sorts the bytes of their coordinates", () => {
    const places = [-257, -1, 0, 1, 256].map((q) => axial_to_cartesian(q, 0, 1))
    const bins = hexbin(
      places.map(({ x }) => x),
      places.map(({ y }) => y),
      1,
    )
    expect(bins.q).toEqual([0, 256, 1, -257, -1])
  })
})
