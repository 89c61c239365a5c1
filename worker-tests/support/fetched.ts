// Packages that tests fetch from a registry once. Each is cached in a folder that is either complete or missing.

import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, renameSync } from "node:fs"
import { join } from "node:path"

import { ensurePython } from "../../scripts/ensure-python.ts"

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/fetched")

/** @param what to install, as arguments of pip @returns a folder for PYTHONPATH */
export function installed(name: string, what: readonly string[]): string {
  return fetched(name, (target) => {
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    execFileSync(ensurePython(), [...pip, "--target", target, ...what], {
      stdio: ["ignore", "ignore", "inherit"],
    })
  })
}

/** @param fetch fills the folder */
export function fetched(name: string, fetch: (target: string) => void): string {
  const folder = join(CACHE, name)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}-${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  fetch(unfinished)
  renameSync(unfinished, folder)
  return folder
}
