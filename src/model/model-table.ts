// Reads the generated table of Bokeh's models. A type's lines are read when its class is created, because an app uses few
// of hundreds of types, and a Worker has to start in milliseconds.

import { Field } from "../serialization/values.ts"
import { isRecord } from "../util/record.ts"
import { MIXINS, MODELS } from "./generated/table.ts"
import { frozen, ModelDefault, type PropertyEntries, type PropertyEntry } from "./property.ts"
import { createModel } from "./registry.ts"
import { kinds } from "./table-enums.ts"

/** The table's row for one type. */
export interface ModelRow {
  readonly parent: string
  /** Only a parent of other types: BokehJS cannot create one by its name. */
  readonly isAbstract: boolean
  /** Its own properties, and new defaults for its parents' properties. */
  readonly entries: () => PropertyEntries
}

const mixins = MIXINS.split("\n\n")
const rows = new Map(rowsIn(MODELS))

/** The names of all types, parents first. */
export function tableTypes(): readonly string[] {
  return [...rows.keys()]
}

export function modelRow(type: string): ModelRow | undefined {
  return rows.get(type)
}

/** A type's line begins with ">" below the type before it, "<" for each level up. The lines of its properties follow. */
function rowsIn(text: string): readonly (readonly [type: string, row: ModelRow])[] {
  const path: string[] = []
  let depth = 0
  // Names of types begin with a capital or a module, those of properties do not.
  return text.split(/\n(?=[<>A-Z]|bokeh\.)/).map((block) => {
    const [, move = "", type = "", sign] = /^(>|<*)([\w.]+)(!?)/.exec(block) ?? []
    depth += move === ">" ? 1 : -move.length
    const parent = path[depth - 1] ?? "HasProps"
    path[depth] = type
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
 * `name:`, then the kind as one capital letter or two characters, then the default: "=" for the column of that name.
 * Without a default it is null, if the kind allows that. "!" and "~" instead of ":" mark properties that only browsers
 * write, and aliases.
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

/**
 * For values that JSON cannot express: a model is `{ $: type, ... }`; `$number`, `$map` and `$set` mean what their names
 * say.
 */
function revive(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value
  const { $: type, $number: number, ...attributes } = value
  if (typeof type === "string") return createModel(type, attributes)
  if (typeof number === "string") return Number(number)
  if ("$map" in value) return new Map()
  return "$set" in value ? new Set() : value
}
