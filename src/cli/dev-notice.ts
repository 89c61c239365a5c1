// Responds in the development server's place while that is down, so that pages reconnect by themselves.

import { createServer, type Server } from "node:http"

import { escapeHtml } from "../util/html.ts"

/** Identifies the failure: a page that shows another one reloads itself. */
const STOPPED = "X-Bokeh-Edge-Stopped"

export function serveNotice(port: number, reason: string): Server {
  const id = `${Date.now()}`
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    [STOPPED]: id,
  }
  const page = noticePage(reason === "" ? "The terminal says why." : reason, id)
  return createServer((_request, response) => response.writeHead(500, headers).end(page))
    .on("error", () => undefined) // another process has the port
    .listen(port)
}

function noticePage(reason: string, id: string): string {
  return `<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The server has stopped</title><style>:root { color-scheme: light dark } body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem } pre { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; background: light-dark(#f4f5f7, #20262d); font: 14px/1.5 ui-monospace, monospace }</style>
<h1>The server has stopped</h1><p>Correct this error and save: this page reloads by itself.</p>
<pre>${escapeHtml(reason)}</pre>
<script>
setInterval(async () => {
  try {
    const { headers } = await fetch(location.href)
    if (headers.get("${STOPPED}") !== "${id}") location.reload()
  } catch {} // nobody is there yet
}, 1000)
</script>`
}
