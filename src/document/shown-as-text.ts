// HTML that a visitor wrote, turned into plain text: for places where nothing keeps it from acting, which are messages of
// groups, and pages on other sites, which may have no Content-Security-Policy. Source: PROTOCOL.md S31, SECURITY.md

import { type HasProps, stateOf } from "../model/has-props.ts"
import type { Schema } from "../model/property.ts"
import { escapeHtml } from "../util/html.ts"
import { isList } from "../util/record.ts"
import { HTML, isByVisitor, isHtmlProperty, isTag, TEX } from "./visitor-html.ts"

type Shown = ReadonlyMap<string, unknown>

const NOTHING: Shown = new Map()

const EMPTY_SVG = "<svg></svg>"

/** Replacements for properties of a model with a visitor's HTML. The first ones make text of the later ones. */
export function asText(model: HasProps): Shown {
  if (!isByVisitor(model)) return NOTHING
  const { schema, values } = stateOf(model)
  const shown = new Map<string, unknown>(guardsOf(schema))
  if (shown.has("render_as_text")) return shown
  for (const [type, attr] of htmlOf(schema)) {
    if (values.has(attr)) shown.set(attr, textOf(type, values.get(attr)))
  }
  return shown
}

export function showAsText(model: HasProps): void {
  for (const [attr, value] of asText(model)) stateOf(model).values.set(attr, value)
}

/** A model's attributes with the text in their place. */
export function* shownAttributes(
  model: HasProps,
  attributes: Iterable<readonly [string, unknown]>,
): Iterable<readonly [string, unknown]> {
  const shown = asText(model)
  yield* shown
  for (const entry of attributes) if (!shown.has(entry[0])) yield entry
}

/** The properties that must be sent again when one has changed, in this order: the mark changes how others are shown. */
export function shownWith(model: HasProps, attr: string): readonly string[] {
  const { schema, values } = stateOf(model)
  const guards = guardsOf(schema).map(([guard]) => guard)
  if (attr !== "css_classes") {
    return isByVisitor(model) && isHtmlProperty(model, attr) ? [...guards, attr] : [attr]
  }
  const html = htmlOf(schema).flatMap(([, name]) => (values.has(name) ? [name] : []))
  if (html.length === 0) return [attr]
  return isByVisitor(model) ? [...guards, ...html, attr] : [...html, ...guards, attr]
}

function guardsOf(schema: Schema): readonly (readonly [attr: string, value: boolean])[] {
  if (schema.property("render_as_text") !== undefined) return [["render_as_text", true]]
  return [
    ...(schema.property("disable_math") === undefined ? [] : [["disable_math", true] as const]),
    ...(schema.isA("AbstractSlider") ? [["tooltips", false] as const] : []),
  ]
}

function htmlOf(schema: Schema): typeof HTML {
  return schema.isA("PreText") ? [] : HTML.filter(([type]) => schema.isA(type))
}

function textOf(type: string, value: unknown): unknown {
  if (type === "SVGIcon") return EMPTY_SVG
  if (Array.isArray(value)) return value.map(type === "MultiChoice" ? optionAsText : itemAsText)
  if (typeof value !== "string") return value
  if (type === "Markdown") return value.replaceAll(/[^\p{L}\p{N}\s]/gu, entityOf)
  return escapeHtml(value).replaceAll(TEX, (start) => `${start.slice(0, 1)}\u200B${start.slice(1)}`)
}

function entityOf(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`
}

/** The value of an option stays as it is. */
function optionAsText(option: unknown): unknown {
  const [value, label] = isList(option) ? option : [option, option]
  return [value, escapeHtml(String(label))]
}

/** Categories are values, too: harmless ones stay as they are. */
function itemAsText(item: unknown): unknown {
  return typeof item === "string" && isTag(item) ? escapeHtml(item) : item
}
