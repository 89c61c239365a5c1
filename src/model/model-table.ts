// Reads the generated table of Bokeh's models. A type's lines are read when its class is made: an app uses few of hundreds
// of types, and a Worker has to start in milliseconds.

import { Field } from "../serialization/values.ts"
import { isRecord } from "../util/record.ts"
import { KINDS, MIXINS, MODELS } from "./generated/table.ts"
import { frozen, ModelDefault, type PropertyEntries, type PropertyEntry } from "./property.ts"
import { createModel } from "./registry.ts"

/** What the table says of one type. */
export interface ModelRow {
  readonly parent: string
  /** Only a parent of others: BokehJS can make none by its name. */
  readonly isAbstract: boolean
  /** Its own properties, and new defaults of its parents'. */
  readonly entries: () => PropertyEntries
}

const kinds = KINDS.split("\n")
const mixins = MIXINS.split("\n\n")
const rows = new Map(rowsIn(MODELS))

/** The names of all types, parents first. */
export function tableTypes(): readonly string[] {
  return [...rows.keys()]
}

export function modelRow(type: string): ModelRow | undefined {
  return rows.get(type)
}

/** A type's line is indented by how many parents it has, and followed by those of its properties. */
function rowsIn(text: string): readonly (readonly [type: string, row: ModelRow])[] {
  const path: string[] = []
  return text.split("\n\n").map((block) => {
    const [, indent = "", type = "", sign] = /^( *)([\w.]+)(!?)/.exec(block) ?? []
    const parent = path[indent.length - 1] ?? "HasProps"
    path[indent.length] = type
    const lines = () => block.split("\n").slice(1)
    const entries = () => Object.fromEntries(lines().flatMap(withMixin).map(entryOf))
    return [type, { parent, isAbstract: sign === "!", entries }]
  })
}

/** `prefix+index` stands for the lines of a mixin. */
function withMixin(line: string): readonly string[] {
  const [, prefix = "", index] = /^(\w*)\+(\d+)$/.exec(line) ?? []
  if (index === undefined) return [line]
  return (mixins[Number(index)] ?? "").split("\n").map((each) => prefix + each)
}

/**
 * `name:`, one large letter or two characters for the kind, the default: "=" for the column of that name; where there is none, null,
 * if it may be that. "!" and "~" in place of ":" are
 * for what only browsers write, and other names.
 */
function entryOf(line: string): readonly [name: string, entry: PropertyEntry] {
  const [, name = "", sign, index = "", json = ""] =
    /^(\w+)([:!~])([A-Z]|\w\w)(.*)$/.exec(line) ?? []
  const kind = kinds[Number.parseInt(index, 36)] ?? "Unknown"
  const otherwise = sign === ":" && kind.startsWith("Nullable(") ? null : undefined
  const value = json === "" ? otherwise : json === "=" ? frozen(new Field(name)) : defaultOf(json)
  return [name, sign === ":" ? [kind, value] : [kind, value, sign === "!" ? "readonly" : "alias"]]
}

function defaultOf(json: string): unknown {
  const read = (): unknown => JSON.parse(json, revive)
  if (json.includes('{"$":')) return new ModelDefault(read)
  const value = read()
  return typeof value === "object" && value !== null ? frozen(value) : value
}

/** What JSON can't say: a model is `{ $: type, ... }`, and `$number`, `$map` and `$set` are what they say. */
function revive(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value
  const { $: type, $number: number, ...attributes } = value
  if (typeof type === "string") return createModel(type, attributes)
  if (typeof number === "string") return Number(number)
  if ("$map" in value) return new Map()
  return "$set" in value ? new Set() : value
}
