// Counts the executed blocks of this project's code, as V8 reports them. The counts are the same on any machine, however
// busy.

import { Session } from "node:inspector/promises"

const SRC = "/src/"

export class WorkCounter {
  readonly #session = new Session()

  /** Starts counting, which makes code slow. */
  async start(): Promise<void> {
    this.#session.connect()
    await this.#session.post("Profiler.enable")
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true })
  }

  async stop(): Promise<void> {
    await this.#session.post("Profiler.stopPreciseCoverage")
    this.#session.disconnect()
  }

  /** The number of blocks of src that ran in each of the actions, one after another. A block counts each time that it runs. */
  async of(...actions: readonly (() => void | Promise<void>)[]): Promise<readonly number[]> {
    await this.#take() // discards earlier counts
    const counts: number[] = []
    for (const action of actions) {
      await action() // oxlint-disable-line no-await-in-loop -- one after another
      counts.push(await this.#take()) // oxlint-disable-line no-await-in-loop
    }
    return counts
  }

  /** The counts since the last call. This is slow, as V8 looks through all loaded code. */
  async #take(): Promise<number> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage")
    const own = result.filter(({ url }) => url.includes(SRC) && !url.includes("node_modules"))
    const ranges = own.flatMap(({ functions }) => functions.flatMap((one) => one.ranges))
    return ranges.reduce((sum, { count }) => sum + count, 0)
  }
}
