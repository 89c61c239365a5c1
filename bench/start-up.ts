// What a Worker does before its first request: the bundle that would be deployed, compiled and evaluated, in new processes.
// Run as a program of its own it measures once.

import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { buildWorker } from "../scripts/build.ts"
import { TEST_APPS } from "../worker-tests/support/entries.ts"
import { loadAsInWorkers } from "./load-as-in-workers.ts"
import { median } from "./question.ts"

const ROUNDS = 9

/** One line. */
export function startUpLines(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "bokeh-edge-bench-"))
  buildWorker(join(folder, "worker"), TEST_APPS)
  const args = ["--disable-warning=ExperimentalWarning", import.meta.filename, folder]
  const times = Array.from({ length: ROUNDS }, () =>
    Number(execFileSync(process.execPath, args, { encoding: "utf8" })),
  )
  rmSync(folder, { recursive: true })
  return [`  the Worker's code, compiled and evaluated in Node: ${median(times).toFixed(1)} ms`]
}

async function measure(folder: string): Promise<number> {
  loadAsInWorkers()
  await import("node:zlib") // is there already in a Worker
  const start = performance.now()
  await import(join(folder, "worker/index.js"))
  return performance.now() - start
}

if (import.meta.main) process.stdout.write(`${await measure(process.argv[2] ?? "")}\n`)
