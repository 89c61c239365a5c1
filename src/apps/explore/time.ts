// Times, which the page shows in the reader's own time zone.

import { type Html, html } from "bokeh-edge"

export function timeHtml(ms: number): Html {
  const iso = new Date(ms).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`
}
