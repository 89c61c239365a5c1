// Ranges that somebody has moved, as the package's pages get them: their current ends, and the ends that Reset restores.
// Source: PROTOCOL.md S19

import { type Moved, viewOf } from "../document/views.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import type { Peer } from "../ports.ts"
import type { Viewers } from "./viewers.ts"

/** The format that src/client/looks.ts reads. */
export interface Look {
  readonly range: HasProps
  /** Undefined: each window computes it again. */
  readonly now?: readonly unknown[]
  /** The ends that Reset restores; null if each window computes them. */
  readonly initial?: readonly unknown[]
}

export function looksOf(models: Iterable<HasProps>): readonly Look[] {
  return [...models].flatMap((range) => lookOf(range) ?? [])
}

/** Those that the peer does not show yet. */
export function looksOfMoved(moved: readonly Moved[], peer: Peer): readonly Look[] {
  const last = new Map(moved.map((one) => [one.range, one]))
  return [...last.values()]
    .filter(({ range, by }) => by !== peer && stateOf(range).owner !== undefined)
    .flatMap(({ range, isReset }) => (isReset ? { range } : (lookOf(range) ?? [])))
}

/** The looks that the peer may know; none unless it is one of the package's pages. */
export function looksFor(looks: readonly Look[], peer: Peer, viewers: Viewers): readonly Look[] {
  if (peer.bokehVersion === undefined) return []
  const hiding = viewers.hidingFrom(peer)
  return looks.filter(({ range }) => hiding?.isSecret(range) !== true)
}

function lookOf(range: HasProps): Look | undefined {
  const view = viewOf(range)
  return view === undefined ? undefined : { range, ...view }
}
