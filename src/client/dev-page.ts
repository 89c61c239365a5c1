// The script of pages in development: shows errors of the server in the open page. It is loaded from
// src/cli/dev-channel.ts, which also reports the errors.

import { type DevNews, NEWS_PATH } from "./dev-news.ts"
import { alertBox } from "./error-box.ts"

const OVERLAY =
  "position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; margin: 0;" +
  "padding: 16px; border: 0; border-top: 3px solid #d33; white-space: pre-wrap; overflow-wrap: anywhere;" +
  "background: #221a1c; color: #f3dede; font: 13px/1.5 ui-monospace, monospace"

const LOOK_MS = 200
/** After this many checks, an error is shown over the page. Its own box may appear later. */
const PATIENT_LOOKS = 5
const MAX_LOOKS = 50

let overlay: HTMLElement | undefined
/** How often the server was updated: later, errors from before an update are not shown. */
let updates = 0

function hear(news: DevNews): void {
  switch (news.type) {
    case "stopped":
      return showOver(`The server has stopped. Correct this error and save.\n\n${news.text}`)
    case "updated":
      return goOn()
    case "error":
      return void tellError(news)
    default:
      news satisfies never
  }
}

/** A page without a document does not reconnect. Other pages reconnect immediately, as after a network change. */
function goOn(): void {
  updates++
  overlay?.remove()
  if ((window.Bokeh?.documents.length ?? 0) === 0) location.reload()
  else dispatchEvent(new Event("online"))
}

/** Replaces the text that the server sent without its source map; otherwise, shows it over the page. */
async function tellError({ id, text, isPast }: DevNews & { type: "error" }): Promise<void> {
  const isNews = sinceUpdate()
  for (let looks = 0; looks < MAX_LOOKS && isNews(); looks++) {
    const box = boxOf(id)
    if (box !== undefined) {
      const [message = ""] = text.split("\n")
      const [before] = box.textContent.split(message)
      box.textContent = `${before}${text}\n(error ${id})`
      if (overlay?.dataset["error"] === id) overlay.remove()
      return
    }
    if (looks === PATIENT_LOOKS && !isPast) showOver(text, id)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Returns a function that tells whether the same code still runs. */
function sinceUpdate(): () => boolean {
  const start = updates
  return () => updates === start
}

/** The element, of the error box or of an error page, that has the id. */
function boxOf(id: string): Element | undefined {
  const boxes = [...document.querySelectorAll("[role=alert]")]
  return boxes.find((box) => box !== overlay && box.textContent.includes(`(error ${id})`))
}

function showOver(text: string, id = ""): void {
  overlay?.remove()
  const box = alertBox(text)
  box.style.cssText = OVERLAY
  box.dataset["error"] = id
  box.title = "Click to hide"
  box.addEventListener("click", () => {
    if (String(getSelection()) === "") box.remove()
  })
  document.documentElement.append(box) // the body may not be there yet
  overlay = box
}

const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  const since = script.dataset["updates"] ?? ""
  const channel = new EventSource(new URL(`.${NEWS_PATH}?since=${since}`, script.src))
  // It may have missed an update in the meantime; what still holds is reported again.
  channel.addEventListener("open", () => overlay?.remove())
  channel.addEventListener("message", ({ data }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own server writes it
    hear(JSON.parse(String(data)) as DevNews)
  })
}
