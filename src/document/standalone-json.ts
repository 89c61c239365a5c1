// Models as a document of their own, for pages without a server. The models stay in their documents. Source: Python
// bokeh.embed.util (3.10)

import { definitionsOf } from "../model/definitions.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { reachableFrom } from "../model/references.ts"
import type { Theme } from "../model/theme.ts"
import { type Deflate, Encoder } from "../serialization/encode.ts"
import type { ModelParts } from "../serialization/resolver.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import type { JsCallbacks } from "./document-content.ts"
import type { DocumentJson } from "./document-json.ts"
import { sentAttributes } from "./document-models.ts"
import { type Document, internalsOf } from "./document.ts"
import { shownAttributes } from "./shown-as-text.ts"
import { type Ends, viewOf } from "./views.ts"

export interface Standalone {
  readonly doc: DocumentJson
  /** The ids of the roots, in order. */
  readonly rootIds: readonly string[]
  /** The roots and all that they refer to. */
  readonly models: ReadonlySet<HasProps>
  readonly moved: readonly MovedRange[]
}

/** A range that somebody has moved, for which JSON has no place. */
export interface MovedRange {
  readonly id: string
  readonly now: Ends
  /** What Reset shows; null where BokehJS computes it. */
  readonly initial: Ends
}

export interface StandaloneOptions {
  readonly title: string
  /** Replaces the themes of the models. */
  readonly theme?: Theme | undefined
  readonly deflate: Deflate
}

/** What a document has beside its roots. */
interface Around {
  readonly config?: HasProps
  readonly defs: readonly unknown[]
  readonly jsCallbacks: JsCallbacks
}

const NOTHING: Around = { defs: [], jsCallbacks: {} }

/** There is no server to send events to. */
const FOR_THE_SERVER = "subscribed_events"

/** A whole document. @throws SerializationError for values that Bokeh cannot express */
export function standaloneDocument(document: Document, options: StandaloneOptions): Standalone {
  return standalone(document.roots, internalsOf(document).beside, options)
}

/** Models of any documents, or of none. @throws SerializationError for values that Bokeh cannot express */
export function standaloneModels(
  roots: readonly HasProps[],
  options: StandaloneOptions,
): Standalone {
  return standalone(roots, NOTHING, options)
}

function standalone(
  roots: readonly HasProps[],
  { config, defs, jsCallbacks }: Around,
  { title, theme, deflate }: StandaloneOptions,
): Standalone {
  const beside = [...(config ? [config] : []), ...Object.values(jsCallbacks).flat()]
  const models = reachableFrom([...beside, ...roots])
  const ids = idsOf(models)
  const describe = (value: object): ModelParts | undefined => {
    if (!(value instanceof HasProps)) return undefined
    const attributes = sentAttributes(value, theme?.valuesFor(stateOf(value).schema))
    const own = [...shownAttributes(value, attributes)].filter(([name]) => name !== FOR_THE_SERVER)
    return { id: ids.get(value) ?? "", type: value.type, attributes: own }
  }
  const encoder = new Encoder({ source: { describe, isKnown: () => false }, deflate })
  const encode = (value: unknown): unknown => encoder.encode(value)
  const doc = {
    version: BOKEH_VERSION,
    title,
    ...definitionsOf(models, defs, encode),
    ...(config && { config: encode(config) }),
    roots: roots.map(encode),
    ...(Object.keys(jsCallbacks).length > 0 && { callbacks: encode(jsCallbacks) }),
  }
  const moved = [...models].flatMap((model) => {
    const view = viewOf(model)
    return view === undefined ? [] : { id: ids.get(model) ?? "", ...view }
  })
  return { doc, rootIds: roots.map((root) => ids.get(root) ?? ""), models, moved }
}

/** Their own ids; new ones for models that are in no document, or have the id of another document's model. */
function idsOf(models: Iterable<HasProps>): ReadonlyMap<HasProps, string> {
  const ids = new Map<HasProps, string>()
  const taken = new Set<string>()
  for (const model of models) {
    let { id } = model
    for (let i = taken.size + 1; id === "" || taken.has(id); i++) id = `s${i}`
    ids.set(model, id)
    taken.add(id)
  }
  return ids
}
