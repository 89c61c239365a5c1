// npm pack and npm publish: JavaScript and declarations of the package, in dist/lib.

import { execFileSync } from "node:child_process"
import { chmodSync, rmSync } from "node:fs"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "..")
const LIB = join(ROOT, "dist/lib")

/** As little work as possible: types are checked elsewhere, and the last build, which is never packed, is only updated. */
const QUICK = ["--noCheck", "--incremental", "--tsBuildInfoFile", "dist/lib/.tsbuildinfo"]

/** @param isAnew whether to check types, and to reuse nothing of an earlier build */
export function buildPackage(isAnew = true): void {
  if (isAnew) rmSync(LIB, { recursive: true, force: true })
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc")
  const args = [tsc, "-p", "tsconfig.build.json", ...(isAnew ? [] : QUICK)]
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" })
  chmodSync(join(LIB, "cli/bokeh-edge.js"), 0o755)
}

if (import.meta.main) buildPackage()
