// A separate script for viewers' pages: disables widgets that have no effect for viewers, and offers requests in the line
// that says the page is read-only. The server does not learn what is disabled here.

import type { Bokeh, BokehDocument } from "./bokeh.ts"
import { sendMessage } from "./send-message.ts"
import { ASK_MESSAGE, COPY_MESSAGE, GO_MESSAGE } from "./task.ts"

/** What the route offers to viewers. */
declare const OFFERS: { readonly copies: boolean; readonly requests: boolean }

/** The request may be refused, or nobody may be there to respond: it can be sent again. */
const ASK_AGAIN_MS = 30_000

/** A widget of BokehJS's. */
interface Widget {
  readonly disabled: boolean
  readonly js_property_callbacks: object
  readonly js_event_callbacks: object
  setv(values: { readonly disabled: true }, options: { readonly sync: false }): void
}

const { bokehEdgeScheme: before } = window
window.bokehEdgeScheme = (doc) => {
  before?.(doc)
  disable(doc)
  // An app adds widgets later, and may enable its own.
  let isDue = false
  doc.on_change?.(() => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      disable(doc)
    })
  })
  doc.on_message(GO_MESSAGE, (path) => {
    if (/^\/(?![/\\])/.test(path)) location.assign(path)
  })
  offer(doc)
}

function disable(doc: BokehDocument): void {
  for (const model of doc.all_models ?? []) {
    if (isWidget(model) && !model.disabled && !acts(model)) {
      model.setv({ disabled: true }, { sync: false })
    }
  }
}

function isWidget(model: object): model is Widget {
  return "disabled" in model && typeof model.disabled === "boolean"
}

/** A widget's own scripts run in the browser, for viewers, too. */
function acts({ js_property_callbacks: properties, js_event_callbacks: events }: Widget): boolean {
  return sizeOf(properties) + sizeOf(events) > 0
}

function sizeOf(callbacks: object): number {
  return callbacks instanceof Map ? callbacks.size : Object.keys(callbacks).length
}

function offer(doc: BokehDocument): void {
  const line = document.querySelector("[data-bokeh-note]")
  if (line === null) return
  if (OFFERS.copies) addButton(line, "Make a copy of my own", () => ask(doc, COPY_MESSAGE))
  if (OFFERS.requests) {
    addButton(line, "Ask to edit", (button) => {
      ask(doc, ASK_MESSAGE)
      button.disabled = true
      button.textContent = "Asked to edit"
      setTimeout(() => {
        button.disabled = false
        button.textContent = "Ask to edit"
      }, ASK_AGAIN_MS)
    })
  }
}

function addButton(line: Element, text: string, act: (button: HTMLButtonElement) => void): void {
  const button = document.createElement("button")
  button.textContent = text
  button.style.cssText =
    "margin-left: 8px; border: 1px solid #fff8; border-radius: 4px; background: none; color: inherit; font: inherit; cursor: pointer"
  button.addEventListener("click", () => {
    act(button)
  })
  line.append(button)
}

function ask(doc: BokehDocument, type: string): void {
  const bokeh: Bokeh | undefined = window.Bokeh
  if (bokeh !== undefined) sendMessage(bokeh, doc, type, "")
}
