// What usual actions cost may not grow unseen: rows, statements, messages, bytes, wakes and calls, counted in the real runtime
// and compared with what is written in fixtures/counts.json. RENEW=1 writes that anew.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { type Action, ACTIONS } from "../support/counting/actions.ts"
import { type CountedWorker, startCounted } from "../support/counting/counted.ts"
import { type Count, type Counts, isCount, NOTHING } from "../support/counting/counts.ts"

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

describe("an action costs no more than it did", () => {
  it.for(Object.entries<Action>(ACTIONS))("%s", async ([name, action]) => {
    const counts = await action(worker)
    const entries = Object.entries(counts).filter(([, value]) => value > 0)
    if (isRenewed) known[name] = Object.fromEntries(entries)
    const allowed = { ...NOTHING, ...known[name] }
    const larger = entries.filter(([key, now]) => isCount(key) && now > mayBe(key, allowed[key]))
    expect(Object.fromEntries(larger), "is larger than in fixtures/counts.json").toEqual({})
  })
})
