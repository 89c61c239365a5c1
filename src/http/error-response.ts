// An error as a response: a page, or a script that shows it where the plot should be.

import { ConfigError } from "../env.ts"
import { failureJs } from "../pages/autoload-js.ts"
import { PLAIN_POLICY } from "../pages/content-policy.ts"
import { devTag } from "../pages/document-page.ts"
import { errorPage } from "../pages/plain-page.ts"
import type { Log } from "../ports.ts"
import { CLOSE } from "../util/close-codes.ts"
import { errorText } from "../util/error-text.ts"
import type { Html } from "../util/html.ts"
import { HttpError } from "../util/http-error.ts"
import { webRandom } from "../web-random.ts"
import { refuse } from "./refuse.ts"

interface Fault {
  readonly status: number
  /** Shown to everybody. */
  readonly reason: string
  /** Details of the code. */
  readonly detail?: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

export interface ErrorOptions {
  readonly isDevelopment: boolean
  /** Undefined for a server that is not set up. */
  readonly log: Log | undefined
  /** In development: the script that reports errors. */
  readonly devScript?: string | undefined
}

export function errorResponse(
  request: Request,
  error: unknown,
  { isDevelopment, log, devScript }: ErrorOptions,
): Response {
  const { status, reason, detail, headers } = faultOf(request, error, isDevelopment)
  if (status === 500 && log && isPagesSocket(request)) {
    return refuse(request, CLOSE.internalError, reason, { log })
  }
  const elementId = snippetElement(request)
  const dev: DevParts = devScript === undefined ? { policy: "" } : devParts(devScript)
  if (error instanceof HttpError) tellRefusal(log, request, error)
  const [type, body] =
    elementId !== undefined
      ? ["application/javascript", failureJs(elementId, reason)]
      : request.method === "POST"
        ? ["application/json", JSON.stringify({ error: reason })]
        : /\/embed\.json\/*$/.test(new URL(request.url).pathname)
          ? ["text/plain", reason]
          : ["text/html", String(errorPage(status, reason, { detail, script: dev.tag }))]
  return new Response(body, {
    // Browsers run no script with an error status.
    status: elementId === undefined ? status : 200,
    // Python's client shows nothing else of a refused socket.
    ...(elementId === undefined && { statusText: reason.replace(/[^ -~]+/g, " ").slice(0, 200) }),
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Cache-Control": "no-store",
      ...(type === "text/html" && { "Content-Security-Policy": PLAIN_POLICY + dev.policy }),
      ...headers,
    },
  })
}

/** A browser tells a page of a refused socket nothing but the code and reason with which it was closed. */
function isPagesSocket({ headers }: Request): boolean {
  return headers.has("Upgrade") && headers.has("Origin")
}

/** In development: the script that reports errors, and what allows it. */
interface DevParts {
  readonly tag?: Html
  readonly policy: string
}

function devParts(src: string): DevParts {
  const nonce = webRandom.alphanumeric(22)
  return {
    tag: devTag(src, nonce),
    policy: `; script-src 'nonce-${nonce}'; connect-src ${new URL(src).origin}`,
  }
}

/** Requests for pages that do not exist are frequent, so they are logged as information only. */
function tellRefusal(log: Log | undefined, request: Request, error: HttpError): void {
  const { status, message: reason } = error
  const level = status === 404 || status === 405 ? "info" : "warn"
  log?.[level]("a request was refused", { status, reason, ...askedIn(request) })
}

/** For the log. Without the query, which may contain a token. */
function askedIn({ url, method }: Request): object {
  return { method, path: new URL(url).pathname }
}

/** The element that a page's script tag wants to fill; undefined for programs. */
function snippetElement(request: Request): string | undefined {
  const { pathname, searchParams } = new URL(request.url)
  const isScript = request.headers.get("Sec-Fetch-Dest") === "script"
  if (!isScript || !/\/autoload\.js\/*$/.test(pathname)) return undefined
  return searchParams.get("bokeh-autoload-element") ?? undefined
}

function faultOf(request: Request, error: unknown, isDevelopment: boolean): Fault {
  if (error instanceof HttpError) {
    const { status, message, headers, detail } = error
    return { status, reason: message, headers, detail: isDevelopment ? detail : undefined }
  }
  const id = webRandom.alphanumeric(8)
  const stack = error instanceof Error ? error.stack : errorText(error)
  // oxlint-disable-next-line no-console -- the Worker's log
  console.error(
    JSON.stringify({ message: "a request failed", id, ...askedIn(request), error: stack }),
  )
  const isConfig = error instanceof ConfigError
  const what = isConfig ? "The server is not set up." : "Something went wrong on the server."
  // With the id, by which the development server knows where to show the stack in terms of the app's own files.
  const detail = isConfig ? errorText(error) : isDevelopment ? `${stack}\n(error ${id})` : undefined
  return { status: 500, reason: `${what} (error ${id})`, detail, headers: {} }
}
