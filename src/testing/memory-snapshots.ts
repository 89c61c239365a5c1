// All snapshots of a world, in memory.

import type { SnapshotRpc } from "../objects/snapshot-rpc.ts"
import type { Clock } from "../ports.ts"
import { type KeptSnapshot, keptSnapshot, mayOpen } from "../session/sharing/kept-snapshot.ts"

interface Kept extends KeptSnapshot {
  readonly record: Uint8Array<ArrayBuffer>
  opened: number
}

export class MemorySnapshots {
  readonly #clock: Clock
  readonly #kept = new Map<string, Kept>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  of(id: string): SnapshotRpc {
    return {
      put: async (snapshot, scope, record) => {
        const kept = keptSnapshot(snapshot, scope)
        this.#kept.set(id, { ...kept, record: record.slice(), opened: 0 })
      },
      card: async (place) => {
        const kept = this.#find(id, place)
        if (kept === undefined) return undefined
        const { snapshot, runsCode = false, sources = [], owner } = kept
        return { snapshot, runsCode, sources, owner }
      },
      open: async (place) => {
        const kept = this.#find(id, place)
        if (kept !== undefined) kept.opened++
        return kept?.record.slice()
      },
      opened: async () => this.#kept.get(id)?.opened ?? 0,
      read: async (place) => this.#find(id, place)?.record.slice(),
      remove: async (owner) => {
        if (this.#kept.get(id)?.owner === owner) this.#kept.delete(id)
      },
    }
  }

  #find(id: string, place: string): Kept | undefined {
    const kept = this.#kept.get(id)
    return kept && mayOpen(kept, place, this.#clock.now()) ? kept : undefined
  }
}
