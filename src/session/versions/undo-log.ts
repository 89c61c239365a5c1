// Who did what in a document, step by step, so that each can undo what was theirs. A step is what a message of a client
// changed, and what callbacks changed in answer to it. See undo-store.ts for what outlives a wake.

import type { Undone, UndoSteps } from "../../app/versions.ts"
import type { Origin } from "../../document/changes.ts"
import { isDerived } from "../../document/derived.ts"
import { type Document, internalsOf } from "../../document/document.ts"
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
  /** Steps of each person. */
  readonly maxSteps: number
  readonly now: () => number
  /** Of the client that a change comes from; undefined for one that nobody is behind. */
  readonly whoOf: (client: object) => string | undefined
  readonly acted: (client: object) => void
  /** Whether steps are about it. */
  readonly isWanted: (target: Target) => boolean
  /** Hears of what anybody changes, also of what is no step. */
  readonly touched: (target: Target) => void
}

interface Step {
  /** What the app calls it. */
  readonly name?: string | undefined
  readonly entries: Map<string, Entry>
  /** What the client set itself: a drag sets the same again and again, and is one step. */
  readonly targets: Set<string>
  atMs: number
  weight: number
}

/** "due": the next change begins a step, or continues the last one. */
type Progress = "due" | "open" | "ignored"

interface Person {
  readonly done: Step[]
  readonly undone: Entries[]
  progress: Progress
}

/** Changes of the same properties are one step while they follow each other within this. */
const DRAG_MS = 1000
const MAX_PEOPLE = 100
/** Of values that are kept for undo, in bytes. */
const MAX_WEIGHT = 16 * 1024 * 1024
/** The origin of what was before: no client, and no app, whose HTML would be trusted. */
const TIME: Origin = { isBokehJs: false }
const NOTHING: Undone = { changed: 0, kept: 0 }

export class UndoLog implements Recorder {
  readonly #options: UndoOptions
  readonly #people = new Map<string, Person>()
  /** What columns were before they are written in place. */
  readonly #copies = new Map<string, Columns>()
  #isAtWork = false
  /** Whose step the app says that it is. */
  #named: { readonly who: string; readonly name: string } | undefined

  constructor(options: UndoOptions) {
    this.#options = options
  }

  begin(origin: Origin): void {
    const person = this.#personOf(origin)
    if (person !== undefined) person.progress = "due"
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
    // Where somebody looks is for the plot's own Undo and Reset tools; where a callback has them look, for this one.
    if (origin !== undefined && isRangeEnd(model, attr)) return
    this.#note(target, () => copy ?? ownValue(old), origin)
  }

  titleChanged(before: string, origin: Origin | undefined): void {
    this.#note({ kind: "title" }, () => before, origin)
  }

  rootsChanged(before: readonly HasProps[], origin: Origin | undefined): void {
    this.#note({ kind: "roots" }, () => before, origin)
  }

  undo(who: string): Undone {
    const person = this.#people.get(who)
    const step = person?.done.pop()
    if (person === undefined || step === undefined) return NOTHING
    const { entries, kept } = this.#takeBack(person, step.entries)
    if (entries.size > 0) person.undone.push(entries)
    return { changed: entries.size, kept }
  }

  redo(who: string): Undone {
    const person = this.#people.get(who)
    const entries = person?.undone.pop()
    if (person === undefined || entries === undefined) return NOTHING
    const done = this.#takeBack(person, entries)
    if (done.entries.size > 0) person.done.push(this.#stepOf(done.entries))
    return { changed: done.entries.size, kept: done.kept }
  }

  /** What `action` changes is a step of that name: more of the last one, where that has the name. */
  step(who: string, name: string, action: () => void): void {
    const before = this.#named
    this.#named = { who, name }
    const person = this.#personBy(who)
    person.progress = person.done.at(-1)?.name === name ? "open" : "due"
    try {
      action()
    } finally {
      this.#named = before
      person.progress = "due" // what comes is another step
    }
  }

  /** Who acted last comes first. */
  get people(): readonly Steps[] {
    return [...this.#people].toReversed().map(([who, { done, undone }]) => {
      return { who, done: done.map(({ entries }) => entries), undone }
    })
  }

  /** What there was before the session left memory. */
  restore(people: readonly Steps[]): void {
    for (const { who, done, undone } of people.toReversed()) {
      const steps = done.map((entries) => this.#stepOf(entries))
      this.#people.set(who, { done: steps, undone: [...undone], progress: "ignored" })
    }
  }

  steps(who: string): UndoSteps {
    const { done, undone } = this.#people.get(who) ?? { done: [], undone: [] }
    return { undo: done.length, redo: undone.length }
  }

  #takeBack(person: Person, entries: Entries): TakenBack {
    const { document } = this.#options
    person.progress = "ignored" // what a callback says of it is no step of its own
    const internals = internalsOf(document)
    const { callbacks } = internals
    const results: TakenBack[] = []
    this.#isAtWork = true
    callbacks.isQuiet = true
    try {
      internals.changeAs(TIME, () => void results.push(takeBack(document, entries)))
    } finally {
      callbacks.isQuiet = false
      this.#isAtWork = false
    }
    return results[0] ?? { entries: new Map(), kept: 0 }
  }

  #note(target: Target, valueBefore: () => unknown, origin: Origin | undefined): void {
    if (this.#isAtWork) return
    const person = this.#actingPerson(origin)
    if (person === undefined || person.progress === "ignored") return
    if (!this.#options.isWanted(target)) return
    const key = keyOf(target)
    const step = this.#stepFor(person, target, origin !== undefined)
    const after = valueOf(this.#options.document, target)
    const known = step.entries.get(key)
    if (known !== undefined) known.after = after
    else {
      const wasVisitors = target.kind === "property" && isByVisitor(target.model)
      const before = valueBefore()
      step.entries.set(key, { target, before, after, wasVisitors })
      step.weight += weightOf(before)
      this.#makeRoom()
    }
  }

  #stepFor(person: Person, target: Target, isDirect: boolean): Step {
    const last = person.done.at(-1)
    const nowMs = this.#options.now()
    const key = keyOf(target)
    const isSame = (step: Step) => isDirect && (isDrag(step, key, nowMs) || isMore(step, target))
    if (last !== undefined && (person.progress === "open" || isSame(last))) {
      person.progress = "open"
      if (isDirect) last.targets.add(key)
      last.atMs = nowMs
      return last
    }
    person.progress = "open"
    const targets = new Set(isDirect ? [key] : [])
    const step = { ...this.#stepOf(new Map()), targets, name: this.#named?.name }
    person.done.push(step)
    person.undone.length = 0
    if (person.done.length > this.#options.maxSteps) person.done.shift()
    return step
  }

  #stepOf(entries: Entries): Step {
    const weight = [...entries.values()].reduce((sum, { before }) => sum + weightOf(before), 0)
    return { entries: new Map(entries), targets: new Set(), atMs: this.#options.now(), weight }
  }

  /** Also of what a callback changes. */
  #clientBehind(origin: Origin | undefined): object | undefined {
    const { callbacks } = internalsOf(this.#options.document)
    return callbacks.isSilent ? undefined : (origin ?? callbacks.actor)
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
    const person = this.#people.get(who) ?? { done: [], undone: [], progress: "due" }
    this.#people.delete(who) // the one who has acted last comes last
    this.#people.set(who, person)
    const [oldest] = this.#people.keys()
    if (this.#people.size > MAX_PEOPLE && oldest !== undefined) this.#people.delete(oldest)
    return person
  }

  /** The oldest steps of all go first. */
  #makeRoom(): void {
    const steps = [...this.#people.values()].flatMap(({ done }) => done)
    let weight = steps.reduce((sum, step) => sum + step.weight, 0)
    for (const { done } of this.#people.values()) {
      while (weight > MAX_WEIGHT && done.length > 1) weight -= done.shift()?.weight ?? 0
    }
  }
}

/** Columns that were replaced may share some with those in their place, which are written. */
function ownValue(value: unknown): unknown {
  return isColumns(value) ? copiedColumns(value) : value
}

function isDrag(last: Step, key: string, nowMs: number): boolean {
  return last.targets.has(key) && nowMs - last.atMs < DRAG_MS
}

/** Widgets say one change in two properties: the second may come much later. */
function isMore({ targets }: Step, target: Target): boolean {
  if (target.kind !== "property") return false
  const has = (attr: string) => targets.has(keyOf({ ...target, attr }))
  // A slider's end of a drag.
  if (target.attr === "value_throttled") return has("value")
  // What is typed, until it is the value.
  return /^value(_input)?$/.test(target.attr) && has("value_input") && !has("value")
}
