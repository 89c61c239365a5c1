// The real packages with which users embed apps and behind which they run, for the tests' Python.

import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"

import { installed } from "./fetched.ts"

const LIST = join(import.meta.dirname, "../interop/packages.txt")

/** The folder of the packages, for PYTHONPATH. Fetched once for each list. */
export function ensurePackages(): string {
  const digest = createHash("sha256").update(readFileSync(LIST)).digest("hex").slice(0, 12)
  return installed(`packages-${digest}`, ["--requirement", LIST])
}
