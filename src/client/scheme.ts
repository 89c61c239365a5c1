// A separate script for pages that follow the visitor's color scheme: while the system is dark, BokehJS's dark theme
// replaces unset properties, and widgets have dark colors. The server does not learn of it, so each window has its own
// scheme. Source: bokehjs core/properties.ts, styles/base.less (3.10)

import type { BokehDocument } from "./bokeh.ts"

declare const THEME: Theme

type Theme = Readonly<Record<string, Readonly<Record<string, unknown>>>>

interface Model {
  readonly properties: Readonly<Record<string, Property | undefined>>
  setv(values: object, options: { readonly sync: false }): void
}

interface Property {
  readonly dirty: boolean
  get_value(): unknown
}

/**
 * BokehJS's own variables, which each of its shadow roots has. Where the system forces its colors on pages, these would be
 * lost: BokehJS shows choices only by colors, and draws icons with them.
 */
const WIDGETS = `@media (prefers-color-scheme: dark) {
:host(:not(.bk-none)) { color-scheme: dark; --color: #dde3ea; --background-color: #20262b; --hover-color: #2b333a;
  --disabled-color: #8b949e; --border-color: #4a545e; --divider-color: #3a434c; --inactive-bg: #2b333a;
  --inactive-fg: #8b949e; --active-bg: #1f4a66; --active-fg: #9fd0f0; --icon-color: #aab4be;
  --placeholder-color: #8b949e; --surface-background-color: #2b333a; --disabled-background-color: #2b333a;
  --file: #2b333a; --file-hover: #363f47; --default: #2b333a; --default-border: #4a545e; --default-hover: #363f47; --default-hover-border: #5b6670;
  --default-active: #3a434c; --default-active-border: #5b6670; --default-disabled: #20262b;
  --default-disabled-border: #3a434c; --button-color: #3a434c; --shortcut-color: #8b949e }
.slick-viewport, .slick-row, .slick-header-columns, .slick-header-column.ui-state-default, .slick-header.ui-state-default,
.slick-cell { background: #20262b; color: #dde3ea }
.slick-row .slick-cell.bk-cell-index { background: #2b333a; color: #aab4be }
.slick-row.odd, .slick-row.odd .slick-cell { background: #262d34 }
.slick-cell.selected, .slick-row .slick-cell.selected { background: #1f4a66 }
.bk-input, .choices__inner, .choices__list--dropdown, select { color: #dde3ea }
select:not([multiple]).bk-input { background-image: conic-gradient(from -34deg at bottom, #aab4be 68deg, transparent 0) }
}
@media (forced-colors: active) {
:host(:not(.bk-none)) { --icon-color: CanvasText }
:host(.bk-active) { --icon-color: Highlight !important }
.bk-tool-icon, .bk-active, .noUi-connect { forced-color-adjust: none }
:focus-visible { outline: 2px solid Highlight !important }
.bk-btn.bk-active, .bk-tab.bk-active { background: Highlight; color: HighlightText }
select:not([multiple]).bk-input { appearance: auto; background-image: none }
}`

/** The values of properties before the theme. */
const before = new WeakMap<object, Map<string, unknown>>()
const scheme = matchMedia("(prefers-color-scheme: dark)")
/** Taken from the last change event: reading `matches` in between would keep Chromium from firing that event. */
let isDark = scheme.matches
scheme.addEventListener("change", ({ matches }) => {
  isDark = matches
})

function followScheme(doc: BokehDocument): void {
  let isDue = false
  const apply = () => {
    isDue = false
    for (const model of doc.all_models ?? []) if (isModel(model)) applyTo(model)
  }
  scheme.addEventListener("change", apply)
  // Models that are added later.
  doc.on_change?.(() => {
    if (isDue || !isDark) return
    isDue = true
    setTimeout(apply, 50)
  })
  apply()
}

function applyTo(model: Model): void {
  for (const name of typesOf(model)) {
    for (const [attr, value] of Object.entries(THEME[name] ?? {})) {
      if (isDark) darken(model, attr, value)
      else lighten(model, attr, value)
    }
  }
}

/** Leaves properties alone that the app has set, including those that it has set since. */
function darken(model: Model, attr: string, value: unknown): void {
  const property = model.properties[attr]
  if (property === undefined) return
  const values = before.get(model) ?? new Map<string, unknown>()
  const now = property.get_value()
  // A property that this script has set back is dirty, too.
  const isUnset = !property.dirty || (values.has(attr) && sameValue(now, values.get(attr)))
  if (!isUnset) return
  before.set(model, values.set(attr, now))
  model.setv({ [attr]: value }, { sync: false })
}

function lighten(model: Model, attr: string, value: unknown): void {
  const values = before.get(model)
  const property = model.properties[attr]
  if (values === undefined || !values.has(attr) || property === undefined) return
  const isOurs = sameValue(property.get_value(), value)
  if (isOurs) model.setv({ [attr]: values.get(attr) }, { sync: false })
}

/** The values of visuals are stored as `{ value }`. */
function sameValue(a: unknown, b: unknown): boolean {
  return innerValue(a) === innerValue(b)
}

function innerValue(value: unknown): unknown {
  return typeof value === "object" && value !== null && "value" in value ? value.value : value
}

/** A model's class and those that it extends, by Bokeh's names. */
function typesOf(model: object): readonly string[] {
  const names: string[] = []
  for (
    let at: unknown = model.constructor;
    typeof at === "function";
    at = Object.getPrototypeOf(at)
  ) {
    names.push(String(Reflect.get(at, "__qualified__")))
  }
  return names
}

function isModel(value: object): value is Model {
  return "properties" in value && "setv" in value
}

/** BokehJS creates a shadow root for each view; its styles come before adopted ones. */
function adoptStyles(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(WIDGETS)
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the element
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attachShadow.call(this, init)
    root.adoptedStyleSheets.push(sheet)
    return root
  }
}

adoptStyles()
window.bokehEdgeScheme = followScheme
