// A document: roots, title and all that they refer to; the one owner of its models. Method names are Bokeh's.
// Source: Python bokeh.document.document, bokehjs document/document.ts (3.10), PROTOCOL.md D-rules

import { createEvent, type EventName, eventName } from "../model/create-event.ts"
import type { EventCallback, EventClass } from "../model/events.ts"
import type { DocumentConfig } from "../model/generated/models.ts"
import {
  applyTheme,
  getProperty,
  HasProps,
  type Owner,
  type PropertyChange,
  stateOf,
  type Told,
} from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { holdsModel, modelsIn, reachableFrom, searchAnew } from "../model/references.ts"
import { find, type ModelType, type OfType, onlyOne, type Selector } from "../model/select.ts"
import { type Splattable, splattable } from "../model/splattable.ts"
import { type Theme, themeFrom, type ThemeName } from "../model/theme.ts"
import { EventValue } from "../serialization/values.ts"
import { Build, type BuildOutline } from "./build.ts"
import {
  Callbacks,
  type Delay,
  type DocumentCallback,
  type DocumentChangeCallback,
  type MessageCallback,
  type TimedCallback,
  millisecondsOf,
} from "./callbacks.ts"
import { Changes, isDelta, type Origin } from "./changes.ts"
import { Beside, type DocumentContent, type RestoredState } from "./document-content.ts"
import type { DocumentChange, DocumentEvent } from "./events.ts"
import type { HoldPolicy } from "./hold.ts"
import { type MessageSent, messageOf } from "./message-sent.ts"
import { ModelGraph } from "./model-graph.ts"
import { Parts } from "./parts.ts"
import type { Recorder } from "./recorder.ts"
import type { SessionContext } from "./session-context.ts"
import { changesAway, eventOf, isGone, newIn, type TurnChanges } from "./turn-changes.ts"
import { Views, withReach } from "./views.ts"
import { unmark } from "./visitor-html.ts"

/** As Python says it, where nobody does. */
export const DEFAULT_TITLE = "Bokeh Application"

/** A document's inner side: for document/ and session/, never for apps. */
export interface DocumentInternals {
  readonly graph: ModelGraph
  readonly callbacks: Callbacks
  /** What the handler built. */
  build: Build
  readonly parts: Parts<Document>
  /** Call when the handler is done: what the document has now is what it built, and what it made for later. */
  markBuilt(made?: readonly object[]): void
  readonly beside: Beside
  /** Empties the document, and gives it another one's content but the roots. */
  reset(content: DocumentContent): void
  addJsCallbacks(event: string, callbacks: readonly HasProps[]): void
  /** Puts a stored state in the place of what the handler built; nothing is recorded, and no callback runs. */
  restore(state: RestoredState): void
  /** Does `action` with its changes marked as `origin`'s; what callbacks change meanwhile is the server's own. */
  readonly changeAs: (origin: Origin, action: () => void) => void
  /** What changed since the last call, and the models that came with it; unreachable models are let go. */
  takeChanges(): TurnChanges
  readonly views: Views
  /** Who hears of changes first, if anybody is to: set by a session that keeps versions. */
  recorder: Recorder | undefined
  /** Set by the session that holds the document. */
  sessionContext: SessionContext | undefined
  /** A message of the app's own, as an event. @throws ModelError when it holds models of another document */
  createMessage(msg_type: string, msg_data: unknown): MessageSent
  /** A message from a client: a UI event for a model, or one of the app's own. */
  receiveMessage(msg_type: string, msg_data: unknown): void
}

export let internalsOf: (document: Document) => DocumentInternals

export class Document {
  /** For the page's template (`await outline()`), as JSON keeps it. Not sent, not stored: the handler sets it. */
  readonly template_variables: Record<string, unknown> = {}
  readonly #roots: HasProps[] = []
  readonly #beside = new Beside()
  #title = DEFAULT_TITLE
  readonly #changes = new Changes()
  #hasNewContent = false
  #origin: Origin | undefined
  readonly #internals: DocumentInternals
  readonly #owner: Owner = {
    propertyChanged: (change) => this.#propertyChanged(change),
    changedAway: (change) => this.#changedAway(change),
    columnsWillChange: (model, attr) =>
      this.#internals.recorder?.columnsWillChange(model, attr, this.#origin),
    sendEvent: (event) => this.send_message("bokeh_event", event),
    hasBrought: (type) => this.#beside.hasBrought(type),
  }

  static {
    internalsOf = (document: Document): DocumentInternals => document.#internals
  }

  constructor() {
    const graph = new ModelGraph(this.#owner)
    graph.join(this.config, undefined)
    this.#internals = {
      graph,
      callbacks: new Callbacks(),
      build: new Build(this.#outline(graph), []),
      parts: new Parts<Document>(this, () => this.#internals),
      markBuilt: (made = []) => this.#markBuilt(made),
      beside: this.#beside,
      views: new Views({
        changed: (...change) => this.#viewChanged(...change),
      }),
      recorder: undefined,
      sessionContext: undefined,
      restore: (state) => this.#restore(state),
      reset: (content) => this.#reset(content),
      addJsCallbacks: (event, added) => this.#addJsCallbacks(event, added),
      changeAs: (origin, action) => this.#withOrigin(origin, action),
      takeChanges: () => this.#takeChanges(),
      createMessage: (msg_type, msg_data) => messageOf(this.#owner, msg_type, msg_data),
      receiveMessage: (msg_type, msg_data) => this.#receiveMessage(msg_type, msg_data),
    }
  }

  #markBuilt(made: readonly object[]): void {
    const { graph, parts } = this.#internals
    parts.built()
    const models = made.filter((model) => model instanceof HasProps)
    const prepared = models.filter((model) => stateOf(model).owner === undefined)
    for (const model of prepared) graph.keep(model)
    const there = new Set(graph.all())
    const away = new Set([...reachableFrom(prepared)].filter((model) => !there.has(model)))
    const all = [...there, ...away]
    this.#internals.build = new Build(this.#outline(graph), all, graph.lastNumber, away)
  }

  #outline({ theme }: ModelGraph): BuildOutline {
    const { config, defs, jsCallbacks } = this.#beside
    return { title: this.#title, theme, roots: [...this.#roots], config, defs, jsCallbacks }
  }

  get roots(): readonly HasProps[] {
    return this.#roots
  }

  /** How BokehJS behaves with the document: whether it reconnects, and says so. */
  get config(): DocumentConfig {
    return this.#beside.config
  }

  /** The session that holds the document; undefined for one that no session holds. */
  get session_context(): SessionContext | undefined {
    return this.#internals.sessionContext
  }

  /** The periodic, timeout and next tick callbacks that have yet to run. */
  get session_callbacks(): readonly TimedCallback[] {
    return this.#internals.callbacks.timed
  }

  get title(): string {
    return this.#title
  }

  set title(title: string) {
    if (title === this.#title) return
    const before = this.#title
    this.#title = title
    this.#internals.recorder?.titleChanged(before, this.#origin)
    const event = { kind: "TitleChanged", title } as const
    this.#happened(event, event)
  }

  /** Other defaults for what is not set: one of Bokeh's themes by its name, an own one, null for none. */
  get theme(): Theme {
    return this.#internals.graph.theme
  }

  set theme(theme: Theme | ThemeName | null) {
    const { graph } = this.#internals
    const wanted = themeFrom(theme)
    if (wanted === graph.theme) return
    graph.theme = wanted
    this.#contentChanged()
    for (const model of graph.all()) this.#applyTheme(model)
  }

  /** Adds a root; one that is there already stays where it is. */
  add_root(model: HasProps): void {
    if (this.#roots.includes(model)) return
    this.#internals.graph.join(model, this.#origin)
    const before = [...this.#roots]
    this.#roots.push(model)
    this.#internals.recorder?.rootsChanged(before, this.#origin)
    const event = { kind: "RootAdded", model } as const
    this.#happened(event, event)
  }

  remove_root(model: HasProps): void {
    const index = this.#roots.indexOf(model)
    if (index < 0) return
    const before = [...this.#roots]
    this.#roots.splice(index, 1)
    this.#internals.recorder?.rootsChanged(before, this.#origin)
    this.#internals.graph.markOrphans()
    this.#happened({ kind: "RootRemoved", id: model.id }, { kind: "RootRemoved", model })
  }

  /** Removes all roots. */
  clear(): void {
    while (this.#roots[0] !== undefined) this.remove_root(this.#roots[0])
  }

  get_model_by_id(id: string): HasProps | undefined {
    this.#prune()
    return this.#internals.graph.find(id)
  }

  /** The model with that `name` property. @throws ModelError when there are several */
  get_model_by_name(name: string): HasProps | undefined {
    const found = [...this.#models()].filter((model) => stateOf(model).values.get("name") === name)
    if (found.length > 1) throw new ModelError(`${found.length} models are named '${name}'`)
    return found[0]
  }

  /** All models of a class, or that match: `select(Slider)`, `select({ name: "a", width: (w) => w > 100 })`. */
  select<T extends HasProps>(selector: ModelType<T> | OfType<T>): Splattable<T>
  select(selector: Selector): Splattable<HasProps>
  select(selector: Selector | ModelType<unknown>): unknown {
    return splattable(find(this.#models(), selector))
  }

  /** @throws ModelError when there are several */
  select_one<T extends HasProps>(selector: ModelType<T> | OfType<T>): T | undefined
  select_one(selector: Selector): HasProps | undefined
  select_one(selector: Selector | ModelType<unknown>): unknown {
    return onlyOne(find(this.#models(), selector))
  }

  /** Sets properties of all models that match. */
  set_select(
    selector: Selector | ModelType<unknown>,
    updates: Readonly<Record<string, unknown>>,
  ): void {
    for (const model of find(this.#models(), selector)) model.update(updates)
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
    this.#withOrigin(undefined, () => this.#internals.callbacks.unhold())
    this.#internals.callbacks.host.changed()
  }

  /** Runs the callback for events of the document itself: `document_ready`, `client_reconnected` ... */
  on_event<E>(event: EventClass<E>, ...callbacks: readonly EventCallback<E>[]): void
  on_event<N extends EventName>(event: N, ...callbacks: readonly EventCallback<Told<N>>[]): void
  on_event(event: EventName | EventClass, ...callbacks: readonly EventCallback[]): void {
    this.#internals.callbacks.addEventCallbacks(eventName(event), callbacks)
  }

  /** Runs the callbacks (CustomJS ...) in the browsers that load the document from now on. */
  js_on_event(event: EventName | EventClass, ...callbacks: readonly HasProps[]): void {
    this.#addJsCallbacks(eventName(event), callbacks)
  }

  #addJsCallbacks(name: string, callbacks: readonly HasProps[]): void {
    this.#beside.addJsCallbacks(name, callbacks)
    this.#internals.graph.joinAll(callbacks, this.#origin)
    this.#contentChanged()
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
    const event = messageOf(this.#owner, msg_type, msg_data)
    this.#happened(event, event)
  }

  #applyTheme(model: HasProps): void {
    for (const [attr, old] of applyTheme(model, this.theme.valuesFor(stateOf(model).schema))) {
      const told = { model, attr, old, new: getProperty(model, attr) }
      this.#happened({ kind: "ModelChanged", model, attr }, { kind: "ModelChanged", ...told })
    }
  }

  /** No event tells of it: it is stored as a whole. */
  #contentChanged(): void {
    const { callbacks } = this.#internals
    if (!callbacks.isHosted || callbacks.isSilent) return
    this.#hasNewContent = true
    callbacks.host.changed()
  }

  #reset(content: DocumentContent): void {
    this.clear()
    this.#beside.set(content)
    this.#contentChanged()
    this.#internals.graph.markOrphans()
    this.#prune() // a document that comes back has the ids of the one that goes
    this.#internals.graph.joinAll(this.#beside.models, this.#origin)
  }

  #restore({ roots, title, theme, ...content }: RestoredState): void {
    this.#beside.set(content)
    this.#title = title
    this.#roots.splice(0, Infinity, ...roots)
    this.#internals.graph.theme = theme ?? this.theme
    this.#internals.graph.adopt([...this.#beside.models, ...roots])
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
    this.#internals.callbacks.removeTimed("remove_periodic_callback", timed)
  }

  /** @param timed what `add_timeout_callback` returned, or its function. @throws ModelError for anything else */
  remove_timeout_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.removeTimed("remove_timeout_callback", timed)
  }

  /** @param timed what `add_next_tick_callback` returned, or its function. @throws ModelError for anything else */
  remove_next_tick_callback(timed: TimedCallback | DocumentCallback): void {
    this.#internals.callbacks.removeTimed("remove_next_tick_callback", timed)
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
    return this.#internals.callbacks.addTimed({ callback, ms: millisecondsOf(delay), isPeriodic })
  }

  #propertyChanged(change: PropertyChange): void {
    const { model, attr, old, value, delta, isResent = false } = change
    const { callbacks, views, build, recorder } = this.#internals
    recorder?.changed(change, this.#origin)
    build.note(model, attr)
    views.changed(change, this.#origin, callbacks.isSilent)
    if (stateOf(model).schema.property(attr)?.mayHoldModels ?? true) this.#rejoin(change)
    // While changes are held back, rows that are added may not overtake the columns they belong to.
    const isWhole = delta === undefined || (callbacks.isHolding && this.#origin === undefined)
    const told = { model, attr, old, new: value }
    const happened = () =>
      this.#happened(
        eventOf(change, isWhole),
        delta === undefined ? { kind: "ModelChanged", ...told } : { ...delta, ...told },
      )
    if (isResent) this.#withOrigin(undefined, happened)
    else happened()
    if (this.#origin === undefined && callbacks.isHosted && !callbacks.isSilent) unmark(change)
  }

  #viewChanged(model: HasProps, attr: string, isStoredOnly: boolean): void {
    this.#internals.build.note(model, attr)
    const event = { kind: "ModelChanged", model, attr } as const
    this.#changes[isStoredOnly ? "recordStored" : "record"](event, this.#origin)
    this.#internals.callbacks.host.changed()
  }

  /** Only the store and the model's own callbacks are notified. */
  #changedAway(change: PropertyChange): void {
    const { model, attr } = change
    const { callbacks, graph, build } = this.#internals
    build.note(model, attr)
    if (stateOf(model).schema.property(attr)?.mayHoldModels ?? true) {
      searchAnew(newIn(change))
      for (const brought of modelsIn(newIn(change))) graph.keep(brought)
    }
    if (callbacks.isSilent) return
    this.#changes.record(eventOf(change, change.delta === undefined), this.#origin)
    callbacks.host.changed()
    stateOf(model).runChangeCallbacks(change)
  }

  /** Lets models come and go with a value. Of a stream or a patch only what is new is searched: the rest was. */
  #rejoin(change: PropertyChange): void {
    const { graph } = this.#internals
    const { old, value, delta, replaced = old } = change
    const news = newIn(change)
    const isPart = news !== value
    if (delta === undefined) searchAnew(news)
    if (isPart && !holdsModel(replaced) && !holdsModel(news)) return
    if (delta !== undefined) searchAnew(value)
    graph.joinAll(value, this.#origin)
    if (holdsModel(replaced)) graph.markOrphans()
  }

  #receiveMessage(msg_type: string, msg_data: unknown): void {
    const { callbacks, views } = this.#internals
    const isEvent = msg_type === "bokeh_event" && msg_data instanceof EventValue
    if (isEvent) views.hear(msg_data, this.#origin)
    this.#withOrigin(undefined, () => {
      if (!isEvent) return callbacks.runMessage(msg_type, msg_data)
      const { name, values } = msg_data
      callbacks.runEvent(createEvent(name, values))
    })
  }

  /** Keeps what happened for the clients, and tells the callbacks. */
  #happened(event: DocumentEvent, told: DocumentChange): void {
    this.#changes.record(event, this.#origin)
    this.#internals.callbacks.host.changed()
    this.#withOrigin(undefined, () => this.#internals.callbacks.runChange(told))
  }

  #withOrigin(origin: Origin | undefined, action: () => void): void {
    const before = this.#origin
    this.#origin = origin
    try {
      action()
    } finally {
      this.#origin = before
    }
  }

  #takeChanges(): TurnChanges {
    this.#prune()
    const { graph, callbacks, views } = this.#internals
    const isDue = (origin: Origin | undefined) => origin !== undefined || !callbacks.isHolding
    const changes = this.#changes
      .take(({ origin, event }) => isDue(origin) || isDelta(event) || isGone(event)) // deltas are from before the hold
      .filter(({ event }) => !views.isPrivate(event))
      .map(withReach)
    const there = changes.filter(({ event }) => !isGone(event))
    const gone = changes.filter(({ event }) => isGone(event) && "attr" in event)
    const hasNewContent = this.#hasNewContent && !callbacks.isHolding
    if (hasNewContent) this.#hasNewContent = false
    const fresh = graph.takeFresh(isDue)
    return {
      changes: there,
      fresh,
      hasNewContent,
      hasNewHeld: callbacks.takeIsHeldNew(),
      ...changesAway(this.#internals, gone),
    }
  }

  #models(): Iterable<HasProps> {
    this.#prune()
    return this.#internals.graph.all()
  }

  #prune(): void {
    this.#internals.graph.prune([...this.#beside.models, ...this.#roots])
  }
}
