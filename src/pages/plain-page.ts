// Pages without a document: the list of apps, and errors.

import { escapeHtml } from "../util/html.ts"

const STYLE = `
      body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; color: #223 }
      h1 { font-size: 1.5rem }
      li { margin: .4rem 0 }
      a { color: #0b5cad }
      pre { padding: 1rem; background: #f4f5f7; white-space: pre-wrap; overflow-wrap: anywhere }`

export interface AppLink {
  readonly pattern: string
  /** Relative to the page: a proxy may serve it below a path of its own. */
  readonly url: string
  readonly title: string
  /** False for a pattern that needs parameters. */
  readonly isLink: boolean
}

export function indexPage(apps: readonly AppLink[]): string {
  const items = apps.map(({ pattern, url, title, isLink }) => {
    const code = `<code>${escapeHtml(pattern)}</code>`
    const link = isLink
      ? `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>`
      : escapeHtml(title)
    return `<li>${link} ${code}</li>`
  })
  return plainPage("Bokeh apps", `<ul>\n      ${items.join("\n      ")}\n    </ul>`)
}

/** `detail` is for development only: it may tell of the code. */
export function errorPage(status: number, reason: string, detail?: string): string {
  const more = detail === undefined ? "" : `<pre>${escapeHtml(detail)}</pre>`
  return plainPage(`${status}`, `<p>${escapeHtml(reason)}</p>${more}`)
}

function plainPage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="data:,">
    <style>${STYLE}
    </style>
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
    ${body}
  </body>
</html>
`
}
