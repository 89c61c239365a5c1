// For development: reports what a session would lose if it left memory, and lets it leave memory after each message.

import { internalsOf } from "../../document/document.ts"
import { modelsToLose } from "../../document/lost-callbacks.ts"
import type { SessionHost } from "./host.ts"
import type { SessionServices } from "./services.ts"

const MAX_NAMED = 10

export class Forgetful {
  readonly #services: SessionServices
  readonly #host: SessionHost
  #hasTold = false

  constructor(services: SessionServices, host: SessionHost) {
    this.#services = services
    this.#host = host
  }

  /** Call it after each message. */
  async afterMessage(): Promise<void> {
    const { isDevelopment, isForgetful } = this.#services.ports.settings
    if (isDevelopment || isForgetful) this.#tell()
    if (isForgetful) await this.#forget()
  }

  /** Once in a session. */
  #tell(): void {
    const { awake } = this.#host
    if (this.#hasTold || awake === undefined) return
    const models = modelsToLose(awake.document)
    if (models.length === 0) return
    this.#hasTold = true
    this.#services.ports.log.warn(
      "callbacks of models that callbacks made do not come back when the session has left memory: build them with doc.part",
      { models: models.slice(0, MAX_NAMED), count: models.length },
    )
  }

  /** Starts the session again from what is stored, unless some work is still under way. */
  async #forget(): Promise<void> {
    const { awake } = this.#host
    if (awake === undefined) return
    await settled()
    const { callbacks } = internalsOf(awake.document)
    if (!callbacks.areIdle || callbacks.isHolding || !awake.session.isBetweenMessages) return
    awake.session.rest()
    this.#host.sleep()
    await this.#host.wake()
  }
}

/** Resolves when work that a message has deferred is done. */
async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}
