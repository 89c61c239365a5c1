// A client defines a model with the id of a model that the app keeps outside of the document. BokehJS does this when a
// script of the page removes a model and puts it back, and a program does it when it pushes the document that it has pulled.
// As in Python, the client's model is a new one, and the app's model gets another id.

import { type HasProps, stateOf } from "../model/has-props.ts"
import { type Document, internalsOf } from "./document.ts"
import { keptModels } from "./kept-models.ts"
import { isOwnId } from "./model-graph.ts"

/** @param made models of a patch that was applied, or of a document that was pushed, by their ids */
export function displaceBy(document: Document, made: ReadonlyMap<string, HasProps>): void {
  const internals = internalsOf(document)
  const { graph, build } = internals
  const isTaken = [...made].some(([id, model]) => isOwnId(id) && graph.find(id) === model)
  if (!isTaken) return
  for (const model of [...keptModels(internals), ...build.models]) {
    const other = made.get(model.id)
    if (other === undefined || other === model || graph.find(model.id) !== other) continue
    const id = graph.newIdFor(model)
    build.rename(model, id)
    stateOf(model).id = id
  }
}
