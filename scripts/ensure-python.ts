// A Python with the real Bokeh in it: a virtual environment in .venv, from worker-tests/interop/requirements.txt.

import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { aptInstall } from "./apt-install.ts"

const ROOT = join(import.meta.dirname, "..")
const VENV = join(ROOT, ".venv")
const PYTHON = join(VENV, "bin/python")
const REQUIREMENTS = join(ROOT, "worker-tests/interop/requirements.txt")
/** What is installed: a copy of the requirements, written when they are met. */
const INSTALLED = join(VENV, "requirements.txt")

/** The path of that Python, made when it is missing or out of date. @throws Error with one line that says what to do */
export function ensurePython(): string {
  const wanted = readFileSync(REQUIREMENTS, "utf8")
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, "utf8") === wanted) return PYTHON
  try {
    if (!canRun(PYTHON, ["-m", "pip", "--version"])) createVenv()
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    execFileSync(PYTHON, [...pip, "-r", REQUIREMENTS], { stdio: "inherit" })
  } catch (cause) {
    throw new Error(`Python with ${wanted.trim().split("\n").join(" ")} could not be set up`, {
      cause,
    })
  }
  writeFileSync(INSTALLED, wanted)
  return PYTHON
}

function createVenv(): void {
  // Debian keeps ensurepip, without which there is no pip in a venv, in a package of its own.
  if (!canRun("python3", ["-c", "import ensurepip"])) aptInstall("python3-venv")
  execFileSync("python3", ["-m", "venv", "--clear", VENV], { stdio: "inherit" })
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
