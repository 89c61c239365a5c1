// A document's callbacks: which are called, in what order, and what happens when one throws.

import type { EventCallback, ModelEvent } from "../model/events.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { append } from "../util/append.ts"
import { CallbackQueue, type Cause, type QueuedCall } from "./callback-queue.ts"
import { type DocumentHost, NO_HOST } from "./document-host.ts"
import type { DocumentChange } from "./events.ts"
import { HeldChanges, type HoldPolicy, type PropertyChanged } from "./hold.ts"
import { type DocumentCallback, Timers } from "./timers.ts"

export type DocumentChangeCallback = (event: DocumentChange) => unknown
export type MessageCallback = (msg_data: unknown) => unknown

/** Steps of the microtask queue: how long a turn's reply waits for its asynchronous callbacks. */
const MAX_STEPS = 20

export class Callbacks {
  host: DocumentHost = NO_HOST
  /** While true, no callback is called: stored changes are being applied to a new document. */
  isSilent = false
  /** While set, changes are sent and stored as usual, and collected here instead of running callbacks: somebody undoes. */
  unrun: DocumentChange[] | undefined
  readonly #events = new Map<string, readonly EventCallback[]>()
  readonly #messages = new Map<string, readonly MessageCallback[]>()
  #changes: readonly DocumentChangeCallback[] = []
  #held: HeldChanges | undefined
  /** Stored changes exist that the clients do not know. */
  #isHeldStored = false
  /** The changes that were held back when the session left memory. */
  #heldBefore: readonly PropertyChanged[] | undefined
  /** Callbacks that are due when all events of a patch are applied. */
  #untold: (() => void)[] | undefined
  readonly #destroyed: DocumentCallback[] = []
  readonly timers = new Timers({
    after: (...call) => this.host.after(...call),
    run: (name, callback) => this.runOther(name, callback),
  })
  /** The message that is being applied, or whose callbacks are being called. */
  #applied: Cause | undefined
  readonly #queue = new CallbackQueue(() => this.host)

  addEventCallbacks(event_name: string, callbacks: readonly EventCallback[]): void {
    append(this.#events, event_name, callbacks)
  }

  addMessageCallbacks(msg_type: string, callbacks: readonly MessageCallback[]): void {
    append(this.#messages, msg_type, callbacks)
  }

  removeMessageCallback(msg_type: string, callback: MessageCallback): void {
    const left = this.#messages.get(msg_type)?.filter((other) => other !== callback) ?? []
    this.#messages.set(msg_type, left)
  }

  addChange(callback: DocumentChangeCallback): void {
    this.#changes = [...new Set([...this.#changes, callback])]
  }

  removeChange(callback: DocumentChangeCallback): void {
    this.#changes = this.#changes.filter((other) => other !== callback)
  }

  /** True while the server's changes are kept from the clients of a session. */
  get isHolding(): boolean {
    return this.#held !== undefined && this.isHosted
  }

  /** True in a session, after the handler is done. */
  get isHosted(): boolean {
    return this.host !== NO_HOST
  }

  /** A second hold keeps the first one's policy, as in Python. */
  hold(policy: HoldPolicy): void {
    this.#held ??= new HeldChanges(policy)
  }

  unhold(): void {
    const changes = [...this.#takeHeldBefore(), ...(this.#held?.take() ?? [])]
    this.#held = undefined
    for (const change of changes) this.runChange(change)
  }

  /** The changes whose callbacks are still to run; undefined while nothing is held back. */
  get held(): readonly DocumentChange[] | undefined {
    const before = this.#heldBefore ?? []
    const changes = [...before, ...(this.#held?.changes ?? [])]
    return changes.length > 0 ? changes : undefined
  }

  /** Changes that were held back before are released: a hold ends when the session leaves memory. */
  restoreHeld(changes: readonly PropertyChanged[]): void {
    this.#heldBefore = changes
  }

  get wasHolding(): boolean {
    return this.#heldBefore !== undefined
  }

  /** True when more was held back since the last call. */
  takeIsHeldNew(): boolean {
    if (this.isHolding) {
      const isNew = this.#held?.takeIsNew() === true
      this.#isHeldStored ||= isNew
      return isNew
    }
    const wasStored = this.#isHeldStored
    this.#isHeldStored = false
    return wasStored
  }

  #takeHeldBefore(): readonly PropertyChanged[] {
    const changes = this.#heldBefore ?? []
    this.#isHeldStored ||= this.#heldBefore !== undefined
    this.#heldBefore = undefined
    return changes
  }

  /** The message that caused the current callback, or is being applied; undefined for timers and groups. */
  get cause(): Cause | undefined {
    return this.#queue.causeOr(this.#applied)
  }

  /** Callbacks for changes by `actor` in `action` run after it, in order: they find all of it done. */
  inOneStep(actor: object, action: () => void): void {
    const untold: (() => void)[] = []
    this.#untold = untold
    this.#applied = { actor }
    try {
      action()
    } finally {
      this.#untold = undefined
      for (const tell of untold) tell()
      this.#applied = undefined
    }
  }

  #tell(tell: () => void): void {
    if (this.#untold === undefined) tell()
    else this.#untold.push(tell)
  }

  /** Documents without a session do not end. */
  addDestroyed<C>(callbacks: readonly ((context: C) => unknown)[], context: C | undefined): void {
    if (context === undefined) return
    for (const callback of callbacks) this.#destroyed.push(() => callback(context))
  }

  runDestroyed(): void {
    for (const callback of this.#destroyed)
      void this.#run({ name: "on_session_destroyed", callback, call: callback, isOutside: false })
  }

  /** Runs the model's callbacks, then the document's; or holds them back. */
  runChange(change: DocumentChange): void {
    if (this.isSilent) return
    if (this.unrun !== undefined) return void this.unrun.push(change)
    if (this.#held !== undefined) return this.#held.add(change)
    return this.#tell(() => {
      if ("attr" in change) this.#runPropertyChange(change.model, change)
      for (const callback of this.#changes) {
        this.#runTold("on_change", callback, () => callback(change))
      }
    })
  }

  #runPropertyChange(
    model: HasProps,
    change: Extract<DocumentChange, { readonly attr: string }>,
  ): void {
    const { attr, old, new: value } = change
    for (const callback of stateOf(model).changeCallbacks.get(attr) ?? []) {
      this.#runTold(`${model.type}.${attr}`, callback, () => callback(attr, old, value))
    }
  }

  runEvent(event: ModelEvent): void {
    this.#tell(() => {
      this.#runEventNow(event)
    })
  }

  #runEventNow(event: ModelEvent): void {
    const { event_name, model } = event
    const ofModel =
      model instanceof HasProps ? (stateOf(model).eventCallbacks.get(event_name) ?? []) : []
    for (const callback of [...ofModel, ...(this.#events.get(event_name) ?? [])]) {
      this.#runTold(`event ${event_name}`, callback, () => callback(event))
    }
  }

  runMessage(msg_type: string, msg_data: unknown): void {
    this.#tell(() => {
      for (const callback of this.#messages.get(msg_type) ?? []) {
        this.#runTold(`message ${msg_type}`, callback, () => callback(msg_data))
      }
    })
  }

  /**
   * A callback of the session that is not for an event of the document. @param isOutside false: another callback causes it
   * @returns a promise while it runs
   */
  runOther(name: string, callback: DocumentCallback, isOutside = true): Promise<void> | undefined {
    return this.#run({ name, callback, call: callback, isOutside })
  }

  /** True while no callback runs or waits. */
  get areIdle(): boolean {
    return this.#queue.isIdle
  }

  /** Waits for work that needs nothing from outside. */
  async settled(): Promise<void> {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    for (let i = 0; i < MAX_STEPS && !this.areIdle; i++) await Promise.resolve()
  }

  /** Resolves when it is the caller's turn. */
  async whenFree(): Promise<void> {
    await this.#queue.run({ name: "", callback: nothing, call: nothing, isOutside: true })
  }

  /** Runs an action of another session when its turn comes. Rejects when it throws. */
  async inTurn<T>(action: () => T | Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const call = () => {
      try {
        resolve(action())
      } catch (error) {
        reject(error)
      }
    }
    const outside = { isOutside: true, isFromSession: true }
    await this.#queue.run({ name: "", callback: nothing, call, ...outside })
    return promise
  }

  /** A callback asks other sessions: see CallbackQueue. */
  asks(answer: Promise<unknown>): void {
    this.#queue.asks(answer)
  }

  /** The session has started. */
  started(): void {
    this.timers.endSlots()
    for (const change of this.#takeHeldBefore()) this.runChange(change)
  }

  #runTold(name: string, callback: QueuedCall["callback"], call: () => unknown): void {
    const cause = this.#applied
    void this.#run({ name, callback, call, isOutside: cause !== undefined, cause })
  }

  /** A callback that throws stops neither other callbacks nor the change that caused it. */
  #run(queued: QueuedCall): Promise<void> | undefined {
    return this.isSilent ? undefined : this.#queue.run(queued)
  }
}

const nothing = () => undefined
