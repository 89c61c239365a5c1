// The CPU time that the real workerd needs to read, compile and evaluate a Worker's code before its first answer. The
// platform limits it to a second. It hardly depends on the load of the machine.

import { readdirSync, readFileSync } from "node:fs"

import { startWorker } from "./start-worker.ts"

const ROUNDS = 3
const EMPTY = "worker-tests/support/empty-app.ts"
export const SMALL = "worker-tests/support/small-app.ts"

/** Only Linux reports the CPU time of a process's threads. */
export const CAN_MEASURE = process.platform === "linux"

/** The least milliseconds until the first answer in several rounds, and the excess over a Worker that does nothing. */
export async function startUpMs(
  entry: string,
): Promise<{ readonly all: number; readonly own: number }> {
  const empty = await leastMs(EMPTY)
  const all = await leastMs(entry)
  return { all, own: all - empty }
}

async function leastMs(entry: string): Promise<number> {
  const times: number[] = []
  // oxlint-disable-next-line no-await-in-loop -- one after another
  for (let i = 0; i < ROUNDS; i++) times.push(await usedMs(entry))
  return Math.min(...times)
}

async function usedMs(entry: string): Promise<number> {
  const before = new Set(children())
  const worker = await startWorker({ entry })
  // A path that no Worker has, so that the code is evaluated and does nothing else.
  const response = await fetch(`${worker.url}/start-up/none`)
  await response.text()
  const started = children().filter((pid) => !before.has(pid))
  const used = started.reduce((sum, pid) => sum + processorMs(pid), 0)
  await worker.stop()
  return used
}

/** This process's own workerd. */
function children(): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    const [, parent] = /^\d+ \(workerd\) \S (\d+)/.exec(read(`/proc/${pid}/stat`)) ?? []
    return Number(parent) === process.pid
  })
}

/** The CPU time of all threads, to the microsecond. The first number is in nanoseconds. */
function processorMs(pid: string): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const used = threads.map((thread) =>
    Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ", 1).join("")),
  )
  return used.reduce((sum, each) => sum + each, 0) / 1e6
}

/** "" for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}
