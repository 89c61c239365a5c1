// What `npm run check` need not run again: only what passed on exactly the present code.
// @module-tag slow

import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

import { afterEach, beforeEach, expect, it } from "vitest"

import { Passed } from "../../../scripts/passed.ts"

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bokeh-edge-passed-"))
  execFileSync("git", ["init", "-q"], { cwd: root, stdio: "ignore" })
  write(".gitignore", "node_modules\n")
  write("src/code.ts", "1")
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

it("a check runs again when code, its name or what is installed has changed, and not for documents", () => {
  expect(new Passed(root).has("lint")).toBe(false)
  new Passed(root).note("lint")
  write("docs/design.md", "words")
  write("README.md", "words")
  expect(["lint", "types"].map((step) => new Passed(root).has(step))).toEqual([true, false])

  write("src/code.ts", "2")
  expect(new Passed(root).has("lint")).toBe(false)
  write("src/code.ts", "1")
  expect(new Passed(root).has("lint")).toBe(true)
  write("src/more.ts", "")
  expect(new Passed(root).has("lint")).toBe(false)
  rmSync(join(root, "src/more.ts"))
  write("node_modules/.package-lock.json", "{}")
  expect(new Passed(root).has("lint")).toBe(false)
})

it("a check does not count as passed on code that was saved during the run, or where there is no git", () => {
  const passed = new Passed(root)
  write("src/code.ts", "2")
  passed.note("lint")
  expect(new Passed(root).has("lint")).toBe(false)
  write("src/code.ts", "1")
  expect(new Passed(root).has("lint")).toBe(false)

  rmSync(join(root, ".git"), { recursive: true })
  new Passed(root).note("lint")
  expect(new Passed(root).has("lint")).toBe(false)
})
