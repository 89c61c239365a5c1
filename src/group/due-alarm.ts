// The alarm of a group's object, or of a shard's. It is set again only when something is due before it rings.

import type { Timers } from "../ports.ts"
import { PROBE_MS } from "./probing.ts"

export interface DueAlarmPorts {
  readonly timers: Timers
  readonly wakeAt: (ms: number) => void
}

export class DueAlarm {
  readonly #ports: DueAlarmPorts
  readonly #dueInMs: () => number
  #ringsAtMs = Infinity

  /** @param dueInMs from now; Infinity for never */
  constructor(ports: DueAlarmPorts, dueInMs: () => number) {
    this.#ports = ports
    this.#dueInMs = dueInMs
  }

  /** The alarm rings. It is not set again by what `action` does. */
  ring(action?: (nowMs: number) => void): void {
    this.#ringsAtMs = this.#ports.timers.now()
    action?.(this.#ringsAtMs)
    this.#ringsAtMs = Infinity
  }

  /** Something may be due earlier than before. */
  set(): void {
    const { timers, wakeAt } = this.#ports
    const nowMs = timers.now()
    if (this.#ringsAtMs <= nowMs + PROBE_MS) return // nothing is due earlier
    const dueMs = nowMs + this.#dueInMs()
    if (this.#ringsAtMs <= dueMs) return
    this.#ringsAtMs = dueMs
    wakeAt(dueMs)
  }
}
