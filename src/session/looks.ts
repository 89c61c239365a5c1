// Ranges that somebody has moved, as our pages receive them: where they are, and where Reset takes them.
// Source: PROTOCOL.md S19

import { type Moved, viewOf } from "../document/views.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"

/** As src/client/looks.ts reads it. */
export interface Look {
  readonly range: HasProps
  /** Undefined: each window computes it again. */
  readonly now?: readonly unknown[]
  /** Where Reset takes it; null for what each window computes. */
  readonly initial?: readonly unknown[]
}

export function looksOf(models: Iterable<HasProps>): readonly Look[] {
  return [...models].flatMap((range) => lookOf(range) ?? [])
}

export function looksOfMoved(moved: readonly Moved[]): readonly Look[] {
  const last = new Map(moved.map((one) => [one.range, one]))
  return [...last.values()]
    .filter(({ range }) => stateOf(range).owner !== undefined)
    .flatMap(({ range, isReset }) => (isReset ? { range } : (lookOf(range) ?? [])))
}

function lookOf(range: HasProps): Look | undefined {
  const view = viewOf(range)
  return view === undefined ? undefined : { range, ...view }
}
