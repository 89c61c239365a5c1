// Models on their way into another document: they get new ids there, and keep their look. Source: PROTOCOL.md G-rules,
// SECURITY.md

import { HasProps, stateOf } from "../model/has-props.ts"
import { initProperty } from "../model/property-value.ts"
import { createModel } from "../model/registry.ts"
import { Decoder } from "../serialization/decode.ts"
import { Encoder } from "../serialization/encode.ts"
import type { ModelParts } from "../serialization/resolver.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { fieldsOf } from "../util/record.ts"
import { portableAttributes } from "./document-models.ts"
import type { EncodedBuffer } from "./encode-events.ts"
import { isOwnerOnly } from "./owner-only.ts"
import { showAsText } from "./shown-as-text.ts"
import { isInitial } from "./window-ranges.ts"

export interface ModelBundle {
  readonly json: string
  readonly buffers: readonly EncodedBuffer[]
}

/** Subscriptions are not copied, because the callbacks stay in the sender's session. */
const OWN_TO_THE_SENDER = "subscribed_events"

/** The models with all that they refer to, with their theme and moved ranges. @throws SerializationError */
export function encodeModels(models: readonly HasProps[]): ModelBundle {
  const ids = new Map<HasProps, string>()
  const describe = (value: object): ModelParts | undefined => {
    if (!(value instanceof HasProps)) return undefined
    assertDeclared(value)
    const id = ids.get(value) ?? `p${ids.size + 1}`
    ids.set(value, id)
    if (isOwnerOnly(value)) return { id, type: value.type, attributes: [] }
    const attributes = [...portableAttributes(value)].filter(([name]) => name !== OWN_TO_THE_SENDER)
    return { id, type: value.type, attributes }
  }
  const encoder = new Encoder({ source: { describe, isKnown: () => false } })
  const json = JSON.stringify({ models: models.map((model) => encoder.encode(model)) })
  return { json, buffers: encoder.buffers }
}

/** Models that only Python declares are unknown to other documents. @throws SerializationError */
function assertDeclared(model: HasProps): void {
  const { owner, schema } = stateOf(model)
  if (!schema.isOpen || owner?.hasBrought(schema.type) !== true) return
  throw new SerializationError(
    `only Python knows ${schema.type}: declare it in the app, as DataModel("${schema.type}", { ... })`,
  )
}

/** New copies of the models, in no document. HTML that a visitor wrote becomes text in them. @throws SerializationError */
export function decodeModels(
  content: unknown,
  buffers: ReadonlyMap<string, ArrayBuffer>,
): readonly HasProps[] {
  const made = new Map<string, HasProps>()
  const decoder = new Decoder<HasProps>({
    buffers,
    resolver: {
      find: (id) => made.get(id),
      create: (type, id) => {
        const model = createModel(type)
        made.set(id, model)
        return model
      },
      initialize,
    },
  })
  const reps: unknown = fieldsOf(content)["models"]
  if (!Array.isArray(reps)) throw new SerializationError("it has no list of models")
  const models = reps.map((rep: unknown) => decoder.decode(rep))
  for (const model of made.values()) showAsText(model)
  return models.filter((model) => model instanceof HasProps)
}

/** A newer version of the code may have written properties that this version does not know. */
function initialize(model: HasProps, attributes: Readonly<Record<string, unknown>>): void {
  const { schema, values } = stateOf(model)
  for (const [name, value] of Object.entries(attributes)) {
    if (isInitial(name)) values.set(name, value)
    else if (schema.has(name)) initProperty(model, name, value)
  }
}
