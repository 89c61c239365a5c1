// The examples can be deleted. A clone without their folder and the line that names it passes every check.

import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

/** All checks take a minute, and the machine may be busy. */
const PATIENCE_MS = 1_800_000
const ROOT = join(import.meta.dirname, "../..")

let clone: string
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), "bokeh-edge-clone-"))
  for (const file of run(ROOT, "git", ["ls-files", "-co", "--exclude-standard"])
    .trim()
    .split("\n")) {
    cpSync(join(ROOT, file), join(clone, file))
  }
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"))
  rmSync(join(clone, "src/apps"), { recursive: true })
  const routes = join(clone, "src/routes.ts")
  const lines = readFileSync(routes, "utf8").split("\n")
  writeFileSync(routes, lines.filter((line) => !line.includes("./apps/")).join("\n"))
})
afterAll(() => rmSync(clone, { recursive: true }))

describe("a clone without the examples", () => {
  it(
    "passes the checks",
    () => {
      expect(run(clone, "npm", ["run", "check"])).not.toContain("FAILED")
    },
    PATIENCE_MS,
  )

  it(
    "builds",
    () => {
      expect(run(clone, "npm", ["run", "build"])).toContain("gzipped")
    },
    PATIENCE_MS,
  )
})

function run(cwd: string, command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" })
  } catch (cause) {
    const { stdout = "", stderr = "" } = cause as {
      readonly stdout?: string
      readonly stderr?: string
    }
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`, { cause })
  }
}
