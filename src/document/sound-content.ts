// The stored form of a document, checked like outside input. Invalid parts are left out, and affect nothing else.

import { isName } from "../util/is-name.ts"
import { isList, isRecord, isStrings } from "../util/record.ts"
import {
  type ChangesContent,
  FORMAT,
  type HeldRow,
  type Loss,
  type ModelRow,
  type PartContent,
  type Renamed,
  type WholeContent,
} from "./stored-content.ts"

type Lost = (loss: Loss) => void
type Check<T> = (value: unknown) => value is T

const isText: Check<string> = (value) => typeof value === "string"
const isNumber: Check<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0
const isObject: Check<Readonly<Record<string, unknown>>> = isRecord

/** Undefined for anything but a whole document in this format. */
export function wholeContent(content: unknown, lost: Lost): WholeContent | undefined {
  if (!isObject(content) || content["format"] !== FORMAT) return undefined
  const { kind, version, title, theme, defs, config, roots, callbacks, models } = content
  if ((kind !== "base" && kind !== "whole") || !isList(models)) return undefined
  const rows = soundRows(models, isModelRow, lost)
  const checked = checkedBy(lost)
  return {
    format: FORMAT,
    kind,
    ...(isText(version) && { version }),
    lastNumber: lastNumber(content, rows),
    title: checked("title", isText, title) ?? "",
    ...maybe("theme", checked("theme", isObject, theme)),
    defs: checked("defs", isList, defs) ?? [],
    config: checked("config", isText, config) ?? "",
    roots: (checked("roots", isList, roots) ?? []).filter(isText),
    callbacks: callbacks ?? {},
    models: rows,
    renamed: renamedIn(content["renamed"], lost),
    isPartial: rows.length < models.length,
    ...heldIn(content["held"], lost),
  }
}

/** Undefined for anything but changes in this format. */
export function changesContent(content: unknown, lost: Lost): ChangesContent | undefined {
  if (!isObject(content) || content["format"] !== FORMAT) return undefined
  const { kind, title, theme, roots, callbacks, defs, config, changed, made, parts } = content
  if (kind !== "changes" || !isList(changed) || !isList(made)) return undefined
  const rows = soundRows(made, isModelRow, lost)
  const checked = checkedBy(lost)
  return {
    format: FORMAT,
    kind,
    lastNumber: lastNumber(content, rows),
    ...maybe("title", checked("title", isText, title)),
    ...maybe("theme", checked("theme", isObject, theme)),
    ...maybe("roots", checked("roots", isList, roots)?.filter(isText)),
    ...(callbacks !== undefined && { callbacks }),
    ...maybe("defs", checked("defs", isList, defs)),
    ...maybe("config", checked("config", isText, config)),
    renamed: renamedIn(content["renamed"], lost),
    changed: soundRows(changed, isChange, lost),
    made: rows,
    parts: partsIn(parts, lost),
    ...heldIn(content["held"], lost),
  }
}

export function partsIn(parts: unknown, lost: Lost): readonly PartContent[] {
  return soundRows(parts, isPart, lost)
}

export function renamedIn(renamed: unknown, lost: Lost): readonly Renamed[] {
  return soundRows(renamed, isRenamed, lost)
}

function heldIn(held: unknown, lost: Lost): Pick<ChangesContent, "held"> {
  return held === undefined ? {} : { held: soundRows(held, isHeld, lost) }
}

/** Missing values do not count as lost. */
function checkedBy(lost: Lost) {
  return <T>(attr: string, check: Check<T>, value: unknown): T | undefined => {
    if (value === undefined || check(value)) return value
    lost({ id: "", type: "Document", attr, reason: "what is stored of it is of another kind" })
    return undefined
  }
}

function maybe<K extends string, T>(name: K, value: T | undefined): { readonly [N in K]?: T } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of that one name
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: T }
}

/** New models must not get the ids of existing ones. */
function lastNumber(content: Readonly<Record<string, unknown>>, rows: readonly ModelRow[]): number {
  const { lastNumber: stored } = content
  if (isNumber(stored)) return stored
  const numbers = rows.map(([id]) => Number(/^m(\d{1,15})$/.exec(id)?.[1] ?? 0))
  return numbers.reduce((a, b) => Math.max(a, b), 0)
}

/** None of what is no list. */
function soundRows<T>(rows: unknown, check: Check<T>, lost: Lost): readonly T[] {
  return (isList(rows) ? rows : []).flatMap((row) => {
    if (check(row)) return [row]
    const [id, type]: readonly unknown[] = isList(row) ? row : []
    const known = { id: isText(id) ? id : "", type: isText(type) ? type : "" }
    lost({ ...known, reason: "what is stored of it is of another kind" })
    return []
  })
}

const isModelRow: Check<ModelRow> = (row): row is ModelRow =>
  isList(row) && isName(row[0]) && isText(row[1]) && (row[2] === null || isObject(row[2]))

const isChange: Check<ChangesContent["changed"][number]> = (row): row is never =>
  isList(row) && isText(row[0]) && isObject(row[1])

const isRenamed: Check<Renamed> = (row): row is never =>
  isList(row) && isName(row[0]) && isName(row[1])

const isHeld: Check<HeldRow> = (row): row is never =>
  isList(row) && isText(row[0]) && isText(row[1])

const isPart: Check<PartContent> = (part): part is PartContent => {
  if (!isObject(part)) return false
  const { name, models, changed = {} } = part
  return (
    isText(name) &&
    isList(models) &&
    models.every((row) => isList(row) && isName(row[0]) && isText(row[1])) &&
    isObject(changed) &&
    Object.values(changed).every(isStrings)
  )
}
