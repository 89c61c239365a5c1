// A document as apps see it, with Bokeh's names: roots, title, and all models that they refer to. A model belongs to one
// document. Source: Python bokeh.document.document, bokehjs document/document.ts (3.10), PROTOCOL.md D-rules

import { type EventName, eventName } from "../model/create-event.ts"
import type { EventCallback, EventClass } from "../model/events.ts"
import { describeValue } from "../model/fault.ts"
import type { DocumentConfig } from "../model/generated/models.ts"
import { HasProps, stateOf, type Told } from "../model/has-props.ts"
import { assertCallbacks, ModelError } from "../model/model-error.ts"
import { find, type ModelType, type OfType, onlyOne, type Selector } from "../model/select.ts"
import { type Splattable, splattable } from "../model/splattable.ts"
import { type Theme, themeFrom, type ThemeName } from "../model/theme.ts"
import type { DocumentChangeCallback, MessageCallback } from "./callbacks.ts"
import { DocumentInternals } from "./document-internals.ts"
import type { HoldPolicy } from "./hold.ts"
import { Parts } from "./parts.ts"
import type { SessionContext } from "./session-context.ts"
import { type Delay, type DocumentCallback, millisecondsOf, type TimedCallback } from "./timers.ts"

/** A document's internals: for document/ and session/, never for apps. */
export let internalsOf: (document: Document) => DocumentInternals<Document>

export class Document {
  /**
   * Variables for the page's template (`await outline()`), as JSON keeps them. They are neither sent nor stored: set them
   * in the handler.
   */
  readonly template_variables: Record<string, unknown> = {}
  readonly #internals = new DocumentInternals<Document>(
    (internals) => new Parts<Document>(this, () => internals),
  )

  static {
    internalsOf = (document: Document): DocumentInternals<Document> => document.#internals
  }

  get roots(): readonly HasProps[] {
    return this.#internals.roots
  }

  /** How BokehJS treats the document: whether it reconnects, and whether it shows that. */
  get config(): DocumentConfig {
    return this.#internals.beside.config
  }

  /** The session that holds the document; undefined without a session. */
  get session_context(): SessionContext | undefined {
    return this.#internals.sessionContext
  }

  /** The periodic, timeout and next tick callbacks that are still to run. */
  get session_callbacks(): readonly TimedCallback[] {
    return this.#internals.callbacks.timers.all
  }

  get title(): string {
    return this.#internals.title
  }

  /** @throws ModelError for anything but a string */
  set title(title: string) {
    if (typeof title !== "string") {
      throw new ModelError(`title must be a string, got ${describeValue(title)}`)
    }
    this.#internals.title = title
  }

  /** Defaults for unset properties: one of Bokeh's themes by name, a theme of your own, or null for none. */
  get theme(): Theme {
    return this.#internals.theme
  }

  set theme(theme: Theme | ThemeName | null) {
    this.#internals.theme = themeFrom(theme)
  }

  /** Adds a root. A model that is already a root keeps its place. */
  add_root(model: HasProps): void {
    if (!(model instanceof HasProps)) {
      throw new ModelError(`add_root expects a model, got ${describeValue(model)}`)
    }
    this.#internals.add_root(model)
  }

  remove_root(model: HasProps): void {
    this.#internals.remove_root(model)
  }

  /** Removes all roots. */
  clear(): void {
    this.#internals.clear()
  }

  get_model_by_id(id: string): HasProps | undefined {
    this.#internals.prune()
    return this.#internals.graph.find(id)
  }

  /** The model with that `name` property. @throws ModelError when there are several */
  get_model_by_name(name: string): HasProps | undefined {
    const found = [...this.#internals.models()].filter(
      (model) => stateOf(model).values.get("name") === name,
    )
    if (found.length > 1) throw new ModelError(`${found.length} models are named '${name}'`)
    return found[0]
  }

  /** All models of a class, or all that match: `select(Slider)`, `select({ name: "a", width: (w) => w > 100 })`. */
  select<T extends HasProps>(selector: ModelType<T> | OfType<T>): Splattable<T>
  select(selector: Selector): Splattable<HasProps>
  select(selector: Selector | ModelType<unknown>): unknown {
    return splattable(find(this.#internals.models(), selector))
  }

  /** @throws ModelError when there are several */
  select_one<T extends HasProps>(selector: ModelType<T> | OfType<T>): T | undefined
  select_one(selector: Selector): HasProps | undefined
  select_one(selector: Selector | ModelType<unknown>): unknown {
    return onlyOne(find(this.#internals.models(), selector))
  }

  /** Sets properties of all models that match. */
  set_select(
    selector: Selector | ModelType<unknown>,
    updates: Readonly<Record<string, unknown>>,
  ): void {
    for (const model of find(this.#internals.models(), selector)) model.update(updates)
  }

  /** Runs the callbacks after every change to the document and its models, by a client or by the server. */
  on_change(...callbacks: readonly DocumentChangeCallback[]): void {
    assertCallbacks("on_change", callbacks)
    for (const callback of callbacks) this.#internals.callbacks.addChange(callback)
  }

  remove_on_change(...callbacks: readonly DocumentChangeCallback[]): void {
    for (const callback of callbacks) this.#internals.callbacks.removeChange(callback)
  }

  /**
   * Holds back the server's changes until `unhold` is called: then they are sent, and callbacks run. "combine" runs
   * callbacks once for each property, "collect" once for each change. Events such as ButtonClick are not held.
   */
  hold(policy: HoldPolicy = "combine"): void {
    this.#internals.callbacks.hold(policy)
  }

  unhold(): void {
    const { callbacks } = this.#internals
    this.#internals.changeAs(undefined, () => callbacks.unhold())
    callbacks.host.changed()
  }

  /** Runs the callback for events of the document itself: `document_ready`, `client_reconnected` ... */
  on_event<E>(event: EventClass<E>, ...callbacks: readonly EventCallback<E>[]): void
  on_event<N extends EventName>(event: N, ...callbacks: readonly EventCallback<Told<N>>[]): void
  on_event(event: EventName | EventClass, ...callbacks: readonly EventCallback[]): void {
    assertCallbacks("on_event", callbacks)
    this.#internals.callbacks.addEventCallbacks(eventName(event), callbacks)
  }

  /** Runs the callbacks (CustomJS ...) in the browsers that load the document after this call. */
  js_on_event(event: EventName | EventClass, ...callbacks: readonly HasProps[]): void {
    this.#internals.addJsCallbacks(eventName(event), callbacks)
  }

  /** Runs the callbacks for each message of that type that a client sends over its socket. */
  on_message(msg_type: string, ...callbacks: readonly MessageCallback[]): void {
    assertCallbacks("on_message", callbacks)
    this.#internals.callbacks.addMessageCallbacks(msg_type, callbacks)
  }

  remove_on_message(msg_type: string, callback: MessageCallback): void {
    this.#internals.callbacks.removeMessageCallback(msg_type, callback)
  }

  /** Sends a message of the app's own to all clients; `msg_data` is any value that Bokeh can serialize. */
  send_message(msg_type: string, msg_data: unknown): void {
    this.#internals.send_message(msg_type, msg_data)
  }

  /** Runs the callback every `period_ms` while at least one client is connected. Runs never overlap. */
  add_periodic_callback(
    callback: DocumentCallback,
    period_ms: number | { readonly period_milliseconds: number },
  ): TimedCallback {
    return this.#addTimed("add_periodic_callback", callback, period_ms, true)
  }

  /** Runs the callback once, after `timeout_ms` during which a client is connected. */
  add_timeout_callback(
    callback: DocumentCallback,
    timeout_ms: number | { readonly timeout_milliseconds: number },
  ): TimedCallback {
    return this.#addTimed("add_timeout_callback", callback, timeout_ms)
  }

  /** Runs the callback once, soon, after the current callback. */
  add_next_tick_callback(callback: DocumentCallback): TimedCallback {
    return this.#addTimed("add_next_tick_callback", callback, 0)
  }

  /** @param timed the return value of `add_periodic_callback`, or its function. @throws ModelError for anything else */
  remove_periodic_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.timers.remove("remove_periodic_callback", timed)
  }

  /** @param timed the return value of `add_timeout_callback`, or its function. @throws ModelError for anything else */
  remove_timeout_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.timers.remove("remove_timeout_callback", timed)
  }

  /** @param timed the return value of `add_next_tick_callback`, or its function. @throws ModelError for anything else */
  remove_next_tick_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.timers.remove("remove_next_tick_callback", timed)
  }

  /**
   * Names a builder that callbacks can call. When the session wakes, the builder is called again with the same arguments
   * (JSON), so that the callbacks it attaches work again, and its models get the state that they had. Call `part` in the
   * handler.
   * @throws ModelError for a name that is already in use
   */
  part<A, M extends HasProps>(
    name: string,
    builder: (doc: Document, args: A) => M,
  ): (args: A) => M {
    return this.#internals.parts.define(name, builder)
  }

  /** Runs the callbacks when the session ends for good: nobody reconnected in time. */
  on_session_destroyed(...callbacks: readonly ((context: SessionContext) => unknown)[]): void {
    assertCallbacks("on_session_destroyed", callbacks)
    this.#internals.callbacks.addDestroyed(callbacks, this.session_context)
  }

  #addTimed(
    method: string,
    callback: DocumentCallback,
    delay: Delay,
    isPeriodic = false,
  ): TimedCallback {
    assertCallbacks(method, [callback])
    return this.#internals.callbacks.timers.add({ callback, ms: millisecondsOf(delay), isPeriodic })
  }
}
