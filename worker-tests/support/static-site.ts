// A web site of somebody else's: one page, whatever the path.

import { once } from "node:events"
import { createServer } from "node:http"

export interface StaticSite {
  /** Without a slash at the end. */
  readonly url: string
  close(): void
}

/** @param body asked for at each request, and put into the page's body; @param policy the Content-Security-Policy */
export async function serveSite(
  port: number,
  body: () => string,
  policy: () => string = () => "",
): Promise<StaticSite> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8")
    response.setHeader("Content-Security-Policy", policy())
    response.end(`<!DOCTYPE html><link rel="icon" href="data:,"><body>${body()}</body>`)
  })
  server.listen(port)
  await once(server, "listening")
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
