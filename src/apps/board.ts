// A board: everybody at /board/7 is in one session, draws with a finger or a mouse, and sees what the others draw. A line
// goes to the server as a whole when it ends, so that two people who draw at the same time lose nothing.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  type Connection,
  type Context,
  CustomJS,
  Div,
  type Figure,
  figure,
  html,
  Range1d,
  row,
  TextInput,
} from "bokeh-edge"

import { sendSeen } from "./seen.ts"

const SIZE = 100
const MAX_CHARS = 60
const MAX_NOTES = 12
/** The length of a line in a note: a phone has no room for more. */
const LINE_CHARS = 30
/** Ordinary letters, in the width of a phone. */
const WIDE_CHARS = 38
const FONT_PX = 15
/** What a phone has room for, as a multiple of the font's size. */
const LINE_EM = 22
const MAX_STROKES = 500
const MAX_POINTS = 2000
/** The second half of an emoji. */
const LOW_HALF = /[\udc00-\udfff]/
/** Visible on white and on black; each window has one of them. */
const COLORS = ["#3b82d6", "#d64541", "#2e9e5b", "#b8860b"] as const
const NO_STROKES = { xs: [], ys: [], color: [], who: [] }
const NO_NOTES = { x: [], y: [], text: [], size: [] }
type Columns = Readonly<Record<string, readonly unknown[]>>
interface Cleared {
  strokes: Columns
  notes: Columns
}
/** In the browser: an unfinished line is visible only there, and a finished one until it comes back from the server. */
const DRAW = `
  const { x, y, event_name: name } = cb_obj
  const isNew = name === "panstart"
  const xs = [...(isNew ? [] : draft.data.xs[0] ?? []), x]
  const ys = [...(isNew ? [] : draft.data.ys[0] ?? []), y]
  const show = (data) => draft.setv({ data }, { sync: false })
  show({ xs: [xs], ys: [ys] })
  if (name !== "panend") return
  const { MessageSentEvent } = Bokeh.require("document/events")
  const doc = draft.document
  doc._trigger_on_change(new MessageSentEvent(doc, "stroke", { xs, ys }))
  const { data } = draft
  const arrived = () => {
    strokes.streaming.disconnect(arrived)
    if (draft.data === data) show({ xs: [], ys: [] })
  }
  strokes.streaming.connect(arrived)`

/** In the browser: unfinished text is visible only there, and goes to the server as a whole. */
const POST = `
  const { MessageSentEvent } = Bokeh.require("document/events")
  const doc = cb_obj.document
  if (cb_obj.value !== "") doc._trigger_on_change(new MessageSentEvent(doc, "note", cb_obj.value))
  setTimeout(() => cb_obj.setv({ value_input: "", value: "" }))`

export const board = app(
  "/board/:id",
  (doc, context) => {
    const strokes = new ColumnDataSource({ data: NO_STROKES, name: "strokes" })
    const notes = new ColumnDataSource({ data: NO_NOTES, name: "notes" })
    const cleared = context.state<Cleared>({ strokes: NO_STROKES, notes: NO_NOTES })
    const title = String(
      html`<h1 style="font-size: 22px; margin: 0; overflow-wrap: anywhere">Board ${context.params.id}</h1>
        Draw with a finger or the mouse.`,
    )
    const text = new TextInput({ title: "Note", max_length: MAX_CHARS, width: 160 })
    text.syncable = false
    text.js_on_change("value", new CustomJS({ code: POST }))
    const undo = new Button({ label: "Take back", width_policy: "min" })
    const clear = new Button({ label: "Clear", width_policy: "min", tags: [0] })
    sendSeen(clear, "clear")
    const back = new Button({
      label: "Restore what was cleared",
      visible: false,
      width_policy: "min",
    })

    doc.on_message("stroke", (data) => addStroke(strokes, data, context.connection))
    doc.on_message("note", (data) => addNote(notes, data))
    undo.on_click(() => takeBack(strokes, context.connection))
    doc.on_message("clear", (times) => {
      const isSeen = times === clear.tags[0] // and not cleared by somebody else at the same moment
      if (!isSeen || strokes.length + notes.length === 0) return
      clear.tags = [Number(times) + 1]
      Object.assign(cleared, { strokes: plain(strokes), notes: plain(notes) })
      back.visible = true
      strokes.data = NO_STROKES
      notes.data = NO_NOTES
      tellAll(context, "cleared the board")
    })
    back.on_click(() => {
      if (!back.visible) return // somebody else has restored it at the same moment
      back.visible = false
      strokes.stream(cleared.strokes, MAX_STROKES)
      for (const note of cleared.notes["text"] ?? []) pin(notes, String(note))
      tellAll(context, "restored what was cleared")
    })
    const tools = { styles: { "flex-wrap": "wrap", "align-items": "flex-end", gap: "8px" } }
    const parts = [
      new Div({ text: title, disable_math: true }),
      row(text, undo, clear, back, tools),
    ]
    doc.add_root(column(...parts, paper(strokes, notes), { sizing_mode: "stretch_width" }))
  },
  {
    title: "A shared board",
    example: { id: "7" },
    theme: "auto",
    card: {
      text: "Everybody at one address draws on one board.",
      picture: "/static/pictures/board.png",
      source: "/static/source/board.ts.txt",
    },
    head: html`<style>body { max-width: 900px; margin: 0 auto; padding: 8px }</style>`,
    session: { shared: "path" },
  },
)

/** A plot to draw on. */
function paper(strokes: ColumnDataSource, notes: ColumnDataSource): Figure {
  const plot = figure({
    name: "board",
    x_range: new Range1d({ start: 0, end: SIZE }),
    y_range: new Range1d({ start: 0, end: SIZE }),
    sizing_mode: "stretch_width",
    height: 520,
    tools: "",
    toolbar_location: null,
  })
  plot.axis.visible = false
  const draft = new ColumnDataSource({ data: { xs: [], ys: [] } })
  plot.multi_line("xs", "ys", { source: strokes, line_color: "color", line_width: 3 })
  plot.multi_line("xs", "ys", { source: draft, line_color: "#8a94a0", line_width: 3 })
  plot.text("x", "y", {
    source: notes,
    text: "text",
    text_font_size: { field: "size" },
    text_baseline: "top",
    text_color: "#222",
    background_fill_color: "#ffe58a",
  })
  const draw = new CustomJS({ args: { draft, strokes }, code: DRAW })
  for (const event of ["panstart", "pan", "panend"] as const) plot.js_on_event(event, draw)
  return plot
}

/** The data comes from a browser. */
function addStroke(strokes: ColumnDataSource, data: unknown, by: Connection | undefined): void {
  const { xs, ys }: { readonly xs?: unknown; readonly ys?: unknown } = data ?? {}
  if (by === undefined || !isNumbers(xs) || !isNumbers(ys) || xs.length !== ys.length) return
  const line = { xs: [xs], ys: [ys], color: [colorOf(by.windowId)], who: [by.windowId] }
  strokes.stream(line, MAX_STROKES)
}

/** The data comes from a browser. */
function addNote(notes: ColumnDataSource, data: unknown): void {
  if (typeof data !== "string" || data.trim() === "") return
  pin(notes, inLines(data.slice(0, MAX_CHARS)))
}

/** A note gets the highest free place, or that of the oldest note. */
function pin(notes: ColumnDataSource, text: string): void {
  const taken = new Set([...(notes.data["y"] ?? [])].slice(1 - MAX_NOTES))
  const places = Array.from({ length: MAX_NOTES }, (_, i) => SIZE - 2 - 8 * i)
  const y = places.find((place) => !taken.has(place)) ?? SIZE / 2
  notes.stream({ x: [4], y: [y], text: [text], size: [sizeOf(text)] }, MAX_NOTES)
}

/** At most two lines, as there is no room for more: broken at a space, if the rest then fits into the second one. */
function inLines(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, " ")
  const space = words.lastIndexOf(" ", LINE_CHARS)
  const isBreak = words.length > LINE_CHARS && words.length - space <= WIDE_CHARS + 1
  const full = LOW_HALF.test(words.charAt(LINE_CHARS)) ? LINE_CHARS - 1 : LINE_CHARS
  const end = isBreak ? space : full
  const lines = [words.slice(0, end), words.slice(end).trim()].filter((line) => line !== "")
  return lines.map((line) => ` ${line} `).join("\n")
}

/** Smaller if the lines would be too wide for a phone: in capitals, or in Chinese. */
function sizeOf(text: string): string {
  const em = Math.max(...text.split("\n").map(widthOf))
  return `${Math.floor(FONT_PX * Math.min(1, LINE_EM / em))}px`
}

/** An estimate, as a multiple of the font's size, since only a browser knows its fonts. */
function widthOf(line: string): number {
  return Array.from(line, widthOfChar).reduce((sum, width) => sum + width, 0)
}

function widthOfChar(char: string): number {
  if (char.length > 1) return 1.3 // an emoji
  if (/[WM@%\u2e80-\uffff]/.test(char)) return 1
  return /\p{Lu}/u.test(char) ? 0.75 : 0.55
}

/** As JSON keeps them. */
function plain(source: ColumnDataSource): Columns {
  return Object.fromEntries(Object.entries(source.data).map(([name, all]) => [name, [...all]]))
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= MAX_POINTS && value.every(Number.isFinite)
}

function colorOf(id: string): string {
  const sum = Array.from(id).reduce((total, char) => total + char.charCodeAt(0), 0)
  return COLORS[sum % COLORS.length] ?? COLORS[0]
}

/** Removes the last stroke of that window. */
function takeBack(strokes: ColumnDataSource, by: Connection | undefined): void {
  const last = [...(strokes.data["who"] ?? [])].lastIndexOf(by?.windowId)
  if (last < 0) return
  const isOther = (_: unknown, i: number) => i !== last
  const columns = Object.entries(strokes.data)
  strokes.data = Object.fromEntries(columns.map(([name, all]) => [name, [...all].filter(isOther)]))
}

/** In all windows: shows who did it, as far as a board without names can know. */
function tellAll({ connections, connection }: Context<unknown>, what: string): void {
  for (const one of connections) {
    one.notify(`${one.id === connection?.id ? "You" : "Somebody"} ${what}.`)
  }
}
