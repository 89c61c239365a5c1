// Pages without a document: their common parts, and errors.

import { Html, html } from "../util/html.ts"

const STYLE = `
      :root { color-scheme: light dark }
      body { max-width: 60rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif;
        color: light-dark(#223, #dde3ea); background: light-dark(#fff, #15191e) }
      h1 { font-size: 1.5rem }
      a { color: light-dark(#0b5cad, #7db7ff) }
      pre { padding: 1rem; background: light-dark(#f4f5f7, #20262d); white-space: pre-wrap; overflow-wrap: anywhere }`

/** For development only: the details may reveal code. */
export interface ErrorDetails {
  readonly detail?: string | undefined
  readonly script?: Html | undefined
}

export function errorPage(
  status: number,
  reason: string,
  { detail, script }: ErrorDetails = {},
): Html {
  const more = detail !== undefined && html`<pre role="alert">${detail}</pre>`
  return plainPage(`${status}`, html`<p>${reason}</p>${more}${script}`)
}

/** @param style additional CSS */
export function plainPage(title: string, body: Html, style = ""): Html {
  return html`<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <style>${new Html(STYLE + style)}
    </style>
  </head>
  <body>
    <main>
    <h1>${title}</h1>
    ${body}
    </main>
  </body>
</html>
`
}
