// A row for one widget: its label, the widget, and what the server last received from it.

import { Div, LayoutDOM, type Model, type Row, row } from "bokeh-edge"

const MAX_LENGTH = 300
/** On a phone, one below the other. */
const WRAP = { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } } as const
const GRAY = { color: "light-dark(#5a6675, #9aa7b5)" }
const ECHO = {
  "font-family": "monospace",
  "overflow-wrap": "anywhere",
  color: "light-dark(#2d6a3e, #8fd6a3)",
}

export interface Card {
  readonly ui: Row
  /** Called by callbacks: shows a value and its type beside the widget. */
  readonly say: (what: string, value: unknown) => void
}

/** @param label default the widget's type */
export function card(widget: Model, label: string = widget.type): Card {
  const said = new Div({ name: `echo of ${label}`, text: "–", max_width: 440, styles: ECHO })
  said.update({ render_as_text: true, disable_math: true })
  const name = new Div({ text: label, width: 180, styles: GRAY })
  if (widget instanceof LayoutDOM) widget.width = 290
  const cells = widget instanceof LayoutDOM ? [name, widget, said] : [name, said]
  return {
    ui: row(cells, { spacing: 12, margin: [4, 0, 4, 8], ...WRAP }),
    say: (what, value) => (said.text = `${what}: ${typeOf(value)} ${shorten(value)}`),
  }
}

/** The row of a widget that shows those properties when they change. */
export function echo(model: Model, attrs: readonly string[], label?: string): Row {
  const { ui, say } = card(model, label)
  for (const attr of attrs) model.on_change(attr, (_attr, _old, value) => say(attr, value))
  return ui
}

function typeOf(value: unknown): string {
  if (value === null) return "null"
  return Array.isArray(value) ? "array" : typeof value
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}… (${text.length} in all)`
}
