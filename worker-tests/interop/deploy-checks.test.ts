// The checks before a deploy report each missing setting, with what to add and where.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterEach, beforeEach, describe, expect, it } from "vitest"

import { CliError } from "../../src/cli/cli-error.ts"
import { problemsIn } from "../../src/cli/project-config.ts"

const ROOT = join(import.meta.dirname, "../..")
const TEMPLATE = readFileSync(join(ROOT, "src/create/template/wrangler.toml"), "utf8")

let project: string
let before: string
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "bokeh-edge-config-"))
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"))
  mkdirSync(join(project, "src"))
  writeFileSync(join(project, "src/index.ts"), "")
  before = process.cwd()
  process.chdir(project)
})
afterEach(() => {
  process.chdir(before)
  rmSync(project, { recursive: true })
})

function problems(config: string, env?: string): Promise<readonly string[]> {
  writeFileSync(join(project, "wrangler.toml"), config)
  return problemsIn(project, env)
}

describe("the check of a project's configuration", () => {
  it("accepts the template", async () => {
    expect(await problems(TEMPLATE)).toEqual([])
  })

  it("reports a file that is not TOML with its line, and a wrong entry, without a stack", async () => {
    const unquoted = TEMPLATE.replace('main = "src/index.ts"', "main = src/index.ts")
    const line = unquoted.split("\n").indexOf("main = src/index.ts") + 1
    const message = `wrangler.toml:${line}:7: Invalid TOML document: invalid value\n\n    main = src/index.ts`
    await expect(problems(unquoted)).rejects.toThrow(message)
    const misspelt = problems(TEMPLATE.replace('name = "SESSIONS"', 'nam = "SESSIONS"'))
    await expect(misspelt).rejects.toThrow('binding should have a string "name" field')
    await expect(misspelt).rejects.toBeInstanceOf(CliError)
  })

  it("reports a missing binding, with the lines to add", async () => {
    const [problem, ...others] = await problems(
      TEMPLATE.replace(
        /\[\[durable_objects\.bindings\]\]\nname = "GROUPS"\nclass_name = "GroupObject"/,
        "",
      ),
    )
    expect(problem).toContain("Add the missing bindings to wrangler.toml:")
    expect(problem).toContain('name = "GROUPS"')
    expect(others).toEqual([])
  })

  it("reports a missing migration, with a free tag", async () => {
    const [problem, ...others] = await problems(
      TEMPLATE.replace('["SessionObject", "GroupObject", "SnapshotObject"]', '["SessionObject"]'),
    )
    expect(problem).toMatch(/tag = "v2"\nnew_sqlite_classes = \["GroupObject", "SnapshotObject"\]/)
    expect(others).toEqual([])
  })

  it("reports an environment without bindings, since these are not inherited", async () => {
    const [problem] = await problems(
      `${TEMPLATE}\n[env.staging]\nname = "my-app-staging"\n`,
      "staging",
    )
    expect(problem).toContain("below [env.staging]: bindings are not inherited")
  })

  it("accepts an environment with its own bindings and the inherited migration", async () => {
    const page = readFileSync(join(ROOT, "docs/deploying.md"), "utf8")
    const [, lines = ""] = /```toml\n(\[env\.staging\][^]*?)```/.exec(page) ?? []
    expect(await problems(`${TEMPLATE}\n${lines}`, "staging")).toEqual([])
  })

  it.each([
    ['BOKEH_EDGE_DEV = "1"', "Remove BOKEH_EDGE_DEV from [vars]"],
    ['BOKEH_SECRET_KEY = "abc"', "npx wrangler secret put BOKEH_SECRET_KEY"],
    ['BOKEH_ALLOW_WS_ORIGIN = "https://www.example.org"', "BOKEH_ALLOW_WS_ORIGIN"],
  ])("reports the variable %s", async (line, text) => {
    const all = await problems(`${TEMPLATE}\n[vars]\n${line}\n`)
    expect(all).toHaveLength(1)
    expect(all[0]).toContain(text)
  })

  it("reports static files without BokehJS", async () => {
    const assets = '[assets]\ndirectory = "./public"\nbinding = "ASSETS"\n'
    mkdirSync(join(project, "public"))
    expect(await problems(`${TEMPLATE}\n${assets}`)).toEqual([
      "Copy BokehJS for the pages: npx bokeh-edge assets ./public",
    ])
  })
})
