// The explorer's buttons.

import { Button, type Document, type Row, row, type TextInput } from "bokeh-edge"

import type { Desk } from "./desk.ts"
import { FIELD, PRIMARY_STYLE, TOUCH_STYLE } from "./style.ts"

type Options = ConstructorParameters<typeof Button>[0]

/** As wide as its label. */
export const NARROW = { width_policy: "min", stylesheets: [TOUCH_STYLE] } as const

export function button(label: string, options: Options = {}): Button {
  return new Button({ label, ...NARROW, ...options })
}

/** As wide as its container. */
export function wideButton(label: string, options: Options = {}): Button {
  return new Button({ label, ...FIELD, ...options })
}

/** A second click within this time belongs to a double click. */
const DOUBLE_MS = 500

interface Wish {
  readonly field?: TextInput
  readonly choice?: () => unknown
}

/**
 * Takes a double click as one: its second click finds the same graph and the same choice, and the same text or, if the first
 * one has emptied the field, none.
 */
export function onClick(
  desk: Desk,
  clicked: Button,
  act: () => unknown,
  { field, choice }: Wish = {},
): void {
  let last: { readonly wish: string; readonly text: string } | undefined
  clicked.on_click(async () => {
    const wish = JSON.stringify([desk.view, desk.plot.selected, choice?.()])
    const { value: text = "" } = field ?? {}
    if (wish === last?.wish && (text === "" || text === last.text)) return
    const mine = { wish, text }
    last = mine
    try {
      await act()
    } finally {
      desk.doc.add_timeout_callback(() => {
        if (last === mine) last = undefined
      }, DOUBLE_MS)
    }
  })
}

/**
 * A button about the graph on the page. Before the page shows somebody else's, `renew` puts another one in its place: a click
 * that is on its way to it does nothing.
 */
export class GraphButton {
  readonly root: Row
  readonly #part: (args: object) => Button

  /** @param name of the part that builds it */
  constructor({ doc, graphButtons }: Desk, name: string, make: () => Button, look = {}) {
    this.#part = doc.part(name, make)
    this.root = row(this.#part({}), look)
    graphButtons.push(this)
  }

  renew(): void {
    this.root.children = [this.#part({})]
  }
}

/** Its part has the name of its label. */
export function graphButton(
  desk: Desk,
  label: string,
  act: () => unknown,
  { look = {}, ...wish }: Wish & { readonly look?: Options } = {},
): Row {
  const make = () => {
    const made = button(label, look)
    onClick(desk, made, act, wish)
    return made
  }
  return new GraphButton(desk, label, make).root
}

export interface Named {
  readonly id: string
}

/**
 * One button for each thing that it may be about. A click on the button for what was shown before names a button that has
 * left the page, and does nothing.
 */
export function buttonsFor(
  doc: Document,
  label: string,
  act: (id: string) => unknown,
): (of: Named) => Button {
  return doc.part(label, (_doc, { id }: Named) => {
    const made = button(label, { tags: [id] })
    made.on_click(() => act(id))
    return made
  })
}

/** The main action of the page. */
export const PRIMARY = {
  button_type: "primary",
  stylesheets: [TOUCH_STYLE, PRIMARY_STYLE],
} as const
