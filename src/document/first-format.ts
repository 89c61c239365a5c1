// Documents that were stored in format 1: one nested document, with the ids and types of the models that its handler had
// built.

import { forgetContent } from "../model/content.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { createModel } from "../model/registry.ts"
import { Theme, type ThemeJson } from "../model/theme.ts"
import { Decoder } from "../serialization/decode.ts"
import { Build } from "./build.ts"
import type { DocumentInternals } from "./document-internals.ts"
import { asCallbacks } from "./document-json.ts"
import { type Document, internalsOf } from "./document.ts"

export interface FirstFormat {
  /** The ids and types of the models that the handler built: "m1:Slider,m2:Div". */
  readonly fingerprint: string
  readonly lastNumber: number
  readonly title: string
  readonly theme?: ThemeJson
  readonly defs: readonly unknown[]
  readonly config: unknown
  readonly roots: readonly unknown[]
  readonly callbacks?: unknown
  readonly detached: readonly unknown[]
}

/** The ids and types in a fingerprint. */
export function structureOf({ fingerprint }: FirstFormat): readonly (readonly [string, string])[] {
  return fingerprint.split(",").map((entry) => {
    const [id = "", type = ""] = entry.split(":")
    return [id, type]
  })
}

/**
 * Restores that state in a document. The changes since the build are unknown, so each value counts as changed that is
 * different in the current build.
 */
export function restoreFirstFormat(
  document: Document,
  stored: FirstFormat,
  buffers: ReadonlyMap<string, ArrayBuffer>,
  builtFor?: (type: string, id: string) => HasProps | undefined,
): void {
  const internals = internalsOf(document)
  const made = new Map<string, HasProps>()
  const decoder = new Decoder<HasProps>({
    buffers,
    resolver: {
      find: (id) => made.get(id),
      create: (type, id) => {
        const model = builtFor?.(type, id) ?? createModel(type)
        stateOf(model).id = id
        made.set(id, model)
        return model
      },
      initialize: (model, attributes) => {
        const { values } = stateOf(model)
        values.clear()
        for (const [name, value] of Object.entries(attributes)) {
          values.set(name, value)
          forgetContent(model, name)
        }
      },
    },
  })
  const model = (rep: unknown) => asModel(decoder.decode(rep))
  const content = {
    defs: stored.defs.map((rep) => decoder.decode(rep)),
    config: model(stored.config),
    roots: stored.roots.map(model),
    jsCallbacks: asCallbacks(decoder.decode(stored.callbacks ?? {})),
  }
  stored.detached.forEach(model)
  const theme = stored.theme && new Theme({ json: stored.theme })
  internals.restore({ ...content, title: stored.title, theme })
  internals.graph.lastNumber = stored.lastNumber
  takeNewIds(internals)
  internals.build = buildOf(internals.build, structureOf(stored), made)
}

/** Models that the handler created for later were not stored: other models may have their ids. */
function takeNewIds({ build: { prepared }, graph }: DocumentInternals): void {
  for (const model of prepared) {
    if (stateOf(model).owner !== undefined) continue
    stateOf(model).id = undefined
    stateOf(model).keeper = undefined
  }
  for (const model of prepared) graph.keep(model)
}

/** The current build, with the models that were stored for it. */
function buildOf(
  build: Build,
  structure: readonly (readonly [string, string])[],
  models: ReadonlyMap<string, HasProps>,
): Build {
  const known = new Build(build.outline, [], build.lastNumber)
  for (const [id] of structure) {
    const model = models.get(id)
    if (model === undefined) continue
    known.add(model, build.valuesOf(model) ?? new Map())
    known.noteReturned(model)
  }
  for (const model of build.prepared) known.add(model, build.valuesOf(model) ?? new Map())
  return known
}

function asModel(value: unknown): HasProps {
  if (value instanceof HasProps) return value
  throw new Error("a stored root is not a model")
}
