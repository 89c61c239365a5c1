// The models that a message concerns, and whether they are the same in a document that was pulled later: another version of
// an app may give an id to another model. Source: bokehjs core/serialization/reps.ts

import type { BokehDocument, BokehModel, Message } from "./bokeh.ts"

/** The properties by which a reader distinguishes widgets. */
const TELLING = ["name", "title", "label"]

/** The models that existed before the message. */
export function targetsOf({ content }: Message, doc: BokehDocument): readonly BokehModel[] {
  const ids = new Set<string>()
  visit(content, ({ id }) => void ids.add(String(id)))
  return [...ids].flatMap((id) => doc.get_model_by_id(id) ?? [])
}

/** All models of a document's JSON. */
export function modelsIn(json: unknown): ReadonlyMap<string, BokehModel> {
  const models = new Map<string, BokehModel>()
  visit(json, ({ type, name, id, attributes }) => {
    if (type !== "object" || typeof name !== "string" || typeof id !== "string") return
    models.set(id, { id, type: name, attributes: isObject(attributes) ? attributes : {} })
  })
  return models
}

/** An attribute that is missing in JSON has its default. */
export function isSame({ type, attributes }: BokehModel, there: BokehModel | undefined): boolean {
  return (
    there?.type === type &&
    TELLING.every((name) => {
      const value = there.attributes[name]
      return typeof value !== "string" || value === attributes[name]
    })
  )
}

function visit(value: unknown, found: (object: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, found)
    return
  }
  if (!isObject(value)) return
  found(value)
  for (const item of Object.values(value)) visit(item, found)
}

/** An object as in JSON, not a buffer. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}
