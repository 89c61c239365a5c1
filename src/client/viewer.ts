// A script of its own, for pages of viewers: what does nothing for them is disabled, and the line that says so offers what
// they may ask for, until the server has shut them out. The server hears nothing of what is disabled here.

import type { Bokeh, BokehDocument } from "./bokeh.ts"
import { sendMessage } from "./send-message.ts"
import { ASK_MESSAGE, COPY_MESSAGE, GO_MESSAGE } from "./task.ts"

/** What the route offers to viewers. */
declare const OFFERS: { readonly copies: boolean; readonly requests: boolean }

/** Or expired: also a page that is loaded then hears it. Source: PROTOCOL.md */
const REVOKED = 4008

/** It may be refused, or nobody may be there who answers: it can be asked again. */
const ASK_AGAIN_MS = 30_000

/** A widget of BokehJS's. */
interface Widget {
  readonly disabled: boolean
  readonly js_property_callbacks: object
  readonly js_event_callbacks: object
  setv(values: { readonly disabled: true }, options: { readonly sync: false }): void
}

const { bokehEdgeScheme: before, bokehEdgeEnvelopes: beforeIt } = window
window.bokehEdgeEnvelopes = (connection, bokeh) => {
  beforeIt?.(connection, bokeh)
  const { _on_close: onClose } = connection
  connection._on_close = (event, reject) => {
    onClose.call(connection, event, reject)
    if (connection.closed_permanently || event.code === REVOKED) end()
  }
}
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

/** The line says so, and offers nothing: nobody is there any more who could be asked. */
function end(): void {
  const line = noteLine()
  if (line !== null) line.textContent = "You no longer look on: others made this."
}

function noteLine(): Element | null {
  return document.querySelector("[data-bokeh-note]")
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

/** Its own scripts run in the browser, for viewers, too. */
function acts({ js_property_callbacks: properties, js_event_callbacks: events }: Widget): boolean {
  return sizeOf(properties) + sizeOf(events) > 0
}

function sizeOf(callbacks: object): number {
  return callbacks instanceof Map ? callbacks.size : Object.keys(callbacks).length
}

function offer(doc: BokehDocument): void {
  const line = noteLine()
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
