// The HTML page of a document route.

import { escapeHtml } from "../util/html.ts"
import { callEmbed, type Embed, EMBED_FUNCTION } from "./embed-script.ts"

export interface DocumentPage {
  readonly title: string
  readonly scriptUrls: readonly string[]
  /** Allows the page's own inline script, and no other. */
  readonly nonce: string
  readonly embed: Omit<Embed, "elementId" | "useForTitle">
}

const ELEMENT_ID = "bokeh-document"

export function documentPage({ title, scriptUrls, nonce, embed }: DocumentPage): string {
  const scripts = scriptUrls.map((url) => `<script src="${escapeHtml(url)}"></script>`)
  // The scripts in the head have run by then.
  const call = callEmbed(
    { ...embed, elementId: ELEMENT_ID, useForTitle: true },
    "Promise.resolve()",
  )
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="data:,">
    <style>
      html, body { box-sizing: border-box; display: flow-root; height: 100%; margin: 0; padding: 0 }
      #${ELEMENT_ID} { display: contents }
    </style>
    ${scripts.join("\n    ")}
  </head>
  <body>
    <div id="${ELEMENT_ID}"></div>
    <script nonce="${escapeHtml(nonce)}">${EMBED_FUNCTION}
  ${call}
    </script>
  </body>
</html>
`
}
