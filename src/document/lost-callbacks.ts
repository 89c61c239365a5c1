// Callbacks that would be lost when the session wakes: those of models that neither the handler nor a part built.

import { type HasProps, stateOf } from "../model/has-props.ts"
import { type Document, internalsOf } from "./document.ts"

/** The models, as the log names them. */
export function modelsToLose(document: Document): readonly string[] {
  const { graph, build } = internalsOf(document)
  return [...graph.all()]
    .filter((model) => build.valuesOf(model) === undefined && hasCallbacks(model))
    .map((model) => {
      const name = stateOf(model).values.get("name")
      return typeof name === "string" ? `${model.type} '${name}'` : `${model.type} ${model.id}`
    })
}

function hasCallbacks(model: HasProps): boolean {
  const { changeCallbacks, eventCallbacks } = stateOf(model)
  return [...changeCallbacks.values(), ...eventCallbacks.values()].some(({ length }) => length > 0)
}
