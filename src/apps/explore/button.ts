// The explorer's buttons.

import { Button, type Document, type Row, row } from "bokeh-edge"

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

/** @param wish identifies the request: another click with the same request soon after it is ignored */
export function onClick(
  doc: Document,
  clicked: Button,
  act: () => unknown,
  wish: () => unknown = () => "",
): void {
  let done: { readonly wish: string } | undefined
  clicked.on_click(async () => {
    if (done?.wish === JSON.stringify(wish())) return
    try {
      await act()
    } finally {
      const last = { wish: JSON.stringify(wish()) }
      done = last
      doc.add_timeout_callback(() => {
        if (done === last) done = undefined
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
  constructor(doc: Document, name: string, make: () => Button, look = {}) {
    this.#part = doc.part(name, make)
    this.root = row(this.#part({}), look)
  }

  renew(): void {
    this.root.children = [this.#part({})]
  }
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
