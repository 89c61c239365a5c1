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

export function looksOfMoved(moved: readonly Moved[]): readonly Look[] {
  const last = new Map(moved.map((one) => [one.range, one]))
  return [...last.values()]
    .filter(({ range }) => stateOf(range).owner !== undefined)
    .flatMap(({ range, isReset }) => (isReset ? { range } : (lookOf(range) ?? [])))
}

/** The looks that each of the package's pages may know. */
export function* looksFor(
  looks: readonly Look[],
  peers: readonly Peer[],
  viewers: Viewers,
): Iterable<readonly [peer: Peer, seen: readonly Look[]]> {
  for (const peer of peers) {
    const hiding = viewers.hidingFrom(peer)
    const seen = looks.filter(({ range }) => hiding?.isSecret(range) !== true)
    if (peer.bokehVersion !== undefined && seen.length > 0) yield [peer, seen]
  }
}

function lookOf(range: HasProps): Look | undefined {
  const view = viewOf(range)
  return view === undefined ? undefined : { range, ...view }
}
