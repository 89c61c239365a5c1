// A property as a member of an interface, with its kind and default as the comment.

import { unreachable } from "../src/util/unreachable.ts"
import { type DefaultRep, isList, type PropertyTable } from "./read-models.ts"

/** A property and its two types. */
export interface Member extends PropertyTable {
  /** The type when read. */
  readonly reads: string
  /** The type that can be assigned. */
  readonly takes: string
}

export function printMember(member: Member, side: "reads" | "takes"): string {
  const { name, kind, isReadonly, defaultValue, reads, takes } = member
  const shown = kind.length > 80 ? "" : `${kind.replaceAll('"', "'")}, `
  const doc = `  /** ${shown}default ${describeDefault(defaultValue)} */`
  if (side === "takes") return `${doc}\n  ${isReadonly ? "readonly " : ""}${name}: ${takes}`
  if (isReadonly) return `${doc}\n  readonly ${name}: ${reads}`
  if (reads === takes) return `${doc}\n  ${name}: ${reads}`
  return `${doc}\n  get ${name}(): ${reads}\n  set ${name}(value: ${takes})`
}

function describeDefault(value: DefaultRep): string {
  if (typeof value !== "object" || value === null || isList(value)) return JSON.stringify(value)
  switch (value.$) {
    case "unset":
      return "unset"
    case "number":
      return value.text
    case "field":
      return `the column "${value.name}"`
    case "record":
      return value.entries.length === 0 ? "{}" : "an object"
    case "map":
    case "set":
      return `an empty ${value.$}`
    case "model":
      return `a ${value.type}`
    default:
      return unreachable(value)
  }
}
