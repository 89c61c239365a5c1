// A part of a large group, which serves some of its members. The group delivers every entry to it, numbered, as to a
// member.

import { Distribution, type DistributionPorts } from "./distribution.ts"
import type { EnrollEntry, Entry, Outcome } from "./entries.ts"
import { PROBE_MS, QUIET_PROBE_MS } from "./probing.ts"
import type { Progress } from "./receipts.ts"
import type { Volatile } from "./volatile.ts"

export class Shard {
  readonly #ports: DistributionPorts
  readonly #out: Distribution

  constructor(ports: DistributionPorts) {
    this.#ports = ports
    this.#out = new Distribution(ports, ({ hasOnline, isBehind }) => {
      if (!hasOnline) return Infinity
      return isBehind ? PROBE_MS : QUIET_PROBE_MS
    })
  }

  /** Takes the entries that it does not have yet. It is done when they are stored, not when they have reached everybody. */
  take(entries: readonly Entry[]): Outcome {
    const { store } = this.#ports
    for (const entry of entries) {
      if (entry.seq <= store.lastSeq) continue
      const stored = () => {
        if (entry.kind === "enroll") this.#enroll(entry)
      }
      this.#out.take(entry, { stored })
    }
    this.#out.alarm.set()
    return "taken"
  }

  /** Volatile messages, for the members that it serves. */
  now(messages: readonly Volatile[]): void {
    this.#out.volatile.push(this.#out.fanOut.online, messages)
  }

  progress(seq: number): Promise<Progress> {
    return this.#out.fanOut.progress(seq)
  }

  /** Probes its members. @returns ids of the members that are online */
  async serving(): Promise<readonly string[]> {
    await this.#out.fanOut.probe(() => PROBE_MS)
    return this.#out.fanOut.online
  }

  async tick(): Promise<void> {
    this.#out.alarm.ring()
    await this.#out.fanOut.probe(() => PROBE_MS)
    this.#out.alarm.set()
  }

  #enroll({ id, change, cursor }: EnrollEntry): void {
    // The group may receive the earlier report of its loss only now, and must not take that as the last word.
    if (change === "online" && !this.#out.fanOut.isOnline(id)) this.#ports.report(id, "reached")
    this.#out.fanOut.enroll(id, change, cursor)
  }
}
