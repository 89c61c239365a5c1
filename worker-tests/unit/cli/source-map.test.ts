// Which lines of a stack are shown to developers.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { expect, it } from "vitest"

import { ownFrames, placesOf } from "../../../src/cli/source-map.ts"

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

it("places in a bundle become places in the files from which it was made, if it has a source map", () => {
  const folder = mkdtempSync(join(tmpdir(), "bokeh-edge-map-"))
  const entry = join(folder, "worker.js")
  const stack = "at worker.js:1:7 file:///some%20where/worker.js:1:9 lib/other.js:1:2"
  expect(placesOf(entry, folder)(stack)).toBe(stack)
  const map = { version: 3, sources: ["src/home.ts"], names: [], mappings: "AAEE" }
  writeFileSync(`${entry}.map`, JSON.stringify(map))
  expect(placesOf(entry, folder)(stack)).toBe("at src/home.ts:3:3 src/home.ts:3:3 lib/other.js:1:2")
  rmSync(folder, { recursive: true })
})
