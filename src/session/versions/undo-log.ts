// Who did what in a document, step by step, so that everybody can undo their own steps. A step is the change of a client's
// message, with the changes of callbacks in response, also of those that take longer. See undo-store.ts for what survives a
// wake.

import type { Undone, UndoSteps } from "../../app/versions.ts"
import type { Origin } from "../../document/changes.ts"
import { isDerived } from "../../document/derived.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { DocumentChange } from "../../document/events.ts"
import type { Recorder } from "../../document/recorder.ts"
import { isByVisitor } from "../../document/visitor-html.ts"
import { isInitial, isRangeEnd } from "../../document/window-ranges.ts"
import { type Columns, isColumns } from "../../model/column.ts"
import type { HasProps, PropertyChange } from "../../model/has-props.ts"
import { getProperty } from "../../model/property-value.ts"
import {
  type Entries,
  type Entry,
  keyOf,
  takeBack,
  type TakenBack,
  type Target,
  valueOf,
} from "./undo-step.ts"
import type { Steps } from "./undo-store.ts"
import { copiedColumns, weightOf } from "./undo-values.ts"

export interface UndoOptions {
  readonly document: Document
  /** The limit for each person. */
  readonly maxSteps: number
  readonly now: () => number
  /** The person behind the client that a change comes from; undefined if there is none. */
  readonly whoOf: (client: object) => string | undefined
  readonly acted: (client: object) => void
  /** Whether steps cover the target. */
  readonly isWanted: (target: Target) => boolean
  /** Called for every change, also for those outside of steps. */
  readonly touched: (target: Target) => void
}

interface Step {
  /** The app's name for the step. */
  readonly name?: string | undefined
  readonly entries: Map<string, Entry>
  /** What the client set itself. A drag sets the same property again and again, and is one step. */
  readonly targets: Set<string>
  atMs: number
  weight: number
}

interface Person {
  readonly done: Step[]
  readonly undone: Step[]
}

/** Changes of the same properties belong to one step while they follow each other within this time. */
const DRAG_MS = 1000
const MAX_PEOPLE = 100
/** The limit of all values that are kept for undo. */
const MAX_WEIGHT = 16 * 1024 * 1024
/** The origin of restored values: neither a client nor the app, whose HTML would be trusted. */
const TIME: Origin = { isBokehJs: false }
const NOTHING: Undone = { changed: 0, kept: 0 }

export class UndoLog implements Recorder {
  readonly #options: UndoOptions
  readonly #people = new Map<string, Person>()
  /** Copies of columns from before they are written in place. */
  readonly #copies = new Map<string, Columns>()
  /** The steps of what was sent, by its cause. */
  readonly #steps = new WeakMap<object, Step | "ignored">()
  #isAtWork = false
  /** The step that the app has declared, which is its own cause. */
  #named: { readonly who: string; readonly name: string } | undefined

  constructor(options: UndoOptions) {
    this.#options = options
  }

  columnsWillChange(model: HasProps, attr: string, origin: Origin | undefined): void {
    const isNobodys = this.#named === undefined && this.#clientBehind(origin) === undefined
    if (this.#isAtWork || isNobodys) return
    const value = getProperty(model, attr)
    const key = keyOf({ kind: "property", model, attr })
    if (isColumns(value)) this.#copies.set(key, copiedColumns(value))
  }

  changed({ model, attr, old }: PropertyChange, origin: Origin | undefined): void {
    const target = { kind: "property", model, attr } as const
    const copy = this.#copies.get(keyOf(target))
    this.#copies.delete(keyOf(target))
    if (old === undefined || isDerived(attr) || isInitial(attr)) return
    this.#options.touched(target)
    // A client's pans and zooms are for the plot's own Undo and Reset tools; a callback's are for this log.
    if (origin !== undefined && isRangeEnd(model, attr)) return
    this.#note(target, () => copy ?? ownValue(old), origin)
  }

  titleChanged(before: string, origin: Origin | undefined): void {
    this.#note({ kind: "title" }, () => before, origin)
  }

  rootsChanged(before: () => readonly HasProps[], origin: Origin | undefined): void {
    this.#note({ kind: "roots" }, before, origin)
  }

  undo(who: string): Undone {
    return this.#move(who, "done", "undone")
  }

  redo(who: string): Undone {
    return this.#move(who, "undone", "done")
  }

  #move(who: string, from: "done" | "undone", to: "done" | "undone"): Undone {
    if (!this.#people.has(who)) return NOTHING
    const { cause } = internalsOf(this.#options.document).callbacks
    if (cause !== undefined) this.#steps.set(cause, "ignored") // a callback's reports, and changes in response, are no step
    const person = this.#personBy(who)
    const step = person[from].pop()
    if (step === undefined) return NOTHING
    const { entries, changed, kept } = this.#takeBack(step.entries)
    if (changed > 0) person[to].push(this.#stepOf(entries))
    this.#makeRoom()
    return { changed, kept }
  }

  /** Makes the changes of `action` a step of that name: they are added to the last step, if it has the same name. */
  step(who: string, name: string, action: () => void): void {
    const before = this.#named
    this.#named = { who, name }
    const last = this.#personBy(who).done.at(-1)
    if (last?.name === name) this.#steps.set(this.#named, last)
    try {
      action()
    } finally {
      this.#named = before
    }
  }

  /** The person who acted last comes first. */
  get people(): readonly Steps[] {
    return [...this.#people].toReversed().map(([who, { done, undone }]) => {
      return { who, done: entriesOf(done), undone: entriesOf(undone) }
    })
  }

  /** Restores the steps from before the session left memory. */
  restore(people: readonly Steps[]): void {
    const stepsOf = (all: readonly Entries[]) => all.map((entries) => this.#stepOf(entries))
    for (const { who, done, undone } of people.toReversed()) {
      this.#people.set(who, { done: stepsOf(done), undone: stepsOf(undone) })
    }
  }

  steps(who: string): UndoSteps {
    const { done, undone } = this.#people.get(who) ?? { done: [], undone: [] }
    return { undo: done.length, redo: undone.length }
  }

  #takeBack(entries: Entries): TakenBack {
    const { document } = this.#options
    const internals = internalsOf(document)
    const { callbacks } = internals
    const unrun: DocumentChange[] = []
    this.#isAtWork = true
    callbacks.unrun = unrun
    let taken: TakenBack
    try {
      taken = internals.changeAs(TIME, () => takeBack(document, entries))
    } finally {
      callbacks.unrun = undefined
      this.#isAtWork = false
    }
    // What callbacks had made of this, and others have changed since, must follow what is there now.
    if (taken.kept > 0) for (const change of unrun) callbacks.runChange(change)
    return taken
  }

  #note(target: Target, valueBefore: () => unknown, origin: Origin | undefined): void {
    if (this.#isAtWork) return
    const person = this.#actingPerson(origin)
    const cause = this.#causeOf(origin)
    if (person === undefined || cause === undefined || !this.#options.isWanted(target)) return
    const known = this.#steps.get(cause)
    if (known === "ignored") return
    const step = this.#stepFor(person, known, target, origin !== undefined)
    this.#steps.set(cause, step)
    const key = keyOf(target)
    const after = valueOf(this.#options.document, target)
    const entry = step.entries.get(key)
    if (entry !== undefined) entry.after = after
    else {
      const { before, wasVisitors } =
        laterEntry(person, step, key) ?? this.#entryBefore(target, valueBefore)
      step.entries.set(key, { target, before, after, wasVisitors })
      step.weight += weightOf(before)
      this.#makeRoom()
    }
  }

  #entryBefore(target: Target, valueBefore: () => unknown): Pick<Entry, "before" | "wasVisitors"> {
    const wasVisitors = target.kind === "property" && isByVisitor(target.model)
    return { before: valueBefore(), wasVisitors }
  }

  /** @param known the step of the same cause, which may have been taken back since */
  #stepFor(person: Person, known: Step | undefined, target: Target, isDirect: boolean): Step {
    const last = person.done.at(-1)
    const nowMs = this.#options.now()
    const key = keyOf(target)
    const isSame = (step: Step) => isDirect && (isDrag(step, key, nowMs) || isMore(step, target))
    const open = known !== undefined && person.done.includes(known) ? known : undefined
    const step = open ?? (last !== undefined && isSame(last) ? last : undefined)
    if (step !== undefined) {
      if (!isDirect) return step
      step.targets.add(key)
      step.atMs = nowMs
      return step
    }
    const targets = new Set(isDirect ? [key] : [])
    const begun = { ...this.#stepOf(new Map()), targets, name: this.#named?.name }
    person.done.push(begun)
    person.undone.length = 0
    if (person.done.length > this.#options.maxSteps) person.done.shift()
    return begun
  }

  #stepOf(entries: Entries): Step {
    const weight = [...entries.values()].reduce((sum, { before }) => sum + weightOf(before), 0)
    return { entries: new Map(entries), targets: new Set(), atMs: this.#options.now(), weight }
  }

  /** Also finds the client behind a callback's change. */
  #clientBehind(origin: Origin | undefined): object | undefined {
    const { callbacks } = internalsOf(this.#options.document)
    return callbacks.isSilent ? undefined : (origin ?? callbacks.cause?.actor)
  }

  /** A document that a client has pushed has no cause but the client. */
  #causeOf(origin: Origin | undefined): object | undefined {
    const { cause } = internalsOf(this.#options.document).callbacks
    return this.#named ?? (cause?.actor === (origin ?? cause?.actor) ? cause : origin)
  }

  #actingPerson(origin: Origin | undefined): Person | undefined {
    const client = this.#clientBehind(origin)
    if (client !== undefined) this.#options.acted(client)
    if (this.#named !== undefined) return this.#personBy(this.#named.who)
    return client && this.#personOf(client)
  }

  #personOf(client: object): Person | undefined {
    const who = this.#options.whoOf(client)
    return who === undefined ? undefined : this.#personBy(who)
  }

  #personBy(who: string): Person {
    const person = this.#people.get(who) ?? { done: [], undone: [] }
    this.#people.delete(who) // the person who acted last is last in the map
    this.#people.set(who, person)
    const [oldest] = this.#people.keys()
    if (this.#people.size > MAX_PEOPLE && oldest !== undefined) this.#people.delete(oldest)
    return person
  }

  /** Removes the oldest steps, starting with the person who acted longest ago. The newest step of the last one stays. */
  #makeRoom(): void {
    const people = [...this.#people.values()]
    const lists = people.flatMap(({ done, undone }) => [undone, done])
    let weight = lists.flat().reduce((sum, step) => sum + step.weight, 0)
    for (const [i, steps] of lists.entries()) {
      const least = i < lists.length - 2 ? 0 : 1
      while (weight > MAX_WEIGHT && steps.length > least) weight -= steps.shift()?.weight ?? 0
    }
  }
}

/** When a step changes something late, its person's next steps are undone first: what was before the first of them counts. */
function laterEntry({ done }: Person, step: Step, key: string): Entry | undefined {
  const later = done.slice(done.indexOf(step) + 1)
  return later.map(({ entries }) => entries.get(key)).find((entry) => entry !== undefined)
}

function entriesOf(steps: readonly Step[]): readonly Entries[] {
  return steps.map(({ entries }) => entries)
}

/** Replaced columns may share arrays with their replacement, which may be written in place. */
function ownValue(value: unknown): unknown {
  return isColumns(value) ? copiedColumns(value) : value
}

function isDrag(last: Step, key: string, nowMs: number): boolean {
  return last.targets.has(key) && nowMs - last.atMs < DRAG_MS
}

/** Widgets report one change in two properties, the second perhaps much later. */
function isMore({ targets }: Step, target: Target): boolean {
  if (target.kind !== "property") return false
  const has = (attr: string) => targets.has(keyOf({ ...target, attr }))
  // The end of a slider's drag.
  if (target.attr === "value_throttled") return has("value")
  // Typed text, until it becomes the value.
  return /^value(_input)?$/.test(target.attr) && has("value_input") && !has("value")
}
