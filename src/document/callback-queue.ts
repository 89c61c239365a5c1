// Runs a document's callbacks one at a time, in order. Until an asynchronous callback has ended, callbacks from outside
// (clients, timers, groups) wait. Callbacks that a callback itself causes run immediately, as part of it. Source: Python
// bokeh.server.session (the document lock), bokeh.document.without_document_lock

import type { CallbackFailed, DocumentHost } from "./document-host.ts"

/** Callbacks that wait for a callback that does not end still run after this time. */
const MAX_WAIT_MS = 30_000

/** What a client has sent. What callbacks do in response belongs to it, also after they have awaited something. */
export interface Cause {
  /** The client. */
  readonly actor: object
}

export interface QueuedCall {
  /** For the log. */
  readonly name: string
  /** The app's own function. */
  readonly callback: Callback
  readonly call: () => unknown
  /** The cause is outside of the document. */
  readonly isOutside: boolean
  /** The cause is another session: such a callback does not wait for callbacks that wait for other sessions. */
  readonly isFromSession?: boolean
  /** A callback that another one causes has the same cause. */
  readonly cause?: Cause | undefined
}

type Callback = (...args: never[]) => unknown

/** The asynchronous callbacks that are running. */
interface Lock {
  readonly name: string
  readonly cause: Cause | undefined
  count: number
  stop: (() => void) | undefined
}

interface Running {
  readonly name: string
  readonly failed: CallbackFailed
  readonly lock: Lock | undefined
}

/** A callback that waits for its turn. */
interface Waiting {
  readonly queued: QueuedCall
  readonly failed: CallbackFailed
  readonly begun: () => void
  readonly done: (result: Promise<void> | undefined) => void
}

const unlocked = new WeakSet<Callback>()

/**
 * Lets a callback run whenever it is due, while others wait for their turn: for slow work that changes nothing in the
 * document until it is done.
 */
export function without_document_lock<T extends Callback>(callback: T): T {
  unlocked.add(callback)
  return callback
}

export class CallbackQueue {
  readonly #host: () => DocumentHost
  #lock: Lock | undefined
  /** How many callbacks are on the stack. */
  #depth = 0
  /** The cause of the callback on top of the stack. */
  #cause: Cause | undefined
  /** How many answers of other sessions are awaited. */
  #asking = 0
  #waiting: Waiting[] = []

  /** @param host called each time, because the session exists only after the handler is done */
  constructor(host: () => DocumentHost) {
    this.#host = host
  }

  /** True while nothing runs and nothing waits. */
  get isIdle(): boolean {
    return this.#lock === undefined && this.#waiting.length === 0
  }

  /**
   * The cause of the current callback, also after the callback has awaited something.
   * @param applied whose message is being applied, if no callback is on the stack
   */
  causeOr(applied: Cause | undefined): Cause | undefined {
    return this.#depth > 0 ? this.#cause : (applied ?? this.#lock?.cause)
  }

  /** @returns a promise unless the callback has already ended */
  run(call: QueuedCall): Promise<void> | undefined {
    const queued = call.isOutside ? call : { ...call, cause: call.cause ?? this.causeOr(undefined) }
    if (unlocked.has(queued.callback)) return this.#call(queued, false)
    const isOfAnother = queued.isOutside && this.#depth === 0
    const isNext = (!isOfAnother && !isAsync(queued.callback)) || this.#mayInterrupt(queued)
    if (this.#lock === undefined || isNext) return this.#call(queued, true)
    this.#watch(this.#lock)
    const { promise, resolve: done } = Promise.withResolvers<void>()
    const failed = this.#host().callbackFailing()
    const { promise: start, resolve: begun } = Promise.withResolvers<void>()
    this.#host().callbackWaits(start)
    this.#waiting.push({ queued, failed, begun, done })
    return promise
  }

  /**
   * A callback asks other sessions, and may wait for the answer. Until the answer arrives, messages of other sessions are
   * taken immediately: otherwise two sessions that ask each other would wait for each other.
   */
  asks(answer: Promise<unknown>): void {
    this.#asking++
    const answered = () => {
      this.#asking--
    }
    answer.then(answered, answered)
    queueMicrotask(() => this.#drain())
  }

  #mayInterrupt({ isFromSession = false }: QueuedCall): boolean {
    return isFromSession && this.#asking > 0
  }

  #call(
    queued: QueuedCall,
    locks: boolean,
    failed: CallbackFailed = this.#host().callbackFailing(),
  ): Promise<void> | undefined {
    const { name, callback, call, cause } = queued
    let lock = locks && isAsync(callback) ? this.#hold(queued) : undefined
    const before = this.#cause
    let result: unknown
    this.#cause = cause
    this.#depth++
    try {
      result = call()
    } catch (error) {
      failed(error, name)
    } finally {
      this.#depth--
      this.#cause = before
    }
    if (result instanceof Promise) {
      if (locks) lock ??= this.#hold(queued)
      return this.#end(result, { name, failed, lock })
    }
    if (lock !== undefined) this.#release(lock)
    else this.#drain()
    return undefined
  }

  async #end(running: Promise<unknown>, { name, failed, lock }: Running): Promise<void> {
    try {
      await running
    } catch (error) {
      failed(error, name)
    }
    if (lock !== undefined) this.#release(lock)
  }

  #hold({ name, cause }: QueuedCall): Lock {
    this.#lock ??= { name, cause, count: 0, stop: undefined }
    this.#lock.count++
    return this.#lock
  }

  #release(lock: Lock): void {
    lock.count--
    if (lock.count > 0 || this.#lock !== lock) return
    lock.stop?.()
    this.#lock = undefined
    this.#drain()
  }

  #drain(): void {
    while (this.#depth === 0) {
      const isDue = ({ queued }: Waiting) => this.#lock === undefined || this.#mayInterrupt(queued)
      const at = this.#waiting.findIndex(isDue)
      const [next] = at < 0 ? [] : this.#waiting.splice(at, 1)
      if (next === undefined) return
      next.done(this.#call(next.queued, true, next.failed))
      next.begun()
    }
  }

  /** Limits the wait from now on. */
  #watch(lock: Lock): void {
    lock.stop ??= this.#host().after(MAX_WAIT_MS, () => {
      if (this.#lock !== lock) return
      this.#lock = undefined
      this.#host().callbackHangs(lock.name)
      this.#drain()
    })
  }
}

/** Known before the call: an async callback waits for its turn even if another callback has caused it. */
function isAsync(callback: Callback): boolean {
  return Object.prototype.toString.call(callback) === "[object AsyncFunction]"
}
