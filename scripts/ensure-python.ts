// A Python with the real Bokeh in it: a virtual environment in .venv, from lists of requirements.

import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { aptInstall } from "./apt-install.ts"

const ROOT = join(import.meta.dirname, "..")
const VENV = join(ROOT, ".venv")
const IS_WINDOWS = process.platform === "win32"
const PYTHON = join(VENV, IS_WINDOWS ? "Scripts/python.exe" : "bin/python")
/** The system's Python. */
const PYTHON3 = IS_WINDOWS ? "python" : "python3"
/** The requirements of the tests. */
const TESTS = "worker-tests/interop/requirements.txt"
/** The requirements of the benchmarks' peers. */
export const BENCHMARKS = "bench/peers/requirements.txt"

/**
 * The path of that Python, which is set up if it is missing or out of date.
 * @param files lists of requirements, all installed before this returns
 * @throws Error with one line of instructions
 */
export function ensurePython(...files: readonly string[]): string {
  for (const file of [TESTS, ...files]) meet(file)
  return PYTHON
}

/** A copy of each installed list is kept. */
function meet(file: string): void {
  const wanted = readFileSync(join(ROOT, file), "utf8")
  const met = join(VENV, file.replaceAll("/", "-"))
  if (existsSync(met) && readFileSync(met, "utf8") === wanted) return
  try {
    if (!canRun(PYTHON, ["-m", "pip", "--version"])) createVenv()
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    execFileSync(PYTHON, [...pip, "-r", join(ROOT, file)], { stdio: "inherit" })
  } catch (cause) {
    const names = wanted.trim().split("\n").join(" ")
    throw new Error(`Python with ${names} could not be set up`, { cause })
  }
  writeFileSync(met, wanted)
}

function createVenv(): void {
  // Debian has ensurepip, which a venv needs for pip, in a separate package.
  if (!canRun(PYTHON3, ["-c", "import ensurepip"])) aptInstall("python3-venv")
  execFileSync(PYTHON3, ["-m", "venv", "--clear", VENV], { stdio: "inherit" })
}

function canRun(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

if (import.meta.main) ensurePython()
