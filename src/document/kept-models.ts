// The models that are stored: those in the document, those that the handler or a part of the document has built, whether
// shown or not, those that were there before changes that are held back, and all that these refer to.

import type { HasProps } from "../model/has-props.ts"
import { modelsIn, reachableFrom } from "../model/references.ts"
import type { Build } from "./build.ts"
import type { Callbacks } from "./callbacks.ts"
import type { ModelGraph } from "./model-graph.ts"

export interface Keeper {
  readonly graph: ModelGraph
  readonly build: Build
  /** Without it, changes that are held back do not count. */
  readonly callbacks?: Pick<Callbacks, "held">
}

export function keptModels({ graph, build, callbacks }: Keeper): ReadonlySet<HasProps> {
  const roots = [...graph.all(), ...modelsIn(callbacks?.held)]
  if (build.isReplaced) return reachableFrom(roots)
  roots.push(...build.models)
  for (;;) {
    const kept = reachableFrom(roots)
    const hidden = build
      .partsIn(kept)
      .flatMap(({ models }) => models.filter((model) => !kept.has(model)))
    if (hidden.length === 0) return kept
    roots.push(...hidden)
  }
}

/** From now on, the document also notices changes of models that are not in it. */
export function keepBuilt(keeper: Keeper): void {
  for (const model of keptModels(keeper)) keeper.graph.keep(model)
}
