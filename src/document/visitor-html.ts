// HTML that a browser's client wrote is marked: its model gets a class, which pages can show, and copies keep. The page's
// Content-Security-Policy keeps scripts in it from running; pages without that policy get it as text (shown-as-text.ts).
// Source: SECURITY.md

import { type HasProps, type PropertyChange, stateOf } from "../model/has-props.ts"
import { getProperty, initProperty, setProperty } from "../model/property-value.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { clipped } from "../util/clipped.ts"
import type { Assignment, Author } from "./client-policy.ts"

/** In the `css_classes` of models with HTML that a client wrote. */
export const VISITOR_CLASS = "bokeh-edge-from-visitor"

/** The properties that BokehJS writes into the page as HTML. worker-tests/unit/model/code.test.ts searches for more. */
export const HTML: readonly (readonly [type: string, attr: string])[] = [
  ["Markup", "text"],
  ["Markdown", "text"],
  ["AbstractSlider", "title"],
  // In a slider's tooltips.
  ["NumericalSlider", "format"],
  ["NumericalRangeSlider", "format"],
  ["CategoricalSlider", "categories"],
  ["MultiChoice", "options"],
  ["SVGIcon", "svg"],
]

/** The start of TeX, which becomes SVG in a widget, and SVG may contain links. */
export const TEX = /\$\$|\\[([]|\\begin/g

/**
 * Call it before a client's changes are applied, and call the returned function afterwards: the mark is a change of the
 * server's.
 */
export function marking(
  author: Author,
  changes: readonly { readonly model: HasProps; readonly attr: string }[],
): () => void {
  if (author.mayBringCode) return () => undefined
  const byModel = Map.groupBy(changes, ({ model }) => model)
  const wasMarked = new Set([...byModel.keys()].filter(isByVisitor))
  return () => {
    for (const [model, sets] of byModel) {
      const setsHtml = sets.some(({ attr }) => isHtmlProperty(model, attr))
      if (!setsHtml && !sets.some(({ attr }) => attr === "css_classes")) continue
      mark(model, (setsHtml || wasMarked.has(model)) && holdsHtml(model))
    }
  }
}

/** The same for a model that a client brings. */
export function markBrought(author: Author, model: HasProps): void {
  if (author.mayBringCode || !holdsHtml(model)) return
  initProperty(model, "css_classes", withMark(model, true))
}

/** Call it when the app itself has set a property: that value is the app's, while others may still be a visitor's. */
export function unmark({ model, attr, old }: PropertyChange): void {
  if (isByVisitor(model) && isHtmlProperty(model, attr)) mark(model, holdsHtml(model, attr))
  const isLost = attr === "css_classes" && hasMark(old) && !isByVisitor(model)
  if (isLost && model !== beingMarked) mark(model, holdsHtml(model))
}

/** Call it when a property gets an earlier value back: the mark becomes that of the earlier value. */
export function putMarkBack(
  { model, attr }: { readonly model: HasProps; readonly attr: string },
  wasVisitors: boolean,
  isNow: boolean,
): void {
  if (isHtmlProperty(model, attr)) mark(model, wasVisitors)
  else if (attr === "css_classes") mark(model, isNow)
}

/** A formatter can produce any text in a slider's tooltip, which is HTML. @throws SerializationError */
export function assertMayFormat(
  { mayBringCode }: Author,
  { model, attr, value }: Assignment,
): void {
  const { schema } = stateOf(model)
  const isHtml = schema.isA("PrintfTickFormatter") ? isTagOrMakesOne : isTag
  if (mayBringCode || !schema.isA("TickFormatter") || !someString(value, isHtml)) return
  throw new SerializationError(
    `a client may not bring HTML in ${schema.type}.${clipped(attr)} (PROTOCOL.md D8)`,
  )
}

let beingMarked: HasProps | undefined

function mark(model: HasProps, isVisitors: boolean): void {
  if (isByVisitor(model) === isVisitors) return
  beingMarked = model
  try {
    setProperty(model, "css_classes", withMark(model, isVisitors))
  } finally {
    beingMarked = undefined
  }
}

function withMark(model: HasProps, isVisitors: boolean): readonly string[] {
  const others = classesOf(model).filter((name) => name !== VISITOR_CLASS)
  return isVisitors ? [...others, VISITOR_CLASS] : others
}

/** True for a model with HTML that a visitor wrote. */
export function isByVisitor(model: HasProps): boolean {
  return hasMark(classesOf(model))
}

function hasMark(classes: unknown): boolean {
  return Array.isArray(classes) && classes.includes(VISITOR_CLASS)
}

function classesOf(model: HasProps): readonly string[] {
  const isStyled = stateOf(model).schema.property("css_classes") !== undefined
  const classes = isStyled ? getProperty(model, "css_classes") : []
  return Array.isArray(classes) ? classes.map(String) : []
}

export function isHtmlProperty(model: HasProps, attr: string): boolean {
  const { schema } = stateOf(model)
  return HTML.some(([type, name]) => name === attr && schema.isA(type))
}

/** @param but a property that is not checked */
function holdsHtml(model: HasProps, but?: string): boolean {
  const { schema } = stateOf(model)
  return HTML.some(([type, attr]) => {
    const isHtml = type === "Markdown" ? isAnything : isTagOrTex
    return attr !== but && schema.isA(type) && someString(getProperty(model, attr), isHtml)
  })
}

/** For a string, or for lists of strings. */
function someString(value: unknown, is: (text: string) => boolean): boolean {
  if (Array.isArray(value)) return value.some((one) => someString(one, is))
  return typeof value === "string" && is(value)
}

export function isTag(text: string): boolean {
  return text.includes("<")
}

function isTagOrTex(text: string): boolean {
  return isTag(text) || text.search(TEX) >= 0
}

/**
 * `%c`, also with a place (`%2$c`) or a name (`%(x)c`), produces the character of a number, such as 60, which begins a tag.
 * Only the end of a name is searched for: a search from each `%(` would take quadratic time in the length of a client's
 * text.
 */
const CHARACTER = /(?:%(?:\d+\$)?|\))\+?(?:0|'.)?-?\d*(?:\.\d+)?c/

function isTagOrMakesOne(text: string): boolean {
  return isTag(text) || CHARACTER.test(text)
}

/** Markdown can contain links without tags. */
function isAnything(text: string): boolean {
  return text !== ""
}
