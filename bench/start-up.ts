// The work of a Worker before its first request: workerd compiles and evaluates the bundle that would be deployed, in new
// processes. The result is their CPU time beyond that of an empty Worker.

import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { buildWorker } from "../scripts/build.ts"
import { EXAMPLES } from "../worker-tests/support/entries.ts"
import { cpuMs } from "./cpu-time.ts"
import { restartable } from "./servers.ts"

const ROUNDS = 9
/** A Worker that only answers. */
const READY = "/liveness"
const EMPTY = "export default { fetch: () => new Response() }"

const WORKERS = {
  empty: (folder: string): void => {
    mkdirSync(folder)
    writeFileSync(join(folder, "index.js"), EMPTY)
  },
  small: (folder: string): void => buildWorker(folder, "bench/small-app.ts"),
  all: (folder: string): void => buildWorker(folder, EXAMPLES),
}

/** One line for a small app, and one for all examples. */
export async function startUpLines(): Promise<readonly string[]> {
  const empty = await leastMs(WORKERS.empty)
  const small = (await leastMs(WORKERS.small)) - empty
  const all = (await leastMs(WORKERS.all)) - empty
  return [
    `  a small app's code, compiled and evaluated in workerd: ${line(small, 10)}`,
    `  all examples' code, compiled and evaluated in workerd: ${line(all, 25)}`,
    `  a process with an empty Worker: ${empty.toFixed(1)} ms of CPU`,
  ]
}

function line(ms: number, budgetMs: number): string {
  const verdict = ms <= budgetMs ? "kept" : "MISSED"
  return `${ms.toFixed(1)} ms of CPU, budget ${budgetMs} ms ${verdict}`
}

/** The time until the first answer, in the least disturbed of several starts. */
async function leastMs(build: (folder: string) => void): Promise<number> {
  const { start, remove } = restartable(READY, build)
  const times: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const server = await start()
    times.push(cpuMs(server.pid))
    await server.stop() // oxlint-disable-line no-await-in-loop -- the same
  }
  remove()
  return Math.min(...times)
}
