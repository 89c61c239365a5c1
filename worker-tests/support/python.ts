// Runs programs in a Python with the real Bokeh.

import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"

import { ensurePython } from "../../scripts/ensure-python.ts"

const run = promisify(execFile)
const INTEROP = join(import.meta.dirname, "../interop")
/** Long enough for a busy machine: anything slower hangs. */
const TIMEOUT_MS = 600_000
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/**
 * Runs interop/FILE with arguments and environment. Bokeh reads its key from BOKEH_SECRET_KEY.
 * @returns the JSON value that it prints as its last line
 * @throws Error with its output if it fails
 */
export async function python(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const { stdout } = await run(ensurePython(), [join(INTEROP, file), ...args], {
    env: { ...process.env, BOKEH_SIGN_SESSIONS: "yes", PYTHONDONTWRITEBYTECODE: "1", ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
  })
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "")
}
