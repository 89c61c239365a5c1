// The names of BokehJS's enums, whose kinds contain only the values.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { BOKEHJS } from "./bokehjs-page.ts"

/** From an enum's values (see `enumKey`) to its name, or the first name if several enums have the same values. */
export function readEnumNames(): ReadonlyMap<string, string> {
  const text = readFileSync(join(BOKEHJS, "lib/core/enums.d.ts"), "utf8")
  const names = new Map<string, string>()
  for (const [, name = "", union = ""] of text.matchAll(/const (\w+): .*\.Enum<(.*)>;/g)) {
    const key = enumKey(union.match(/"(?:[^"\\]|\\.)*"/g) ?? [])
    if (!names.has(key)) names.set(key, name)
  }
  return names
}

/** @param literals the values as JSON, in any order */
export function enumKey(literals: readonly string[]): string {
  return literals.toSorted().join(" ")
}
