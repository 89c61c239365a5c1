// Checks all programs in one run of tsc, with the options of a new project.

import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import type { Failure } from "./results.ts"

const ROOT = join(import.meta.dirname, "../../..")
const TEMPLATE = join(ROOT, "src/create/template/tsconfig.json")
const TSC = join(ROOT, "node_modules/typescript/bin/tsc")

/** The failures by program, by the name of its file. */
export function compile(out: string): ReadonlyMap<string, readonly Failure[]> {
  writeFileSync(join(out, "tsconfig.json"), JSON.stringify(config(), undefined, 2))
  const { stdout } = spawnSync(process.execPath, [TSC, "--pretty", "false", "-p", out], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  })
  const failures = new Map<string, Failure[]>()
  for (const line of stdout.split("\n")) {
    const [, file, message] = /([^/\\]+)\.ts\(\d+,\d+\): error (TS\d+: .*)$/.exec(line) ?? []
    if (file === undefined || message === undefined) continue
    failures.set(file, [...(failures.get(file) ?? []), `compile: ${short(message)}`])
  }
  return failures
}

function config(): object {
  const template = JSON.parse(readFileSync(TEMPLATE, "utf8")) as {
    readonly compilerOptions: object
  }
  const paths = { "bokeh-edge": [join(ROOT, "src/api.ts")] }
  const types = [join(ROOT, "node_modules/@cloudflare/workers-types")]
  return {
    compilerOptions: { ...template.compilerOptions, paths, types },
    include: ["*.ts"],
    files: [join(ROOT, "src/csv.d.ts")],
  }
}

/** The types of data are too long to distinguish kinds of errors. */
function short(message: string): string {
  return message.replaceAll(/\d{3,}|[mprl]\d+/g, "...").slice(0, 160)
}
