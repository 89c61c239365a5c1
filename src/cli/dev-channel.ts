// Sends the development server's output to open pages. It has a port of its own, because the server is down when there is
// most to report.

import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"

import { type DevNews, NEWS_PATH, NEWS_SCRIPT_PATH } from "../client/dev-news.ts"
import { DEV_PAGE_SCRIPT } from "../pages/generated/dev-page.ts"

export interface DevChannel {
  readonly port: number
  tell(news: DevNews): void
}

type DevError = Extract<DevNews, { type: "error" }>

/** The ports of channels: below those that systems assign. */
const [FIRST_PORT, PORTS] = [20_000, 10_000]

/** A page receives the report of its own error after the error itself. */
const KEPT_ERRORS = 20

/**
 * @param host where the development server listens @param port its own: pages that were open before a restart find the
 * channel again
 */
export async function openChannel(host: string, port: number): Promise<DevChannel> {
  const readers = new Set<ServerResponse>()
  const errors: DevError[] = []
  let stopped: DevNews | undefined
  let updates = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost")
    if (url.pathname === NEWS_SCRIPT_PATH) return answerScript(response, updates)
    const origin = localOrigin(request)
    if (url.pathname !== NEWS_PATH || origin === undefined) {
      response.writeHead(404).end()
      return
    }
    const past = errors.map((error) => ({ ...error, isPast: true }))
    const hasMissed = Number(url.searchParams.get("since") ?? updates) < updates
    const now = stopped ?? (hasMissed ? ({ type: "updated" } as const) : undefined)
    openStream(response, origin, now === undefined ? past : [...past, now])
    readers.add(response)
    response.on("close", () => readers.delete(response))
  })
  const listen = (at: number) => once(server.listen(at, host), "listening")
  await listen(port === 0 ? 0 : channelPort(port)).catch(() => listen(0))
  server.unref()
  return {
    port: portOf(server),
    tell(news) {
      if (news.type === "error") errors.push(news)
      else stopped = news.type === "stopped" ? news : undefined
      if (news.type === "updated") updates++
      if (errors.length > KEPT_ERRORS) errors.shift()
      for (const reader of readers) reader.write(eventOf(news))
    },
  }
}

/** Derived from the server's port, and never that port itself. */
export function channelPort(port: number): number {
  return FIRST_PORT + ((port + PORTS / 2) % PORTS)
}

/** The script gets the number of updates so far: updates before its page connects are then reported. */
function answerScript(response: ServerResponse, updates: number): void {
  const headers = { "Content-Type": "text/javascript", "Cache-Control": "no-store" }
  const script = `document.currentScript.dataset.updates = ${updates}\n${DEV_PAGE_SCRIPT}`
  response.writeHead(200, headers).end(script)
}

/** Server-sent events. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html */
function openStream(response: ServerResponse, origin: string, first: readonly DevNews[]): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": origin,
  })
  response.write(`:\n\n${first.map(eventOf).join("")}`)
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : 0
}

function eventOf(news: DevNews): string {
  return `data: ${JSON.stringify(news)}\n\n`
}

/**
 * The origin of a page on the same host, under a name of this machine or network: no other page may read errors of this
 * server.
 */
function localOrigin({ headers }: IncomingMessage): string | undefined {
  const page = URL.parse(headers.origin ?? "")
  const asked = URL.parse(`http://${headers.host ?? ""}`)
  if (page === null || asked === null || page.hostname !== asked.hostname) return undefined
  return /^(?:[^.]+|.*\.localhost|[\d.]+|\[.*\])$/.test(page.hostname) ? page.origin : undefined
}
