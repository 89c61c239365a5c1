// npm pack and npm publish: JavaScript and declarations of the package, in dist/lib.

import { execFileSync } from "node:child_process"
import { chmodSync, rmSync } from "node:fs"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "..")
const LIB = join(ROOT, "dist/lib")

export function buildPackage(): void {
  rmSync(LIB, { recursive: true, force: true })
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc")
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
    cwd: ROOT,
    stdio: "inherit",
  })
  chmodSync(join(LIB, "cli/bokeh-edge.js"), 0o755)
}

if (import.meta.main) buildPackage()
