// Views: the events of BokehJS distinguish a pan or zoom by hand from what a window computes by itself. Source: bokehjs
// models/plots/plot_canvas.ts, document/document.ts (3.10): LODStart begins a gesture, RangesUpdate reports its result,
// Reset undoes it; PROTOCOL.md S19

import { HasProps, type PropertyChange, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { setProperty } from "../model/property-value.ts"
import { modelsIn } from "../model/references.ts"
import type { EventValue } from "../serialization/values.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { MESSAGE_LIMITS } from "../util/limits.ts"
import type { Change, Origin } from "./changes.ts"
import { isDerived } from "./derived.ts"
import type { DocumentEvent } from "./events.ts"
import {
  beforeMoved,
  type End,
  ENDS,
  giveBack,
  initialOf,
  isAutomatic,
  isComputedAnew,
  isKeptBack,
  isRangeEnd,
  isWindowsOwn,
  type Mover,
  noteRange,
  type RangesPolicy,
  sessionsEnd,
  share,
} from "./window-ranges.ts"

/** A range that somebody has moved or reset, for the other windows. */
export interface Moved {
  readonly range: HasProps
  readonly isReset?: boolean
  /** Whose window shows it already; undefined when code has set the range. */
  readonly by?: Origin | undefined
}

/** The values of both ends of a range, null where each window computes the end. */
export type Ends = readonly unknown[]

export interface ViewHooks {
  /** A value that must be stored, and also sent unless the other windows find it by themselves. */
  viewChanged(model: HasProps, attr: string, isStoredOnly: boolean): void
}

export class Views {
  /** Set by the session that holds the document. */
  policy: RangesPolicy = "shared"
  readonly #hooks: ViewHooks
  /** The ranges that somebody is moving in a window now. */
  readonly #moving = new WeakMap<Origin, Set<HasProps>>()
  /** The last values that each window has set, since the range was last set for all. */
  readonly #last = new WeakMap<HasProps, WeakMap<Origin, Map<string, unknown>>>()
  #moved: Moved[] = []
  /** The events about ranges in this turn. */
  #heard = 0

  constructor(hooks: ViewHooks) {
    this.#hooks = hooks
  }

  /** Call it with each change of a property, and whether the value comes from storage. */
  changed(change: PropertyChange, origin: Origin | undefined, isRestored: boolean): void {
    const { model, attr, old } = change
    if (!isRangeEnd(model, attr)) {
      if (!isRestored && isComputedAnew(model, attr)) this.#giveBack(model)
      return
    }
    const isOwn = this.policy === "own" && origin !== undefined && !isRestored
    const mover = isRestored ? "code" : isOwn ? "window" : this.#moverOf(model, origin)
    const before = isWindowsOwn(model, attr) ? sessionsEnd(model, attr) : old
    noteRange(change, mover, this.policy)
    if (!isRestored && !isOwn) this.#note(change, mover, origin, before)
  }

  /** True for changes that stay in one window: its layout, or its ranges if each window has its own. */
  isPrivate(event: DocumentEvent): boolean {
    if (!("attr" in event)) return false
    return isDerived(event.attr) || (this.policy === "own" && isWindowsOwn(event.model, event.attr))
  }

  /** Who sets the range's end. */
  #moverOf(model: HasProps, origin: Origin | undefined): Mover {
    if (origin === undefined || origin.isBokehJs === false) return "code"
    return this.#moving.get(origin)?.has(model) === true ? "person" : "window"
  }

  #note(
    { model, attr, value }: PropertyChange,
    mover: Mover,
    origin: Origin | undefined,
    before: unknown,
  ): void {
    if (!isRangeEnd(model, attr)) return
    if (!isWindowsOwn(model, attr)) this.#last.delete(model)
    else if (origin !== undefined) this.#lastOf(origin, model).set(attr, value)
    if (mover === "code") {
      const isMoved = viewOf(model) !== undefined && !isAutomatic(value)
      if (isMoved) this.#moved.push({ range: model })
      return this.#setInitial(model, attr, isMoved ? value : undefined)
    }
    const isOpen = mover === "window" && !stateOf(model).schema.isA("Range1d")
    if (!isOpen) this.#keepInitial(model, attr, before)
  }

  /** Takes an event of a plot, if it is about its ranges. @throws ModelError for too many of them in one turn */
  hear({ name, values }: EventValue, origin: Origin | undefined): void {
    const { model: plot } = values
    if (this.policy === "own" || !/^(lodstart|lodend|rangesupdate|reset)$/.test(name)) return
    if (origin === undefined || origin.isBokehJs === false || !(plot instanceof HasProps)) return
    // Each may concern all ranges of a large plot.
    const { rangeEvents: most } = MESSAGE_LIMITS
    if (++this.#heard > most)
      throw new ModelError(`a message can't have more than ${most} range events`)
    if (name === "rangesupdate") this.#noteEnds(plot, values, origin)
    if (name === "lodend") this.#moving.delete(origin)
    else for (const range of rangesOf(plot)) this.#takeRange(range, name, origin)
  }

  #takeRange(range: HasProps, event: string, origin: Origin): void {
    const isReset = event === "reset"
    const moving = getOrMake(this.#moving, origin, () => new Set<HasProps>())
    if (isReset) this.#giveBack(range)
    else {
      moving.add(range)
      this.#claim(range, origin)
    }
    if (event === "lodstart") return
    if (!isReset) moving.delete(range)
    this.#moved.push({ range, isReset, by: origin })
  }

  #noteEnds(plot: HasProps, values: EventValue["values"], origin: Origin): void {
    for (const axis of ["x", "y"]) {
      const range = stateOf(plot).values.get(`${axis}_range`)
      if (!(range instanceof HasProps)) continue
      const last = this.#lastOf(origin, range)
      last.set("start", values[`${axis}0`]).set("end", values[`${axis}1`])
    }
  }

  /** The ranges that were moved or reset since the last call. */
  takeMoved(): readonly Moved[] {
    this.#heard = 0
    return this.#moved.splice(0)
  }

  /** Makes the window's values everybody's. */
  #claim(range: HasProps, origin: Origin): void {
    for (const [attr, value] of this.#lastOf(origin, range)) {
      if (!isRangeEnd(range, attr) || typeof value !== "number" || !Number.isFinite(value)) continue
      const before = sessionsEnd(range, attr)
      if (Object.is(before, value)) continue
      if (!Object.is(stateOf(range).values.get(attr), value)) setProperty(range, attr, value)
      else if (isWindowsOwn(range, attr)) {
        this.#keepInitial(range, attr, before)
        share(range, attr)
        this.#hooks.viewChanged(range, attr, false)
      }
    }
  }

  /** From now on, each window computes again what somebody had moved. */
  #giveBack(range: HasProps): void {
    const { values } = stateOf(range)
    for (const end of ENDS) {
      const initial = values.get(initialOf(end))
      if (initial === undefined) continue
      giveBack(range, end, isAutomatic(initial) ? null : initial)
      this.#setInitial(range, end, undefined)
      this.#hooks.viewChanged(range, end, true)
    }
  }

  #keepInitial(range: HasProps, end: End, before: unknown): void {
    if (stateOf(range).values.has(initialOf(end))) return
    this.#setInitial(range, end, beforeMoved(range, end, before))
  }

  #setInitial(range: HasProps, end: End, initial: unknown): void {
    const { values } = stateOf(range)
    const attr = initialOf(end)
    if (values.get(attr) === initial) return
    if (initial === undefined) values.delete(attr)
    else values.set(attr, initial)
    this.#hooks.viewChanged(range, attr, true)
  }

  #lastOf(origin: Origin, range: HasProps): Map<string, unknown> {
    const byWindow = getOrMake(this.#last, range, () => new WeakMap<Origin, Map<string, unknown>>())
    return getOrMake(byWindow, origin, () => new Map())
  }
}

/** Values that a window computes by itself are sent only to programs, which cannot compute them. */
export function withReach(change: Change): Change {
  const { event, origin, reach } = change
  const isOwn = "attr" in event && isWindowsOwn(event.model, event.attr)
  return isOwn && origin !== undefined && reach === undefined
    ? { ...change, reach: "programs" }
    : change
}

/** The ranges of a plot, and those of its glyphs' own coordinates. */
function rangesOf(plot: HasProps): ReadonlySet<HasProps> {
  const coordinates = heldBy(heldBy([plot], "renderers"), "coordinates")
  const ranges = [
    ...heldBy([plot], "x_range", "y_range", "extra_x_ranges", "extra_y_ranges"),
    ...heldBy(coordinates, "x_source", "y_source"),
  ]
  return new Set(ranges.filter((model) => stateOf(model).schema.isA("Range")))
}

/** The models in these properties. */
function heldBy(models: readonly HasProps[], ...attrs: readonly string[]): readonly HasProps[] {
  return models.flatMap((model) =>
    attrs.flatMap((attr) => [...modelsIn(stateOf(model).values.get(attr))]),
  )
}

/**
 * What is stored beside new models of the document: of ranges that came from another document, the ends that somebody had
 * moved there. Clients get these in a message.
 */
export function viewsOf(models: readonly HasProps[]): readonly Change[] {
  return models.flatMap((model) => {
    if (!stateOf(model).schema.isA("Range")) return []
    const kept = [...stateOf(model).values.keys()].filter((attr) => isKeptBack(model, attr))
    return kept.map((attr): Change => {
      return { event: { kind: "ModelChanged", model, attr }, origin: undefined, reach: "store" }
    })
  })
}

/** How somebody has moved a range: its current ends, and those before; undefined when nobody has. */
export function viewOf(
  range: HasProps,
): { readonly now: Ends; readonly initial: Ends } | undefined {
  const { values } = stateOf(range)
  if (!ENDS.some((end) => values.has(initialOf(end)))) return undefined
  const now = ENDS.map((end) => sessionsEnd(range, end))
  const initial = ENDS.map((end, i) => {
    const before = values.has(initialOf(end)) ? values.get(initialOf(end)) : now[i]
    return values.get(`reset_${end}`) ?? before // a value that the app has set has priority
  })
  return { now, initial }
}
