// The end of a session that everybody left long ago. While it is ending, it admits nobody and takes no messages of groups.

import type { SessionHost } from "./host.ts"
import { sessionOptionsOf } from "./parts.ts"
import type { SessionServices } from "./services.ts"

const DEFAULT_KEEP_S = 24 * 60 * 60

export class Ending {
  readonly #services: SessionServices
  readonly #host: SessionHost
  #over: Promise<void> | undefined

  constructor(services: SessionServices, host: SessionHost) {
    this.#services = services
    this.#host = host
  }

  /** While it is ending: resolves when that is done. */
  get over(): Promise<void> | undefined {
    return this.#over
  }

  /** Nobody is connected: ends the session, or sets the alarm for that. */
  async leftAlone(): Promise<void> {
    if (this.#over !== undefined) return
    const { schedule, ports } = this.#services
    const { keep = DEFAULT_KEEP_S } = sessionOptionsOf(ports, this.#host.admission)
    if (!(await schedule.isOver(keep * 1000))) return
    if (this.#over !== undefined) return
    this.#over = this.#end()
    await this.#over
  }

  async #end(): Promise<void> {
    const { groups, store, history, ports } = this.#services
    try {
      const state = await this.#host.wake()
      if (state.state === "awake") state.session.destroy()
      await groups.leaveAll()
      this.#host.sleep()
      history.current?.stop()
      ports.log.info("a session has ended")
      await store.clear()
    } finally {
      this.#over = undefined
    }
  }
}
