// The definitions of an app's data models, which go out with its documents: BokehJS makes their classes from them.

/** As on the wire. */
export interface Definition {
  readonly type: "model"
  readonly name: string
  readonly properties: readonly {
    readonly name: string
    readonly kind: unknown
    readonly default: unknown
  }[]
}

const definitions = new Map<string, Definition>() // filled while modules load, never after

export function addDefinition(definition: Definition): void {
  definitions.set(definition.name, definition)
}

/** Of own models whose class a script brings into the page, by type, in the order of their declarations. */
const scripts = new Map<string, string>() // filled while modules load, never after

export function addScript(type: string, script: string): void {
  scripts.set(type, script)
}

/** What a page must run before it shows models of these types. */
export function ownScripts(types: ReadonlySet<string>): readonly string[] {
  return [...scripts].filter(([type]) => types.has(type)).map(([, script]) => script)
}

/** @param types of the models that a document has; @param known names of definitions that it has brought with it */
export function ownDefinitions(
  types: ReadonlySet<string>,
  known: readonly unknown[],
): readonly Definition[] {
  return [...definitions.values()].filter(({ name }) => types.has(name) && !known.includes(name))
}
