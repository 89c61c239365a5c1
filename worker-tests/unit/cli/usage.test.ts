// The help of the command `bokeh-edge`.

import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { run } from "../../../src/cli/command.ts"

const ROOT = join(import.meta.dirname, "../../..")

describe("the command bokeh-edge", () => {
  it.each([[], ["--help"], ["help"], ["serve", "--help"], ["assets", "-h"]])(
    "prints its help: %j",
    async (...args) => {
      expect(await said(...args)).toMatch(/^Usage: bokeh-edge COMMAND\n[^]* {2}serve /)
    },
  )

  it("rejects unknown commands and options", async () => {
    await expect(said("hlep")).rejects.toThrow("there is no command 'hlep'\n\nUsage: bokeh-edge")
    await expect(said("assets", "one", "two")).rejects.toThrow("expected one folder, got 'one two'")
  })

  it("prints its version when it is run as a process", { tags: "slow" }, () => {
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
