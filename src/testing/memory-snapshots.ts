// All snapshots of a world, in memory.

import type { SnapshotRpc, SnapshotScope } from "../objects/snapshot-rpc.ts"
import type { Clock } from "../ports.ts"

interface Kept extends SnapshotScope {
  readonly snapshot: Parameters<SnapshotRpc["put"]>[0]
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
        this.#kept.set(id, { ...scope, snapshot, record: record.slice(), opened: 0 })
      },
      card: async (place) => {
        const kept = this.#find(id, place)
        if (kept === undefined) return undefined
        const { snapshot, runsCode, sources = [], owner } = kept
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
    const isThere = kept?.place === place && kept.snapshot.expiresAtMs > this.#clock.now()
    return isThere ? kept : undefined
  }
}
