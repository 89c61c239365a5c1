// No client may put an element inside itself: a browser would never finish drawing it. Source: bokehjs core/build_views.ts
// (3.10), which creates the views of all elements inside an element

import { HasProps, stateOf } from "../model/has-props.ts"
import { modelsIn } from "../model/references.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { shown } from "../util/clipped.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { EventRep } from "./events.ts"

/** The properties through which BokehJS gets from a model to the models that it draws, or reads, inside it. */
const HOLDS =
  `above below center child children content context_menu elements items left menu operand operands
  renderers right tabs tickers title toolbar tools tooltip`.split(/\s+/)

/** All values that the events give to a property, including those that a later event replaces. */
type Given = Map<HasProps, Map<string, unknown[]>>

/**
 * Checks everything below the changed and added models, as the document will be after the events.
 * @throws SerializationError when a model would contain itself, directly or through others
 */
export function assertNoCircle(events: readonly EventRep[]): void {
  const given: Given = new Map()
  const starts = new Set<HasProps>()
  for (const event of events) {
    if (event.kind === "RootAdded" && event.model instanceof HasProps) starts.add(event.model)
    if (event.kind !== "ModelChanged" || !(event.model instanceof HasProps)) continue
    if (!HOLDS.includes(event.attr)) continue
    note(given, event.model, event.attr, event.new)
    starts.add(event.model)
  }
  const done = new Set<HasProps>()
  for (const start of starts) walk(start, given, done)
}

function note(given: Given, model: HasProps, attr: string, value: unknown): void {
  const attrs = getOrMake(given, model, () => new Map<string, unknown[]>())
  getOrMake(attrs, attr, () => []).push(value)
}

interface Step {
  readonly model: HasProps
  readonly held: Iterator<HasProps>
}

/** Without recursion, because a document may be deeper than the stack. */
function walk(start: HasProps, given: Given, done: Set<HasProps>): void {
  const open = new Set<HasProps>()
  const path: Step[] = []
  const enter = (model: HasProps) => {
    if (open.has(model)) {
      throw new SerializationError(`the ${model.type} ${shown(model.id)} would be inside of itself`)
    }
    if (done.has(model)) return
    open.add(model)
    path.push({ model, held: heldBy(model, given) })
  }
  enter(start)
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const next = step.held.next()
    if (next.done !== true) {
      enter(next.value)
      continue
    }
    path.pop()
    open.delete(step.model)
    done.add(step.model)
  }
}

function* heldBy(model: HasProps, given: Given): Generator<HasProps, undefined> {
  const { values } = stateOf(model)
  for (const name of HOLDS) {
    const planned = given.get(model)?.get(name)
    for (const value of planned ?? [values.get(name)]) yield* modelsIn(value)
  }
}
