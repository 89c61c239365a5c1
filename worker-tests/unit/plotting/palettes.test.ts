import * as api from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { rgbaOf } from "../../../src/model/css-color.ts"
import * as palettes from "../../../src/plotting/generated/palettes.ts"
import {
  diverging_palette,
  interp_palette,
  linear_palette,
  varying_alpha_palette,
} from "../../../src/plotting/palette-functions.ts"

const { all_palettes, brewer, small_palettes, Spectral, Spectral6, Viridis256, viridis } = palettes

describe("palettes", () => {
  it("exist in all their sizes, by family and as constants, and none hides a model", () => {
    const sizes = Object.values(all_palettes).flatMap((family) =>
      Object.entries<readonly string[]>(family),
    )
    expect(sizes).toHaveLength(506)
    for (const [size, palette] of sizes) {
      expect(palette).toHaveLength(Number(size))
      expect(palette.every((color) => /^#[0-9a-f]{6}$/i.test(color))).toBe(true)
    }
    expect(Spectral[6]).toBe(Spectral6)
    expect(brewer.Spectral).toBe(Spectral)
    expect(Object.keys(small_palettes.Viridis)).not.toContain("256")
    expect(api).toMatchObject(palettes)
  })

  it("can't be changed by one session for the others", () => {
    expect(Object.isFrozen(Viridis256)).toBe(true)
  })
})

describe("functions of palettes", () => {
  it("pick colors evenly, as Python's documentation has it", () => {
    const six = ["#440154", "#404387", "#29788E", "#22A784", "#79D151", "#FDE724"]
    expect(viridis(6)).toEqual(six)
    expect(linear_palette(Viridis256, 1)).toEqual(["#440154"])
    expect(linear_palette(Viridis256, 0)).toEqual([])
    expect(linear_palette(Viridis256, 256)).toEqual(Viridis256)
    expect(() => viridis(257)).toThrow("257 colors of a palette that has 256")
    expect(() => viridis(1.5)).toThrow("must be a number of colors")
  })

  it("join two palettes at their light ends", () => {
    const [reds, blues] = [
      ["#600000", "#c00000"],
      ["#000060", "#0000c0"],
    ]
    expect(diverging_palette(reds, blues, 4)).toEqual([...reds, "#0000c0", "#000060"])
    expect(diverging_palette(reds, blues, 3)).toHaveLength(3)
    expect(() => diverging_palette(reds, blues, 6)).toThrow("3 colors of a palette that has 2")
  })

  it("mix neighbours, alpha too", () => {
    expect(interp_palette(["red", "#00f"], 3)).toEqual(["#ff0000", "#7f007f", "#0000ff"])
    expect(interp_palette(["black", "#ffffff00"], 3)).toEqual(["#000000", "#7f7f7f80", "#ffffff00"])
    expect(interp_palette(["red"], 2)).toEqual(["#ff0000", "#ff0000"])
    expect(() => interp_palette([], 2)).toThrow("has no colors")
  })

  it("vary the alpha of one color", () => {
    expect(varying_alpha_palette("blue", 3)).toEqual(["#0000ff00", "#0000ff80", "#0000ff"])
    expect(varying_alpha_palette("#f00", null, 253, 255)).toHaveLength(3)
    expect(varying_alpha_palette("#ff000080", 2)).toEqual(["#ff000000", "#ff000080"])
    expect(() => varying_alpha_palette("red", 3, 0, 256)).toThrow("end_alpha must be from 0 to 255")
  })
})

describe("the color parser", () => {
  it.each([
    ["red", [255, 0, 0, 255]],
    ["RebeccaPurple", [102, 51, 153, 255]],
    ["#abc", [170, 187, 204, 255]],
    ["#abc8", [170, 187, 204, 136]],
    ["#01020304", [1, 2, 3, 4]],
  ])("reads %s as %o", (text, rgba) => {
    expect(rgbaOf(text)).toEqual(rgba)
  })

  it.each(["redd", "#12345", "", "constructor"])("rejects %o", (text) => {
    expect(() => rgbaOf(text)).toThrow(`'${text}' is not a color`)
  })
})
