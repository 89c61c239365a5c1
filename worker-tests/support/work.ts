// Counts what our own code does, block by block, as V8 sees it run: the same on any machine, however busy.

import { Session } from "node:inspector/promises"

const SRC = "/src/"

export class WorkCounter {
  readonly #session = new Session()

  /** Code is slow while it is counted. */
  async start(): Promise<void> {
    this.#session.connect()
    await this.#session.post("Profiler.enable")
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true })
  }

  async stop(): Promise<void> {
    await this.#session.post("Profiler.stopPreciseCoverage")
    this.#session.disconnect()
  }

  /** How many blocks of src ran in each of the actions, one after the other; a block counts as often as it ran. */
  async of(...actions: readonly (() => void | Promise<void>)[]): Promise<readonly number[]> {
    await this.#take() // what ran before
    const counts: number[] = []
    for (const action of actions) {
      await action() // oxlint-disable-line no-await-in-loop -- one after the other
      counts.push(await this.#take()) // oxlint-disable-line no-await-in-loop
    }
    return counts
  }

  /** What was counted since the last time: V8 looks through all that is loaded, so this is slow. */
  async #take(): Promise<number> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage")
    const own = result.filter(({ url }) => url.includes(SRC) && !url.includes("node_modules"))
    const ranges = own.flatMap(({ functions }) => functions.flatMap((one) => one.ranges))
    return ranges.reduce((sum, { count }) => sum + count, 0)
  }
}
