// A proxy that serves another server below a path that it strips, like jupyter-server-proxy and code-server. It writes
// header names in lower case.

import { once } from "node:events"
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http"
import { connect, type Socket } from "node:net"

export interface StrippingProxy {
  /** Without a trailing slash. */
  readonly url: string
  /** Requests outside its path, which are not answered. */
  readonly outside: readonly string[]
  close(): void
}

export interface ProxyOptions {
  /** The Host that the server behind receives; default its own. */
  readonly host?: "own" | "public"
  /** Adds X-Forwarded-Host, -Proto and -Prefix. */
  readonly forwards?: boolean
  /** Joins its server's URL, which ends with a slash, with the path, which begins with one. */
  readonly doublesSlash?: boolean
  /** Forwards a response only when it is complete. */
  readonly buffers?: boolean
  /** Silently drops a socket that has been idle for this time; default never. */
  readonly idleMs?: number
}

export const PROXY_PREFIX = "/user/one/proxy/app"

export async function serveBelowPrefix(
  serverUrl: string,
  {
    host = "own",
    forwards = false,
    buffers = false,
    doublesSlash = false,
    idleMs,
  }: ProxyOptions = {},
): Promise<StrippingProxy> {
  const upstream = new URL(serverUrl)
  const outside: string[] = []
  /** The path on the server behind, if it is below the prefix. */
  const pathOf = ({ url = "" }: IncomingMessage) => {
    const slash = doublesSlash ? "/" : ""
    if (url.startsWith(`${PROXY_PREFIX}/`)) return slash + url.slice(PROXY_PREFIX.length)
    outside.push(url)
    return undefined
  }
  const headersOf = ({ headers }: IncomingMessage): OutgoingHttpHeaders => ({
    ...headers,
    ...(host === "own" && { host: upstream.host }),
    ...(forwards && {
      "x-forwarded-host": headers.host,
      "x-forwarded-proto": "http",
      "x-forwarded-prefix": PROXY_PREFIX,
    }),
  })
  const server = createServer((asked, answer) => {
    const path = pathOf(asked)
    if (path === undefined) return answer.writeHead(404).end("outside of the proxy's path")
    const { hostname, port } = upstream
    const { method } = asked
    const behind = request({ hostname, port, path, method, headers: headersOf(asked) }, (got) => {
      if (!buffers) {
        answer.writeHead(got.statusCode ?? 502, got.headers)
        got.pipe(answer)
        return
      }
      const parts: Buffer[] = []
      got.on("data", (part: Buffer) => parts.push(part))
      got.on("end", () => {
        answer.writeHead(got.statusCode ?? 502, got.headers)
        answer.end(Buffer.concat(parts))
      })
    })
    behind.on("error", () => answer.destroy())
    return asked.pipe(behind)
  })
  server.on("upgrade", (asked: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = pathOf(asked)
    if (path === undefined) return socket.destroy()
    const lines = Object.entries(headersOf(asked)).map(
      ([name, value]) => `${name}: ${String(value)}`,
    )
    const behind = connect(Number(upstream.port), upstream.hostname, () => {
      behind.write([`GET ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n"))
      behind.write(head)
      behind.pipe(socket).pipe(behind)
    })
    behind.on("error", () => socket.destroy())
    if (idleMs !== undefined) socket.setTimeout(idleMs, () => socket.destroy())
    return socket.on("error", () => behind.destroy())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}${PROXY_PREFIX}`,
    outside,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
