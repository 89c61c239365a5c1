// The known counts of an action in bench/counts.json, compared as in bench/compare.ts. RENEW=1 rewrites the file.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { type AllCounted, type Counted, grown } from "../../../bench/compare.ts"

const FILE = join(import.meta.dirname, "../../../bench/counts.json")
const isRenewed = process.env["RENEW"] === "1"

export interface Known {
  /** The counts that exceed the known ones by more than chance. */
  readonly grown: (action: string, counted: Counted) => Counted
  /** To be called when everything is counted. Writes the file if requested. */
  readonly end: () => void
}

/** @param kind of the actions, all of which one test counts */
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
