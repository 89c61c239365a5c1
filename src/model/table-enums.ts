// The kinds in the generated table of models, and the enumerations among them.

import { KINDS } from "./generated/table.ts"

/** By index, which the table's lines name. */
export const kinds: readonly string[] = KINDS.split("\n")

/** The names of the enumeration that begins with these. */
export function enumOf(...first: readonly string[]): readonly string[] {
  const start = `Enum(${JSON.stringify(first).slice(1, -1)}`
  const kind = kinds.find((line) => line.startsWith(start)) ?? "Enum()"
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so the table is written: names in quotes
  return JSON.parse(`[${kind.slice("Enum(".length, -1)}]`) as readonly string[]
}
