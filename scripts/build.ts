// npm run build: the Worker's bundle in dist/, as `wrangler deploy` would upload it. Fails if the bundle exceeds the budget.

import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs"
import { basename, join } from "node:path"
import { gzipSync } from "node:zlib"

import { copyAssets } from "./copy-assets.ts"

const ROOT = join(import.meta.dirname, "..")
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js")
/** The budget of the server, the models and the code of more than thirty apps, without the apps' data. */
const MAX_CODE_BYTES = 235_000

/** Makes the bundle in `folder`: its code, with the apps' data beside it. @param entry instead of src/index.ts */
export function buildWorker(folder: string, entry?: string): void {
  copyAssets()
  rmSync(folder, { recursive: true, force: true })
  const args = [WRANGLER, "deploy", "--dry-run", "--minify", "--outdir", folder]
  if (entry !== undefined) args.push(entry)
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" }
  execFileSync(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] })
  if (entry === undefined) return
  renameSync(join(folder, `${basename(entry, ".ts")}.js`), join(folder, "index.js"))
}

function printSizes(folder: string): void {
  const uploaded = readdirSync(folder).filter((name) => !/\.(md|map)$/.test(name))
  const code = gzippedBytes(folder, ["index.js"])
  const data = gzippedBytes(
    folder,
    uploaded.filter((name) => name !== "index.js"),
  )
  process.stdout.write(
    `gzipped: ${kilobytes(code + data)}, of which the apps' data ${kilobytes(data)} ` +
      `and the code ${kilobytes(code)} of at most ${kilobytes(MAX_CODE_BYTES)}\n`,
  )
  if (code > MAX_CODE_BYTES) process.exitCode = 1
}

function gzippedBytes(folder: string, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}

if (import.meta.main) {
  const folder = join(ROOT, "dist/worker")
  buildWorker(folder)
  printSizes(folder)
}
