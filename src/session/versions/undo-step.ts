// One step that can be undone: what somebody changed, with the values before and after. Values that others have changed
// since stay as they are.

import type { Undone } from "../../app/versions.ts"
import { assertNoCircle } from "../../document/circles.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { EventRep } from "../../document/events.ts"
import { isByVisitor, putMarkBack } from "../../document/visitor-html.ts"
import { isRangeEnd } from "../../document/window-ranges.ts"
import { isColumns } from "../../model/column.ts"
import { isEqual } from "../../model/equal.ts"
import { HasProps } from "../../model/has-props.ts"
import { getProperty, setProperty } from "../../model/property-value.ts"
import { unreachable } from "../../util/unreachable.ts"
import { areSameColumns, ColumnsOnceSeen } from "./undo-values.ts"

export type Target =
  | { readonly kind: "property"; readonly model: HasProps; readonly attr: string }
  | { readonly kind: "title" }
  | { readonly kind: "roots" }

/** One value that a step changed. */
export interface Entry {
  readonly target: Target
  readonly before: unknown
  after: unknown
  /** The earlier value is HTML that a visitor wrote. */
  readonly wasVisitors: boolean
}

export type Entries = ReadonlyMap<string, Entry>

export function keyOf(target: Target): string {
  return target.kind === "property" ? `${target.model.id}.${target.attr}` : target.kind
}

export function valueOf(document: Document, target: Target): unknown {
  switch (target.kind) {
    case "property":
      return getProperty(target.model, target.attr)
    case "title":
      return document.title
    case "roots":
      return [...document.roots]
    default:
      return unreachable(target)
  }
}

export interface TakenBack extends Undone {
  /** The entries that redo it. */
  readonly entries: Entries
}

/** No value is as this left it. */
const NEVER = new ColumnsOnceSeen(null)

/** Restores the earlier values that are still as the step left them. */
export function takeBack(document: Document, entries: Entries): TakenBack {
  const inverse = new Map<string, Entry>()
  let [changed, kept] = [0, 0]
  for (const [key, entry] of [...entries].toReversed()) {
    const done = putBack(document, entry)
    if (done === undefined) kept++
    else changed++
    // Redo leaves, and counts, what undo has left.
    if (isThere(document, entry.target)) inverse.set(key, done ?? { ...entry, after: NEVER })
  }
  return { entries: inverse, changed, kept }
}

/** @returns the entry that redoes it; undefined when somebody else has changed the value, or when it cannot be restored */
function putBack(document: Document, entry: Entry): Entry | undefined {
  const { target, before, after } = entry
  const current = valueOf(document, target)
  if (!isThere(document, target) || !isAsLeft(target, current, after)) return undefined
  const wasVisitors = target.kind === "property" && isByVisitor(target.model)
  try {
    put(document, target, before)
    if (target.kind === "property") putMarkBack(target, entry.wasVisitors, wasVisitors)
  } catch {
    return undefined // later changes of others leave no place for it
  }
  return { target, before: current, after: valueOf(document, target), wasVisitors }
}

function isThere(document: Document, target: Target): boolean {
  if (target.kind !== "property") return true
  return internalsOf(document).graph.find(target.model.id) === target.model
}

function isAsLeft(target: Target, current: unknown, after: unknown): boolean {
  // A changed view in the meantime does not count as a change of the graph.
  if (target.kind === "property" && isRangeEnd(target.model, target.attr)) return true
  if (!isColumns(current)) return isEqual(current, after)
  if (after instanceof ColumnsOnceSeen) return after.are(current)
  return isColumns(after) ? areSameColumns(current, after) : isEqual(current, after)
}

function put(document: Document, target: Target, value: unknown): void {
  switch (target.kind) {
    case "property": {
      const { model, attr } = target
      const event: EventRep = { kind: "ModelChanged", model, attr, new: value }
      assertNoCircle([event])
      setProperty(model, attr, value)
      return
    }
    case "title":
      document.title = String(value)
      return
    case "roots":
      putRoots(document, value)
      return
    default:
      unreachable(target)
  }
}

function putRoots(document: Document, value: unknown): void {
  const wanted = Array.isArray(value) ? value.filter((root) => root instanceof HasProps) : []
  const gone = document.roots.filter((root) => !wanted.includes(root))
  const stay = document.roots.filter((root) => wanted.includes(root))
  const first = stay.findIndex((root, i) => root !== wanted[i])
  const moved = first < 0 ? [] : stay.slice(first) // a root can only be added at the end
  for (const root of [...gone, ...moved]) document.remove_root(root)
  for (const root of wanted) document.add_root(root)
}
