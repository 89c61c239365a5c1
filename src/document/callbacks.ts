// A document's callbacks: who is called, in what order, and what happens when one throws.

import {
  type EventCallback,
  type ModelEvent,
  type PropertyChange,
  stateOf,
} from "../model/has-props.ts"

export type MessageCallback = (msg_data: unknown) => void | Promise<void>

/** What a document asks of the session that holds it. */
export interface DocumentHost {
  /** Something changed: take the changes when this turn is over, or soon when there is none. */
  changed(): void
  /** A callback threw, or its promise was rejected. What it changed before stays. */
  callbackFailed(error: unknown, callback: string): void
  /** An async callback has begun; its later changes come outside of any turn. */
  callbackStarted(promise: Promise<void>): void
}

/** For a document that no session holds (yet): errors go to whoever made the change. */
const NO_HOST: DocumentHost = {
  changed: () => undefined,
  callbackFailed: (error) => {
    throw error
  },
  callbackStarted: () => undefined,
}

export class Callbacks {
  host: DocumentHost = NO_HOST
  /** While true nobody is called: old changes are being laid over a new document. */
  isSilent = false
  readonly #events = new Map<string, readonly EventCallback[]>()
  readonly #messages = new Map<string, readonly MessageCallback[]>()

  addEventCallbacks(event_name: string, callbacks: readonly EventCallback[]): void {
    this.#events.set(event_name, [...(this.#events.get(event_name) ?? []), ...callbacks])
  }

  addMessageCallback(msg_type: string, callback: MessageCallback): void {
    this.#messages.set(msg_type, [...(this.#messages.get(msg_type) ?? []), callback])
  }

  runChange({ model, attr, old, value }: PropertyChange): void {
    for (const callback of stateOf(model).changeCallbacks.get(attr) ?? []) {
      this.#run(`${model.type}.${attr}`, () => callback(attr, old, value))
    }
  }

  runEvent(event: ModelEvent): void {
    const { event_name, model } = event
    const ofModel = model === undefined ? [] : (stateOf(model).eventCallbacks.get(event_name) ?? [])
    for (const callback of [...ofModel, ...(this.#events.get(event_name) ?? [])]) {
      this.#run(`event ${event_name}`, () => callback(event))
    }
  }

  runMessage(msg_type: string, msg_data: unknown): void {
    for (const callback of this.#messages.get(msg_type) ?? []) {
      this.#run(`message ${msg_type}`, () => callback(msg_data))
    }
  }

  /** One callback that throws stops neither the others nor the change that caused it. */
  #run(name: string, call: () => void | Promise<void>): void {
    if (this.isSilent) return
    try {
      const result = call()
      if (!(result instanceof Promise)) return
      this.host.callbackStarted(
        result.catch((error: unknown) => this.host.callbackFailed(error, name)),
      )
    } catch (error) {
      this.host.callbackFailed(error, name)
    }
  }
}
