// What the command `bokeh-edge` says of itself.

import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { run } from "../../../src/cli/command.ts"

const ROOT = join(import.meta.dirname, "../../..")

describe("the command", () => {
  it.each([[], ["--help"], ["help"], ["serve", "--help"], ["assets", "-h"]])(
    "explains itself: %j",
    async (...args) => {
      expect(await said(...args)).toMatch(/^Usage: bokeh-edge COMMAND\n[^]* {2}serve /)
    },
  )

  it("refuses what it does not know", async () => {
    await expect(said("hlep")).rejects.toThrow("there is no command 'hlep'\n\nUsage: bokeh-edge")
    await expect(said("assets", "one", "two")).rejects.toThrow("expected one folder, got 'one two'")
  })

  it("says its version, as a process", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as unknown
    const args = [join(ROOT, "src/cli/bokeh-edge.ts"), "--version"]
    const version = execFileSync(process.execPath, args, { encoding: "utf8" }).trim()
    expect(manifest).toMatchObject({ version })
  })
})

async function said(...args: readonly string[]): Promise<string> {
  let all = ""
  await run(args, (text) => {
    all += text
  })
  return all
}
