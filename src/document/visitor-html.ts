// HTML that a browser's client wrote is marked as theirs: its model has a class, which pages can show, and copies keep.
// Scripts in it are kept from running by the page's Content-Security-Policy; who has none is sent it as text (shown-as-text.ts).
// Source: SECURITY.md

import { type HasProps, type PropertyChange, stateOf } from "../model/has-props.ts"
import { getProperty, initProperty, setProperty } from "../model/property-value.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { clipped } from "../util/clipped.ts"
import type { Author } from "./client-policy.ts"

/** In `css_classes` of what has HTML in it that a client wrote. */
export const VISITOR_CLASS = "bokeh-edge-from-visitor"

/** The properties that BokehJS writes into the page as HTML; worker-tests/unit/model/code.test.ts looks for more. */
export const HTML: readonly (readonly [type: string, attr: string])[] = [
  ["Markup", "text"],
  ["Markdown", "text"],
  ["AbstractSlider", "title"],
  // Of a slider's tooltips.
  ["NumericalSlider", "format"],
  ["NumericalRangeSlider", "format"],
  ["CategoricalSlider", "categories"],
  ["MultiChoice", "options"],
  ["SVGIcon", "svg"],
]

/** Where TeX begins: in a widget it becomes SVG, which may have links. */
export const TEX = /\$\$|\\[([]|\\begin/g

interface SetProperty {
  readonly model: HasProps
  readonly attr: string
  readonly wasMarked: boolean
}

/** Call before a client's changes are applied, and what it returns afterwards: the mark is a change of the server's. */
export function marking(
  author: Author,
  changes: readonly { readonly model: HasProps; readonly attr: string }[],
): () => void {
  if (author.mayBringCode) return () => undefined
  const sets = changes.map(({ model, attr }): SetProperty => ({
    model,
    attr,
    wasMarked: isByVisitor(model),
  }))
  return () => {
    const theirs = sets.filter(
      ({ model, attr, wasMarked }) => wasMarked || isHtmlProperty(model, attr),
    )
    const models = new Set(theirs.map(({ model }) => model))
    for (const { model, attr } of sets) {
      if (attr !== "css_classes" && !isHtmlProperty(model, attr)) continue
      mark(model, models.has(model) && holdsHtml(model))
    }
  }
}

/** The same for a model that a client brings. */
export function markBrought(author: Author, model: HasProps): void {
  if (author.mayBringCode || !holdsHtml(model)) return
  initProperty(model, "css_classes", withMark(model, true))
}

/** Call when the app itself has set a property: what it says is its own, and what else there is remains a visitor's. */
export function unmark({ model, attr, old }: PropertyChange): void {
  if (isByVisitor(model) && isHtmlProperty(model, attr)) mark(model, holdsHtml(model, attr))
  const isLost = attr === "css_classes" && hasMark(old) && !isByVisitor(model)
  if (isLost && model !== beingMarked) mark(model, holdsHtml(model))
}

/** Call when a property has an earlier value again: whose it was, it is again. */
export function putMarkBack(
  { model, attr }: { readonly model: HasProps; readonly attr: string },
  wasVisitors: boolean,
  isNow: boolean,
): void {
  if (isHtmlProperty(model, attr)) mark(model, wasVisitors)
  else if (attr === "css_classes") mark(model, isNow)
}

/** A formatter says whatever it likes in a slider's tooltip, which is HTML. @throws SerializationError */
export function assertMayFormat(
  { mayBringCode }: Author,
  {
    model,
    attr,
    value,
  }: { readonly model: HasProps; readonly attr: string; readonly value: unknown },
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

/** True for a model that holds HTML which a visitor wrote. */
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

/** @param but a property that is not looked at */
function holdsHtml(model: HasProps, but?: string): boolean {
  const { schema } = stateOf(model)
  return HTML.some(([type, attr]) => {
    const isHtml = type === "Markdown" ? isAnything : isTagOrTex
    return attr !== but && schema.isA(type) && someString(getProperty(model, attr), isHtml)
  })
}

/** Of a string, or of lists of strings. */
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
 * `%c`, also with a place (`%2$c`) or a name (`%(x)c`), says the character of a number, which is 60 for a tag's beginning. Of
 * a name only the end is looked for: a search from each `%(` would take as long as the square of what a client writes.
 */
const CHARACTER = /(?:%(?:\d+\$)?|\))\+?(?:0|'.)?-?\d*(?:\.\d+)?c/

function isTagOrMakesOne(text: string): boolean {
  return isTag(text) || CHARACTER.test(text)
}

/** Markdown needs no tags for links. */
function isAnything(text: string): boolean {
  return text !== ""
}
