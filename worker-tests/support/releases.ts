// An app in many random versions: what each version builds, what visitors change, and what must then be shown.

import { column, ColumnDataSource, type Document, Slider, TextInput } from "bokeh-edge"
import * as fc from "fast-check"

/** A widget of the app. The key identifies it in the next version. */
export interface Widget {
  readonly key: number
  readonly type: "Slider" | "TextInput"
  readonly isNamed: boolean
  /** Replaces the name made from its key. */
  readonly renamed?: string
  /** The values that the code sets, and can change. */
  readonly given: number
}

/** The changes of the next version to the widgets. */
export type Edit =
  | {
      readonly kind: "add"
      readonly at: number
      readonly type: Widget["type"]
      readonly isNamed: boolean
    }
  | { readonly kind: "remove"; readonly at: number }
  | { readonly kind: "move"; readonly from: number; readonly to: number }
  | { readonly kind: "rename"; readonly at: number }
  | { readonly kind: "default"; readonly at: number; readonly given: number }

export interface Release {
  readonly edits: readonly Edit[]
  /** The visitors' changes before it: the index of a widget and its new value. */
  readonly changes: readonly (readonly [at: number, value: number])[]
  /** The numbers of rows streamed and of cards made after it. */
  readonly rows: number
  readonly cards: number
}

const index = fc.nat({ max: 30 })
const type = fc.constantFrom("Slider" as const, "TextInput" as const)
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), at: index, type, isNamed: fc.boolean() }),
  fc.record({ kind: fc.constant("remove" as const), at: index }),
  fc.record({ kind: fc.constant("move" as const), from: index, to: index }),
  fc.record({ kind: fc.constant("rename" as const), at: index }),
  fc.record({
    kind: fc.constant("default" as const),
    at: index,
    given: fc.integer({ min: 0, max: 9 }),
  }),
)
export const release: fc.Arbitrary<Release> = fc.record({
  edits: fc.array(edit, { maxLength: 4 }),
  changes: fc.array(fc.tuple(index, fc.integer({ min: 10, max: 99 })), { maxLength: 4 }),
  rows: fc.nat({ max: 3 }),
  cards: fc.nat({ max: 2 }),
})

/** One version of the app, as JSON. */
export interface Spec {
  readonly widgets: readonly Widget[]
  /** What the code gives each card. */
  readonly cardGiven: number
}

export class Releases {
  widgets: Widget[] = []
  /** The values that visitors set, by key. */
  readonly values = new Map<number, number>()
  /** Made by a part, with their keys as arguments. */
  cards: readonly number[] = []
  /** What the code gives each card. */
  cardGiven = 0
  rows = 0
  #lastKey = 0

  /** A widget in another one's place cannot be told from that one with other values, so both are not changed together. */
  release(edits: readonly Edit[]): void {
    const before = new Set(this.widgets.map(({ key }) => key))
    const given = edits.findLast(({ kind }) => kind === "default")
    if (given?.kind === "default") this.cardGiven = given.given
    // A renamed widget is identified only by its place and its values.
    const isRenamed = edits.some(({ kind }) => kind === "rename")
    const able = edits.filter(({ kind }) => !isRenamed || (kind !== "move" && kind !== "default"))
    for (const one of able) {
      const now = [...this.widgets]
      this.#apply(one)
      const added = this.widgets.filter(({ key }) => !before.has(key)).map(({ type: kind }) => kind)
      const keys = new Set(this.widgets.map(({ key }) => key))
      const removed = this.#all.filter(({ key }) => before.has(key) && !keys.has(key))
      if (removed.some(({ type: kind }) => added.includes(kind))) this.widgets = now
    }
    for (const key of this.values.keys()) {
      if (!this.#keys.has(key)) this.values.delete(key)
    }
    this.#all = [...this.widgets]
  }

  get #keys(): ReadonlySet<number> {
    return new Set([...this.widgets.map(({ key }) => key), ...this.cards])
  }

  addCard(): number {
    const key = ++this.#lastKey
    this.cards = [...this.cards, key]
    return key
  }

  #all: readonly Widget[] = []

  #apply(one: Edit): void {
    const at = (i: number) => (this.widgets.length === 0 ? 0 : i % this.widgets.length)
    if (one.kind === "add") {
      const { type: kind, isNamed } = one
      const key = ++this.#lastKey
      this.widgets.splice(at(one.at), 0, { key, type: kind, isNamed, given: key % 10 })
    } else if (one.kind === "remove") {
      this.widgets.splice(at(one.at), 1)
    } else if (one.kind === "move") {
      const [moved] = this.widgets.splice(at(one.from), 1)
      if (moved !== undefined) this.widgets.splice(at(one.to), 0, moved)
    } else if (one.kind === "rename") {
      const widget = this.widgets[at(one.at)]
      const renamed = `r${++this.#lastKey}`
      if (widget !== undefined) this.widgets[at(one.at)] = { ...widget, isNamed: true, renamed }
    } else {
      const widget = this.widgets[at(one.at)]
      // A widget cannot be identified if its name, place and values all change.
      if (widget?.isNamed === true) this.widgets[at(one.at)] = { ...widget, given: one.given }
    }
  }

  /** The current version. */
  get spec(): Spec {
    return { widgets: [...this.widgets], cardGiven: this.cardGiven }
  }

  build(): (doc: Document) => void {
    return buildSpec(this.spec)
  }

  expected(): readonly string[] {
    const { widgets, cards, cardGiven: given } = this
    const all = [...widgets, ...cards.map((key) => ({ key, given }))]
    const x = Array.from({ length: this.rows + 1 }, (_, i) => i)
    return [
      ...all.map(({ key, given: value }) => `${key}: ${this.values.get(key) ?? value}`),
      `rows: ${x.join()}`,
    ]
  }
}

function widgetOf({ key, type: kind, isNamed, renamed, given }: Widget): Slider | TextInput {
  const options = { title: `${key}`, ...(isNamed && { name: renamed ?? `w${key}` }) }
  return kind === "Slider"
    ? new Slider({ ...options, start: 0, end: 99, value: given })
    : new TextInput({ ...options, value: `${given}` })
}

export function buildSpec({ widgets, cardGiven }: Spec): (doc: Document) => void {
  return (doc) => {
    const cards = column({ name: "cards" })
    const card = doc.part("card", (_doc, key: number) => {
      return column(new Slider({ title: `${key}`, start: 0, end: 99, value: cardGiven }))
    })
    doc.on_message("card", (key) => void (cards.children = [...cards.children, card(Number(key))]))
    doc.add_root(column(...widgets.map(widgetOf)))
    doc.add_root(cards)
    doc.add_root(new ColumnDataSource({ name: "rows", data: { x: [0] } }))
  }
}
