// The type errors of a project: at run time, most of them would show late.

import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"

import { packageFolder } from "./package-folder.ts"

/** One mistake may cause many errors. */
const MAX_LINES = 20

/** One error a line; "" when there are none, and for projects without a tsconfig.json or without TypeScript. */
export async function typeErrors(folder: string): Promise<string> {
  const typescript = packageFolder("typescript", folder)
  if (typescript === undefined || !existsSync(join(folder, "tsconfig.json"))) return ""
  const args = [join(typescript, "bin/tsc"), "--noEmit", "--pretty", "false"]
  const compiler = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  })
  let printed = ""
  compiler.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text))
  const code = await new Promise((resolve) => {
    compiler.once("close", resolve).once("error", () => resolve(0))
  })
  return code === 0 ? "" : shortened(printed.trim().split("\n"))
}

function shortened(lines: readonly string[]): string {
  const more = lines.length - MAX_LINES
  const first = lines.slice(0, MAX_LINES).join("\n")
  return more > 0 ? `${first}\n... and ${more} more lines: npx tsc` : first
}
