// A document as apps have it, with Bokeh's names: roots, title, and all that they refer to; the one owner of its models.
// Source: Python bokeh.document.document, bokehjs document/document.ts (3.10), PROTOCOL.md D-rules

import { type EventName, eventName } from "../model/create-event.ts"
import type { EventCallback, EventClass } from "../model/events.ts"
import { describeValue } from "../model/fault.ts"
import type { DocumentConfig } from "../model/generated/models.ts"
import { HasProps, stateOf, type Told } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { find, type ModelType, type OfType, onlyOne, type Selector } from "../model/select.ts"
import { type Splattable, splattable } from "../model/splattable.ts"
import { type Theme, themeFrom, type ThemeName } from "../model/theme.ts"
import type { DocumentChangeCallback, MessageCallback } from "./callbacks.ts"
import { DocumentInternals } from "./document-internals.ts"
import type { HoldPolicy } from "./hold.ts"
import { Parts } from "./parts.ts"
import type { SessionContext } from "./session-context.ts"
import { type Delay, type DocumentCallback, millisecondsOf, type TimedCallback } from "./timers.ts"

/** A document's inner side: for document/ and session/, never for apps. */
export let internalsOf: (document: Document) => DocumentInternals<Document>

export class Document {
  /** For the page's template (`await outline()`), as JSON keeps it. Not sent, not stored: the handler sets it. */
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

  /** How BokehJS behaves with the document: whether it reconnects, and says so. */
  get config(): DocumentConfig {
    return this.#internals.beside.config
  }

  /** The session that holds the document; undefined for one that no session holds. */
  get session_context(): SessionContext | undefined {
    return this.#internals.sessionContext
  }

  /** The periodic, timeout and next tick callbacks that have yet to run. */
  get session_callbacks(): readonly TimedCallback[] {
    return this.#internals.callbacks.timers.all
  }

  get title(): string {
    return this.#internals.title
  }

  set title(title: string) {
    this.#internals.title = title
  }

  /** Other defaults for what is not set: one of Bokeh's themes by its name, an own one, null for none. */
  get theme(): Theme {
    return this.#internals.theme
  }

  set theme(theme: Theme | ThemeName | null) {
    this.#internals.theme = themeFrom(theme)
  }

  /** Adds a root; one that is there already stays where it is. */
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

  /** All models of a class, or that match: `select(Slider)`, `select({ name: "a", width: (w) => w > 100 })`. */
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

  /** Runs the callbacks after every change of the document and of its models, a client's or the server's. */
  on_change(...callbacks: readonly DocumentChangeCallback[]): void {
    for (const callback of callbacks) this.#internals.callbacks.addChange(callback)
  }

  remove_on_change(...callbacks: readonly DocumentChangeCallback[]): void {
    for (const callback of callbacks) this.#internals.callbacks.removeChange(callback)
  }

  /**
   * Holds back what the server changes from now on: it is sent, and callbacks are run, when `unhold` is called. "combine"
   * runs them once for each property, "collect" once for each change. Events like ButtonClick are not held.
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
    this.#internals.callbacks.addEventCallbacks(eventName(event), callbacks)
  }

  /** Runs the callbacks (CustomJS ...) in the browsers that load the document from now on. */
  js_on_event(event: EventName | EventClass, ...callbacks: readonly HasProps[]): void {
    this.#internals.addJsCallbacks(eventName(event), callbacks)
  }

  /** Runs the callback for each message of that type that a client sends over its socket. */
  on_message(msg_type: string, callback: MessageCallback): void {
    this.#internals.callbacks.addMessageCallback(msg_type, callback)
  }

  remove_on_message(msg_type: string, callback: MessageCallback): void {
    this.#internals.callbacks.removeMessageCallback(msg_type, callback)
  }

  /** Sends an own message to all clients; `msg_data` is any value that Bokeh can serialize. */
  send_message(msg_type: string, msg_data: unknown): void {
    this.#internals.send_message(msg_type, msg_data)
  }

  /** Runs the callback every `period_ms` while somebody is connected; never twice at a time. */
  add_periodic_callback(
    callback: DocumentCallback,
    period_ms: number | { readonly period_milliseconds: number },
  ): TimedCallback {
    return this.#addTimed(callback, period_ms, true)
  }

  /** Runs the callback once, after `timeout_ms` with somebody connected. */
  add_timeout_callback(
    callback: DocumentCallback,
    timeout_ms: number | { readonly timeout_milliseconds: number },
  ): TimedCallback {
    return this.#addTimed(callback, timeout_ms, false)
  }

  /** Runs the callback once, soon, outside of what runs now. */
  add_next_tick_callback(callback: DocumentCallback): TimedCallback {
    return this.#addTimed(callback, 0, false)
  }

  /** @param timed what `add_periodic_callback` returned, or its function. @throws ModelError for anything else */
  remove_periodic_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.timers.remove("remove_periodic_callback", timed)
  }

  /** @param timed what `add_timeout_callback` returned, or its function. @throws ModelError for anything else */
  remove_timeout_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.timers.remove("remove_timeout_callback", timed)
  }

  /** @param timed what `add_next_tick_callback` returned, or its function. @throws ModelError for anything else */
  remove_next_tick_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.timers.remove("remove_next_tick_callback", timed)
  }

  /**
   * Names a builder that callbacks call: what it builds is built again when the session wakes up, with the same arguments
   * (JSON), so that the callbacks that it attaches live. It gets the state that its models had. Call `part` in the handler.
   * @throws ModelError for a name that is taken
   */
  part<A, M extends HasProps>(
    name: string,
    builder: (doc: Document, args: A) => M,
  ): (args: A) => M {
    return this.#internals.parts.define(name, builder)
  }

  /** Runs the callbacks when the session ends for good: nobody came back in time. */
  on_session_destroyed(...callbacks: readonly ((context: SessionContext) => unknown)[]): void {
    this.#internals.callbacks.addDestroyed(callbacks, this.session_context)
  }

  #addTimed(callback: DocumentCallback, delay: Delay, isPeriodic: boolean): TimedCallback {
    return this.#internals.callbacks.timers.add({ callback, ms: millisecondsOf(delay), isPeriodic })
  }
}
