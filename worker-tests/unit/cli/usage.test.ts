// What the command `bokeh-edge` says of itself.

import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

const ROOT = join(import.meta.dirname, "../../..")

describe("the command", () => {
  it.each([["--help"], ["serve", "--help"], ["assets", "-h"]])("explains itself: %j", (...args) => {
    expect(run(...args)).toMatch(/^Usage: bokeh-edge COMMAND\n[^]* {2}serve /)
  })

  it("says its version", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as unknown
    expect(manifest).toMatchObject({ version: run("--version").trim() })
  })
})

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(ROOT, "src/cli/bokeh-edge.ts"), ...args], {
    encoding: "utf8",
  })
}
