// A web site of somebody else's: one page, whatever the path.

import { once } from "node:events"
import { createServer, type Server } from "node:http"

export interface StaticSite {
  /** Without a slash at the end. */
  readonly url: string
  close(): void
}

/** @param body asked for at each request, and put into the page's body; @param policy the Content-Security-Policy */
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

/** Has the server listen. @returns its port, which the system chose */
export async function listening(server: Server): Promise<number> {
  server.listen(0)
  await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no port")
  return address.port
}
