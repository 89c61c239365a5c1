// The app's own models: definitions that are sent with documents, from which BokehJS creates classes, and scripts with
// classes.

import { fieldsOf } from "../util/record.ts"
import { contentHash } from "./content-hash.ts"

/** The form on the wire. */
export interface Definition {
  readonly type: "model"
  readonly name: string
  readonly properties: readonly {
    readonly name: string
    readonly kind: unknown
    readonly default: unknown
  }[]
}

/** The script that registers a model's class in the page. */
export interface OwnScript {
  readonly type: string
  /** A block, so that two scripts may use the same names. */
  readonly text: string
  /** Changes with the text. */
  readonly version: string
}

interface OwnClass {
  /** The type that it extends. */
  readonly parent: string
  readonly script: OwnScript
}

const definitions = new Map<string, Definition>() // filled while modules load, never after
const classes = new Map<string, OwnClass>() // so is this

export function addDefinition(definition: Definition): void {
  definitions.set(definition.name, definition)
}

export function addScript(type: string, parent: string, script: string): void {
  const text = `{\n${script}\n}\n`
  classes.set(type, { parent, script: { type, text, version: contentHash(text).toString(36) } })
}

/** @param given the definitions that the document came with; those of the app's own models are added */
export function definitionsOf(
  models: Iterable<{ readonly type: string }>,
  given: readonly unknown[],
  encode: (value: unknown) => unknown,
): { readonly defs?: readonly unknown[] } {
  const types = new Set([...models].map(({ type }) => type))
  const brought = given.map(encode)
  const names = brought.map((definition) => fieldsOf(definition)["name"])
  const own = [...definitions.values()]
    .filter(({ name }) => types.has(name) && !names.includes(name))
    .map(({ properties, ...definition }) => ({
      ...definition,
      properties: properties.map((one) => ({ ...one, default: encode(one.default) })),
    }))
  const defs = [...brought, ...own]
  return defs.length > 0 ? { defs } : {}
}

/** What a page must run before it shows a model of the type, in order of dependencies; nothing for Bokeh's own models. */
export function scriptsOf(type: string): readonly OwnScript[] {
  const own = classes.get(type)
  return own === undefined ? [] : [...scriptsOf(own.parent), own.script]
}

/** The own models that a page may need: the scripts to run there, none for models that documents define. */
export function ownTypes(): ReadonlyMap<string, readonly OwnScript[]> {
  return new Map([...definitions.keys(), ...classes.keys()].map((type) => [type, scriptsOf(type)]))
}
