// A document's internals, for document/ and session/, never for apps: its parts, and the path of a change through them: to
// the recorder of versions, to the models that enter and leave with it, to what is stored and sent, and to the callbacks.

import { createEvent } from "../model/create-event.ts"
import { HasProps, type Owner, type PropertyChange, stateOf } from "../model/has-props.ts"
import { applyTheme, getProperty } from "../model/property-value.ts"
import { reachableFrom } from "../model/references.ts"
import type { Theme } from "../model/theme.ts"
import { EventValue } from "../serialization/values.ts"
import { Build, type BuildOutline } from "./build.ts"
import { Callbacks } from "./callbacks.ts"
import { Changes, isDelta, keyOf, type Origin } from "./changes.ts"
import { keepNew, rejoin } from "./coming-models.ts"
import { Beside, type DocumentContent, type RestoredState } from "./document-content.ts"
import type { DocumentChange, DocumentEvent } from "./events.ts"
import { type MessageSent, messageOf } from "./message-sent.ts"
import { ModelGraph } from "./model-graph.ts"
import type { Parts } from "./parts.ts"
import type { Recorder } from "./recorder.ts"
import type { SessionContext } from "./session-context.ts"
import { changesAway, eventOf, isGone, type TurnChanges } from "./turn-changes.ts"
import { Views, viewsOf, withReach } from "./views.ts"
import { unmark } from "./visitor-html.ts"

/** Python's default title. */
export const DEFAULT_TITLE = "Bokeh Application"

/** @typeParam D the document, which its parts' builders get */
export class DocumentInternals<D = unknown> implements Owner {
  readonly roots: HasProps[] = []
  readonly beside = new Beside()
  readonly graph = new ModelGraph(this)
  readonly callbacks = new Callbacks()
  readonly views = new Views(this)
  readonly parts: Parts<D>
  /** What the handler built. */
  build: Build
  /** Notified of changes first: set by a session that keeps versions. */
  recorder: Recorder | undefined = undefined
  /** Set by the session that holds the document. */
  sessionContext: SessionContext | undefined = undefined
  #title = DEFAULT_TITLE
  readonly #changes = new Changes()
  /** The properties that changed in this turn while changes were held back. */
  readonly #held = new Set<string>()
  #hasNewContent = false
  #origin: Origin | undefined

  constructor(parts: (internals: DocumentInternals<D>) => Parts<D>) {
    this.graph.join(this.beside.config, undefined)
    this.build = new Build(this.#outline(), [])
    this.parts = parts(this)
  }

  #outline(): BuildOutline {
    const { config, defs, jsCallbacks } = this.beside
    const { theme } = this.graph
    return { title: this.#title, theme, roots: [...this.roots], config, defs, jsCallbacks }
  }

  /**
   * Call it when the handler is done: the document's present content is what the handler built, including what it created
   * for later.
   */
  markBuilt(made: readonly object[] = []): void {
    const { graph } = this
    this.parts.built()
    const models = made.filter((model) => model instanceof HasProps)
    const prepared = models.filter((model) => stateOf(model).owner === undefined)
    for (const model of prepared) graph.keep(model)
    const away = new Set(
      [...reachableFrom(prepared)].filter((model) => stateOf(model).owner === undefined),
    )
    this.build = new Build(this.#outline(), [...graph.all(), ...away], graph.lastNumber, away)
  }

  get title(): string {
    return this.#title
  }

  set title(title: string) {
    if (title === this.#title) return
    const before = this.#title
    this.#title = title
    this.recorder?.titleChanged(before, this.#origin)
    const event = { kind: "TitleChanged", title } as const
    this.#happened(event, event)
  }

  get theme(): Theme {
    return this.graph.theme
  }

  set theme(theme: Theme) {
    const { graph } = this
    if (theme === graph.theme) return
    graph.theme = theme
    this.#contentChanged()
    for (const model of graph.all()) {
      for (const [attr, old] of applyTheme(model, theme.valuesFor(stateOf(model).schema))) {
        const told = { kind: "ModelChanged", model, attr } as const
        this.#happened(told, { ...told, old, new: getProperty(model, attr) })
      }
    }
  }

  /** Adds a root. A model that is already a root keeps its place. */
  add_root(model: HasProps): void {
    if (this.roots.includes(model)) return
    this.graph.join(model, this.#origin)
    this.roots.push(model)
    this.recorder?.rootsChanged(() => this.roots.slice(0, -1), this.#origin)
    const event = { kind: "RootAdded", model } as const
    this.#happened(event, event)
  }

  remove_root(model: HasProps): void {
    const index = this.roots.indexOf(model)
    if (index < 0) return
    this.roots.splice(index, 1)
    this.recorder?.rootsChanged(() => this.roots.toSpliced(index, 0, model), this.#origin)
    this.graph.markOrphans()
    this.#happened({ kind: "RootRemoved", id: model.id }, { kind: "RootRemoved", model })
  }

  clear(): void {
    while (this.roots[0] !== undefined) this.remove_root(this.roots[0])
  }

  /** All models that are reachable now. */
  models(): Iterable<HasProps> {
    this.prune()
    return this.graph.all()
  }

  /** Removes the models that nothing in the document refers to any more. */
  prune(): void {
    this.graph.prune([...this.beside.models, ...this.roots])
  }

  /** Not in a session: there, clients are still to be told of these models. */
  release(): void {
    if (!this.callbacks.isHosted) this.prune()
  }

  addJsCallbacks(name: string, callbacks: readonly HasProps[]): void {
    this.beside.addJsCallbacks(name, callbacks)
    this.graph.joinAll(callbacks, this.#origin)
    this.#contentChanged()
  }

  /** Empties the document, and gives it the content of another one, without roots. */
  reset(content: DocumentContent): void {
    this.clear()
    this.beside.set(content)
    this.#contentChanged()
    this.graph.markOrphans()
    this.prune() // a document that comes back has the ids of the one that leaves
    this.graph.joinAll(this.beside.models, this.#origin)
  }

  /** Replaces what the handler built by a stored state. Nothing is recorded, and no callback runs. */
  restore({ roots, title, theme, ...content }: RestoredState): void {
    this.beside.set(content)
    this.#title = title
    this.roots.splice(0, Infinity, ...roots)
    this.graph.theme = theme ?? this.graph.theme
    this.graph.adopt([...this.beside.models, ...roots])
  }

  /** Runs `action` with its changes attributed to `origin`. Changes that callbacks make during it are the server's own. */
  changeAs<T>(origin: Origin | undefined, action: () => T): T {
    const before = this.#origin
    this.#origin = origin
    try {
      return action()
    } finally {
      this.#origin = before
    }
  }

  propertyChanged(change: PropertyChange): void {
    const { model, attr, old, value, delta, isResent = false } = change
    const { callbacks } = this
    rejoin(this.graph, change, this.#origin)
    this.recorder?.changed(change, this.#origin)
    this.build.note(model, attr)
    this.views.changed(change, this.#origin, callbacks.isSilent)
    if (callbacks.isHolding && this.#origin === undefined) this.#held.add(keyOf(change))
    const told = { model, attr, old, new: value }
    this.changeAs(isResent ? undefined : this.#origin, () =>
      this.#happened(
        eventOf(change),
        delta === undefined ? { kind: "ModelChanged", ...told } : { ...delta, ...told },
      ),
    )
    if (this.#origin === undefined && callbacks.isHosted && !callbacks.isSilent) unmark(change)
  }

  /** Only the store and the model's own callbacks are notified. */
  changedAway(change: PropertyChange): void {
    const { model, attr } = change
    this.build.note(model, attr)
    keepNew(this.graph, change)
    if (this.callbacks.isSilent) return
    this.#changes.record(eventOf(change), this.#origin)
    this.callbacks.host.changed()
    stateOf(model).runChangeCallbacks(change)
  }

  columnsWillChange(model: HasProps, attr: string): void {
    this.recorder?.columnsWillChange(model, attr, this.#origin)
  }

  hasBrought(type: string): boolean {
    return this.beside.hasBrought(type)
  }

  sendEvent(event: EventValue): void {
    this.send_message("bokeh_event", event)
  }

  send_message(msg_type: string, msg_data: unknown): void {
    const event = this.createMessage(msg_type, msg_data)
    this.#happened(event, event)
  }

  /** A message of the app's own, as an event. @throws ModelError when it contains models of another document */
  createMessage(msg_type: string, msg_data: unknown): MessageSent {
    return messageOf(this, msg_type, msg_data)
  }

  /** A message from a client: a UI event for a model, or a message of the app's own. */
  receiveMessage(msg_type: string, msg_data: unknown): void {
    const { callbacks } = this
    const isEvent = msg_type === "bokeh_event" && msg_data instanceof EventValue
    if (isEvent) this.views.hear(msg_data, this.#origin)
    this.changeAs(undefined, () => {
      if (!isEvent) return callbacks.runMessage(msg_type, msg_data)
      callbacks.runEvent(createEvent(msg_data.name, msg_data.values))
    })
  }

  /** A window's view of a range has changed. */
  viewChanged(model: HasProps, attr: string, isStoredOnly: boolean): void {
    this.build.note(model, attr)
    const event = { kind: "ModelChanged", model, attr } as const
    this.#changes[isStoredOnly ? "recordStored" : "record"](event, this.#origin)
    this.callbacks.host.changed()
  }

  /** There is no event for this change: it is stored as a whole. */
  #contentChanged(): void {
    const { callbacks } = this
    if (!callbacks.isHosted || callbacks.isSilent) return
    this.#hasNewContent = true
    callbacks.host.changed()
  }

  /** Records an event for the clients, and runs the callbacks. */
  #happened(event: DocumentEvent, told: DocumentChange): void {
    this.#changes.record(event, this.#origin, passedBy(told))
    this.callbacks.host.changed()
    this.changeAs(undefined, () => this.callbacks.runChange(told))
  }

  /** The changes since the last call, and the models that came with them. Unreachable models are removed. */
  takeChanges(): TurnChanges {
    this.prune()
    const { graph, callbacks, views } = this
    // While changes are held back, added rows must not overtake the columns that they belong to.
    if (callbacks.isHolding) this.#changes.makeWhole(this.#held)
    this.#held.clear()
    const isDue = (origin: Origin | undefined) => origin !== undefined || !callbacks.isHolding
    const fresh = graph.takeFresh(isDue)
    const coming = [...fresh.keys()].flatMap((id) => graph.find(id) ?? [])
    const changes = this.#changes
      .take(({ origin, event }) => isDue(origin) || isDelta(event) || isGone(event)) // deltas are from before the hold
      .filter(({ event }) => !views.isPrivate(event))
      .map(withReach)
    const comingViews = viewsOf(coming)
    const there = changes.filter(({ event }) => !isGone(event))
    const gone = changes.filter(({ event }) => isGone(event) && "attr" in event)
    const isWhole = callbacks.takeIsHeldNew() || this.#hasNewContent
    this.#hasNewContent = false
    const { away, isNewAway } = changesAway(this, gone)
    return {
      changes: there,
      fresh,
      isWhole,
      hasThemed: coming.some((model) => stateOf(model).themed.size > 0),
      away: [...away, ...comingViews],
      isNewAway,
    }
  }
}

/** A text field shows the typed text, whatever its value is: other windows see that text as well before it changes. */
function passedBy(told: DocumentChange): unknown {
  const isField = "old" in told && told.attr === "value" && "value_input" in told.model
  return isField ? told.old : undefined
}
