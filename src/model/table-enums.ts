// The enumerations in the generated table of models.

import { KINDS } from "./generated/table.ts"

const kinds = KINDS.split("\n")

/** The names of the enumeration that begins with these. */
export function enumOf(...first: readonly string[]): readonly string[] {
  const start = `Enum(${JSON.stringify(first).slice(1, -1)}`
  const kind = kinds.find((line) => line.startsWith(start)) ?? "Enum()"
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so the table is written: names in quotes
  return JSON.parse(`[${kind.slice("Enum(".length, -1)}]`) as readonly string[]
}
