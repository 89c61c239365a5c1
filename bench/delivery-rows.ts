// The rows that a group's message writes with all its effects, counted in the real runtime, beside bare objects.

import { type CountedWorker, startCounted } from "../worker-tests/support/counting/counted.ts"
import { BenchGroup, BUSY_SENDERS, type Open, openBare, openOurs } from "./bench-group.ts"

/** The time without a count after which a message is completely done. */
const SETTLED_MS = 1200
const QUIET_MESSAGES = 3
/** Messages of each sender. A large group needs fewer, since each message has many receivers. */
const BUSY_MESSAGES = 10
const BUSY_DELIVERIES = 3000

/** A line for the table. */
export async function rowsLine(size: number): Promise<string> {
  const ours = await rowsOf("bench/counted-deliveries.ts", "/room", size, openOurs)
  const bare = await rowsOf("bench/counted-bare-group.ts", "/", size, openBare)
  return `  rows of a message: quiet ${ours.quiet}, busy ${ours.busy}; bare objects ${bare.quiet}, ${bare.busy}`
}

interface Rows {
  readonly quiet: string
  readonly busy: string
}

async function rowsOf(entry: string, path: string, size: number, open: Open): Promise<Rows> {
  const worker = await startCounted(entry)
  try {
    const group = await BenchGroup.join(`${worker.url}${path}`, size, open)
    let quiet = 0
    for (let i = 0; i < QUIET_MESSAGES; i++)
      quiet += await rowsIn(worker, () => group.say(`q${i}.`))
    const count = Math.min(BUSY_MESSAGES, Math.ceil(BUSY_DELIVERIES / size))
    const busy = await rowsIn(worker, () => group.allSpeak("b", count))
    return {
      quiet: (quiet / QUIET_MESSAGES).toFixed(1),
      busy: (busy / count / BUSY_SENDERS).toFixed(1),
    }
  } finally {
    await worker.stop()
  }
}

async function rowsIn(worker: CountedWorker, action: () => Promise<unknown>): Promise<number> {
  return (await worker.during(action, SETTLED_MS)).rowsWritten
}
