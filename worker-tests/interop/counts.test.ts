// What usual actions cost may not grow unseen: rows, statements, messages, bytes, wakes and calls, counted in the real runtime
// and compared with what is written in fixtures/counts.json. RENEW=1 writes that anew.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { type Action, ACTIONS, openStored, pan } from "../support/counting/actions.ts"
import { type CountedWorker, startCounted } from "../support/counting/counted.ts"
import { combined, type Count, type Counts, isCount, NOTHING } from "../support/counting/counts.ts"

const FILE = join(import.meta.dirname, "../fixtures/counts.json")
const isRenewed = process.env["RENEW"] === "1"

type Known = Record<string, Partial<Counts>>
const known: Known = isRenewed ? {} : (JSON.parse(readFileSync(FILE, "utf8")) as Known)

let worker: CountedWorker
beforeAll(async () => {
  worker = await startCounted()
})
afterAll(async () => {
  await worker.stop()
  if (isRenewed) writeFileSync(FILE, `${JSON.stringify(known, undefined, 2)}\n`)
})

/** Ids and times have more or fewer digits; many things at once are bundled by chance; what was read once is known. */
function mayBe(name: Count, before: number): number {
  if (name === "bytesIn" || name === "bytesOut") return before * 1.05 + 20
  const isRead = name === "statements" || name === "rowsRead"
  return (before > 5 ? before * 1.2 : before) + (isRead ? 1 : 0)
}

const TRIES = 4

const positive = (counts: Counts) => Object.entries(counts).filter(([, value]) => value > 0)

function larger(name: string, counts: Counts): Partial<Counts> {
  const allowed = { ...NOTHING, ...known[name] }
  const isMore = ([key, now]: [string, number]) => isCount(key) && now > mayBe(key, allowed[key])
  return Object.fromEntries(positive(counts).filter(isMore))
}

function isLarger(name: string, counts: Counts): boolean {
  return !isRenewed && Object.keys(larger(name, counts)).length > 0
}

describe("an action costs no more than it did", () => {
  it.for(Object.entries<Action>(ACTIONS))("%s", async ([name, action]) => {
    let counts = await action(worker)
    // What happens beside it by chance, as an alarm, does not happen beside it each time.
    for (let i = 1; i < TRIES && isLarger(name, counts); i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      counts = combined(counts, await action(worker), Math.min)
    }
    if (isRenewed) known[name] = Object.fromEntries(positive(counts))
    expect(larger(name, counts), "is larger than in fixtures/counts.json").toEqual({})
  })
})

it("[S20] a pan of sixty moves writes a row at once, one a second after that, and its end", async () => {
  const window = await openStored(worker, `${worker.url}/plot`)
  let seconds = 0
  const counts = await worker.during(async () => {
    seconds = await pan(window, 60)
  })
  expect(counts.messagesIn).toBe(62)
  expect(counts.rowsWritten).toBeGreaterThan(1)
  expect(counts.rowsWritten).toBeLessThanOrEqual(2 + Math.ceil(seconds))
})
