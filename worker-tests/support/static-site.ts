// Another web site, with one page for every path.

import { once } from "node:events"
import { createServer, type Server } from "node:http"

export interface StaticSite {
  /** Without a trailing slash. */
  readonly url: string
  close(): void
}

/** @param body called for each request, returns the page's body @param policy the Content-Security-Policy */
export async function serveSite(
  body: () => string,
  policy: () => string = () => "",
): Promise<StaticSite> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8")
    response.setHeader("Content-Security-Policy", policy())
    response.end(`<!DOCTYPE html><link rel="icon" href="data:,"><body>${body()}</body>`)
  })
  const port = await listening(server)
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

/** Makes the server listen. @returns its port, which the system chooses */
export async function listening(server: Server): Promise<number> {
  server.listen(0)
  await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no port")
  return address.port
}
