// The alarms of all objects: one for each object. An alarm outlives the object's memory.

interface Alarm {
  readonly atMs: number
  readonly ring: () => Promise<void>
}

export class Alarms {
  readonly #byName = new Map<string, Alarm>()

  /** Replaces an earlier alarm of that name. */
  set(name: string, atMs: number, ring: () => Promise<void>): void {
    this.#byName.set(name, { atMs, ring })
  }

  /** When the next one is due; Infinity when none is. */
  get nextMs(): number {
    return Math.min(...[...this.#byName.values()].map(({ atMs }) => atMs))
  }

  async ringDue(nowMs: number): Promise<void> {
    const due = [...this.#byName].filter(([, { atMs }]) => atMs <= nowMs)
    for (const [name] of due) this.#byName.delete(name)
    for (const [, { ring }] of due) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that each run of a test is the same
      await ring()
    }
  }
}
