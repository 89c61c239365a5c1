// Every limit: docs/limits.md lists it, that much is accepted, and one more is not.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import * as tables from "../../src/util/limits.ts"
import { isRecord } from "../../src/util/record.ts"
import { GROUP_TAKES } from "../support/limits/group.ts"
import { MESSAGE_TAKES } from "../support/limits/message.ts"
import {
  NEW_SESSION_TAKES,
  REQUEST_TAKES,
  SHARING_TAKES,
  WINDOW_TAKES,
} from "../support/limits/request.ts"
import { SESSION_TAKES } from "../support/limits/session.ts"
import type { Take } from "../support/limits/taking.ts"

/** By the name of the table: where it is documented, and how its limits are read. */
const TABLES: Readonly<Record<string, readonly [heading: string, takes: object]>> = {
  SESSION_LIMITS: ["A session", SESSION_TAKES],
  MESSAGE_LIMITS: ["A message of a client", MESSAGE_TAKES],
  REQUEST_LIMITS: ["A request", REQUEST_TAKES],
  WINDOW_LIMITS: ["A window", WINDOW_TAKES],
  SHARING_LIMITS: ["A copy", SHARING_TAKES],
  GROUP_LIMITS: ["A group", GROUP_TAKES],
  NEW_SESSION_LIMITS: ["New sessions", NEW_SESSION_TAKES],
}

/** The content of a table, by its name; `a.b` in a table of tables. */
function flat(table: object, before = ""): readonly (readonly [string, unknown])[] {
  return Object.entries(table).flatMap(([name, value]) =>
    isRecord(value) ? flat(value, `${before}${name}.`) : [[before + name, value] as const],
  )
}

const LIMITS = Object.entries(tables).flatMap(([table, limits]) =>
  flat(limits).map(([name, value]) => ({ table, name, value: Number(value) })),
)

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
  it("has every table", () => {
    expect(Object.keys(tables).toSorted()).toEqual(Object.keys(TABLES).toSorted())
  })

  it.each(Object.entries(TABLES))("states every limit of %s as it is", (table, [heading]) => {
    const own = LIMITS.filter((limit) => limit.table === table)
    const expected = own.map(({ name, value }) => [name, written(name, value)] as const)
    expect(new Map(rowsBelow(heading))).toEqual(new Map(expected))
  })
})

function takeOf(table: string, name: string): Take {
  const [, takes = {}] = TABLES[table] ?? []
  const found = new Map(flat(takes)).get(name)
  if (typeof found !== "function") throw new Error(`${table}.${name} has no test: add one`)
  return found as Take
}

describe("a value at the limit is accepted, and one past it is rejected:", { tags: "slow" }, () => {
  it.each(LIMITS.map(({ table, name, value }) => [table, name, value] as const))(
    "%s.%s: %d",
    async (table, name, value) => {
      const take = takeOf(table, name)
      expect([await take(value), await take(value + 1)]).toEqual([true, false])
    },
  )
})
