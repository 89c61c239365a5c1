// When a page reconnects, BokehJS draws its document again. This keeps the focus, and text that is typed but not finished:
// a browser takes that text for finished when its field leaves the page. Source: bokehjs models/widgets/text_like_input.ts,
// core/view_manager.ts (3.10)

import type { Bokeh, View, Views } from "./bokeh.ts"

export function keepFocus(bokeh: Bokeh): void {
  const { prototype } = bokeh.require("document").Document
  const { destructively_move: move } = prototype
  prototype.destructively_move = function (shown) {
    const giveBack = focusIn(bokeh.index)
    move.call(this, shown)
    giveBack?.()
  }
}

/** @returns a function that restores the focus once the widget is drawn */
function focusIn(index: Views): (() => void) | undefined {
  let field = document.activeElement
  while (field?.shadowRoot?.activeElement) field = field.shadowRoot.activeElement
  const view = index.query_one(({ shadow_el }) => shadow_el?.activeElement === field)
  if (field === null || view === null) return undefined
  const { id, value } = view.model
  const place = partsOf(view).indexOf(field)
  const text = textIn(field)
  field.addEventListener("change", (event) => event.stopImmediatePropagation(), true)
  let delayMs = 25
  const giveBack = (): void => {
    // The reader may have moved the focus.
    if (document.activeElement !== document.body) return
    const drawn = index.query_one(({ model }) => model.id === id)
    const next = drawn && partsOf(drawn)[place]
    if (!(next instanceof HTMLElement && next.isConnected))
      return void setTimeout(giveBack, (delayMs *= 2))
    next.focus()
    if (text === undefined || text === value) return // finished, and perhaps cleared by a callback since
    document.execCommand("selectAll")
    document.execCommand("insertText", false, text) // as if it were typed
  }
  return giveBack
}

function partsOf({ shadow_el }: View): readonly Element[] {
  return [...(shadow_el?.querySelectorAll("*") ?? [])]
}

/** Undefined for elements that are not text fields. */
function textIn(field: Element): string | undefined {
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
  return isField && field.selectionStart !== null ? field.value : undefined
}
