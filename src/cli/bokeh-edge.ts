#!/usr/bin/env node
// The command `bokeh-edge`, as a process: its output and its exit code.

import { CliError } from "./cli-error.ts"
import { run } from "./command.ts"

try {
  await run(process.argv.slice(2), (text) => void process.stdout.write(text))
} catch (error) {
  if (!(error instanceof CliError)) throw error
  process.stderr.write(`bokeh-edge: ${error.message}\n`)
  process.exitCode = 1
}
