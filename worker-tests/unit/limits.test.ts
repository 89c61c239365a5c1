// The table in docs/limits.md has every limit, with its value.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import {
  GROUP_LIMITS,
  MESSAGE_LIMITS,
  REQUEST_LIMITS,
  SESSION_LIMITS,
  SHARING_LIMITS,
} from "../../src/util/limits.ts"

const { kept, ...GROUP } = GROUP_LIMITS
const KEPT = Object.entries(kept).map(([name, value]) => [`kept.${name}`, value] as const)

const document = readFileSync(join(import.meta.dirname, "../../docs/limits.md"), "utf8")

/** The table's rows below a heading, as name and value. */
function rowsBelow(heading: string): readonly (readonly [string, string])[] {
  const [, section = ""] = document.split(`## ${heading}\n`)
  const [own = ""] = section.split("\n## ")
  return Array.from(own.matchAll(/^\| `([\w.]+)` \| ([^|]+) \|/gm), ([, name = "", value = ""]) => [
    name,
    value,
  ])
}

/** As the document writes it: "64 KiB", "10 000". */
function written(name: string, value: number): string {
  if (!/bytes|byteBurst|previewChars/i.test(name))
    return `${value}`.replace(/\B(?=(\d{3})+$)/g, value < 10_000 ? "" : " ")
  return value % (1 << 20) === 0 ? `${value >> 20} MiB` : `${value >> 10} KiB`
}

describe("docs/limits.md", () => {
  it.each([
    ["A session", Object.entries(SESSION_LIMITS)],
    ["A message of a client", Object.entries(MESSAGE_LIMITS)],
    ["A request", Object.entries(REQUEST_LIMITS)],
    ["A copy", Object.entries(SHARING_LIMITS)],
    ["A group", [...Object.entries(GROUP), ...KEPT]],
  ] as const)("%s: says every limit as it is", (heading, limits) => {
    const expected = limits.map(([name, value]) => [name, written(name, value)] as const)
    expect(new Map(rowsBelow(heading))).toEqual(new Map(expected))
  })
})
