// Which lines of a stack are shown to developers.

import { expect, it } from "vitest"

import { ownFrames } from "../../../src/cli/source-map.ts"

const OWN = "    at wave (src/home.ts:30:9)"
const LIBRARY = "    at run (node_modules/bokeh-edge/dist/lib/session/turn.js:10:3)"

it("a shown stack leaves out the frames of libraries", () => {
  expect(ownFrames(`Error: boom\nand more\n${LIBRARY}\n${OWN}\n${LIBRARY}`)).toBe(
    "Error: boom\nand more\n    at src/home.ts:30:9",
  )
})

it("a shown stack keeps all frames of an error without a line of the app's own", () => {
  expect(ownFrames(`Error: boom\n${LIBRARY}`)).toBe(`Error: boom\n${LIBRARY}`)
})
