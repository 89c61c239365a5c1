#!/usr/bin/env node
// The command `bokeh-edge`: what a project needs besides the library itself.

import { join, resolve } from "node:path"
import { parseArgs } from "node:util"

import { BOKEHJS_FILES, findBokehJs } from "./bokehjs-files.ts"
import { CliError } from "./cli-error.ts"
import { copyMissing } from "./copy-files.ts"

const USAGE = `Usage: bokeh-edge assets [folder]

  assets [folder]   copies BokehJS into folder/static/js (default: public), for pages with
                    BOKEH_RESOURCES=server; wrangler.toml serves that folder as assets
`

function run(args: readonly string[]): void {
  const { values, positionals } = parse(args)
  const [command, folder = "public", ...others] = positionals
  if (values.help === true || command === undefined) return print(USAGE)
  if (command !== "assets") throw new CliError(`there is no command '${command}'\n\n${USAGE}`)
  if (others.length > 0) throw new CliError(`expected one folder, got ${others.length + 1}`)
  copyBokehJs(folder)
}

function parse(args: readonly string[]) {
  try {
    const options = { help: { type: "boolean", short: "h" } } as const
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (cause) {
    throw new CliError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`)
  }
}

function copyBokehJs(folder: string): void {
  const target = resolve(folder, "static/js")
  copyMissing(findBokehJs(process.cwd()), target, BOKEHJS_FILES)
  print(`${BOKEHJS_FILES.length} files of BokehJS are in ${join(folder, "static/js")}\n`)
}

function print(text: string): void {
  process.stdout.write(text)
}

try {
  run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CliError)) throw error
  process.stderr.write(`bokeh-edge: ${error.message}\n`)
  process.exitCode = 1
}
