// HTML that a browser's client wrote is marked as theirs: its model has a class, which pages can show, and copies keep.
// Scripts in it are kept from running by the page's Content-Security-Policy. Source: SECURITY.md

import {
  getProperty,
  type HasProps,
  initProperty,
  setProperty,
  stateOf,
} from "../model/has-props.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { clipped } from "../util/clipped.ts"
import { escapeHtml } from "../util/html.ts"
import type { Author } from "./client-policy.ts"

/** In `css_classes` of what has HTML in it that a client wrote. */
export const VISITOR_CLASS = "bokeh-edge-from-visitor"

/** The properties that BokehJS writes into the page as HTML; worker-tests/unit/model/code.test.ts looks for more. */
const HTML: readonly (readonly [type: string, attr: string])[] = [
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
const TEX = /\$\$|\\[([]|\\begin/g

const EMPTY_SVG = "<svg></svg>"

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
    wasMarked: isMarked(model),
  }))
  return () => {
    for (const { model, attr, wasMarked } of sets) {
      if (isHtmlProperty(model, attr)) mark(model, holdsHtml(model))
      else if (attr === "css_classes" && wasMarked) mark(model, holdsHtml(model))
    }
  }
}

/** The same for a model that a client brings. */
export function markBrought(author: Author, model: HasProps): void {
  if (author.mayBringCode || !holdsHtml(model)) return
  initProperty(model, "css_classes", withMark(model, true))
}

/** Call when the app itself sets a property: what it says is its own. */
export function unmark(model: HasProps, attr: string): void {
  if (isHtmlProperty(model, attr)) mark(model, false)
}

/** True for a model that holds HTML which a visitor wrote. */
export function isByVisitor(model: HasProps): boolean {
  return isMarked(model)
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

/** Where nobody keeps a visitor's HTML from acting, it is shown as the text that it is. */
export function showAsText(model: HasProps): void {
  if (!isMarked(model)) return
  const { schema, values } = stateOf(model)
  if (schema.property("render_as_text") !== undefined)
    return void values.set("render_as_text", true)
  if (schema.property("disable_math") !== undefined) values.set("disable_math", true)
  if (schema.isA("AbstractSlider")) values.set("tooltips", false)
  for (const [type, attr] of HTML) {
    if (!schema.isA(type) || schema.isA("PreText") || !values.has(attr)) continue
    values.set(attr, asText(type, values.get(attr)))
  }
}

function asText(type: string, value: unknown): unknown {
  if (type === "SVGIcon") return EMPTY_SVG
  if (type === "MultiChoice" && Array.isArray(value)) return value.map(optionAsText)
  if (typeof value !== "string" || type.startsWith("Numerical")) return value
  if (type === "Markdown") return value.replaceAll(/[^\p{L}\p{N}\s]/gu, entityOf)
  return escapeHtml(value).replaceAll(TEX, (start) => `${start.slice(0, 1)}\u200B${start.slice(1)}`)
}

function entityOf(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`
}

/** What is chosen stays as it is. */
function optionAsText(option: unknown): unknown {
  const [value, label] = Array.isArray(option) ? (option as unknown[]) : [option, option]
  return [value, escapeHtml(String(label))]
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
  if (mayBringCode || !schema.isA("TickFormatter") || !someString(value, isTag)) return
  throw new SerializationError(
    `a client may not bring HTML in ${schema.type}.${clipped(attr)} (PROTOCOL.md D8)`,
  )
}

function mark(model: HasProps, isVisitors: boolean): void {
  if (isMarked(model) !== isVisitors) setProperty(model, "css_classes", withMark(model, isVisitors))
}

function withMark(model: HasProps, isVisitors: boolean): readonly string[] {
  const others = classesOf(model).filter((name) => name !== VISITOR_CLASS)
  return isVisitors ? [...others, VISITOR_CLASS] : others
}

function isMarked(model: HasProps): boolean {
  return classesOf(model).includes(VISITOR_CLASS)
}

function classesOf(model: HasProps): readonly string[] {
  const isStyled = stateOf(model).schema.property("css_classes") !== undefined
  const classes = isStyled ? getProperty(model, "css_classes") : []
  return Array.isArray(classes) ? classes.map(String) : []
}

function isHtmlProperty(model: HasProps, attr: string): boolean {
  const { schema } = stateOf(model)
  return HTML.some(([type, name]) => name === attr && schema.isA(type))
}

function holdsHtml(model: HasProps): boolean {
  const { schema } = stateOf(model)
  return HTML.some(([type, attr]) => {
    const isHtml = type === "Markdown" ? isAnything : isTagOrTex
    return schema.isA(type) && someString(getProperty(model, attr), isHtml)
  })
}

/** Of a string, or of lists of strings. */
function someString(value: unknown, is: (text: string) => boolean): boolean {
  if (Array.isArray(value)) return value.some((one) => someString(one, is))
  return typeof value === "string" && is(value)
}

function isTag(text: string): boolean {
  return text.includes("<")
}

function isTagOrTex(text: string): boolean {
  return isTag(text) || text.search(TEX) >= 0
}

/** Markdown needs no tags for links. */
function isAnything(text: string): boolean {
  return text !== ""
}
