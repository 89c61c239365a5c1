// What is known of an action, in bench/counts.json, and compared as bench/compare.ts does. RENEW=1 writes that anew.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { type AllCounted, type Counted, grown } from "../../../bench/compare.ts"

const FILE = join(import.meta.dirname, "../../../bench/counts.json")
const isRenewed = process.env["RENEW"] === "1"

export interface Known {
  /** What is more than is known, by more than chance. */
  readonly grown: (action: string, counted: Counted) => Counted
  /** Call it when all is counted: writes the file, where that is wanted. */
  readonly end: () => void
}

/** @param kind of the actions: one test counts all of a kind */
export function knownCounts(kind: string): Known {
  const known = read()[kind] ?? {}
  const renewed: Record<string, Counted> = {}
  return {
    grown: (action, counted) => {
      renewed[action] = Object.fromEntries(Object.entries(counted).filter(([, value]) => value > 0))
      return isRenewed ? {} : grown(known[action] ?? {}, counted)
    },
    end: () => {
      if (!isRenewed) return
      writeFileSync(FILE, `${JSON.stringify({ ...read(), [kind]: renewed }, undefined, 2)}\n`)
    },
  }
}

function read(): AllCounted {
  return JSON.parse(readFileSync(FILE, "utf8")) as AllCounted
}
