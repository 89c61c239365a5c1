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

  /** How many blocks of src ran, each counted as often as it did. */
  async of(action: () => void | Promise<void>): Promise<number> {
    await this.#session.post("Profiler.takePreciseCoverage") // what ran before
    await action()
    const { result } = await this.#session.post("Profiler.takePreciseCoverage")
    const own = result.filter(({ url }) => url.includes(SRC) && !url.includes("node_modules"))
    const ranges = own.flatMap(({ functions }) => functions.flatMap((one) => one.ranges))
    return ranges.reduce((sum, { count }) => sum + count, 0)
  }
}
