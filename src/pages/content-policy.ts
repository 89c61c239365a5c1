// The Content-Security-Policy of document pages: which scripts run. Source:
// https://www.w3.org/TR/CSP3/#strict-dynamic-usage, https://html.spec.whatwg.org/#hostloadimportedmodule (imports have the
// nonce of the script that imports)

export interface ContentPolicy {
  readonly nonce: string
  /** Whether the document may bring code: BokehJS compiles functions and modules from its CustomJS. */
  readonly runsCode: boolean
  /** Set if strangers made what the page shows: their content must not act, or report to others that somebody views it. */
  readonly guard?: GuardPolicy | undefined
}

export interface GuardPolicy {
  /** Other servers from which such pages may still load something: "https://tiles.example.org". */
  readonly sources: readonly string[]
  /** The page's host, for browsers in which 'self' does not cover sockets. */
  readonly host: string
}

/** No forms, no frames, and HTML only past the page's guard: see src/client/guard.ts. */
const GUARDS = ["form-action 'none'", "frame-src 'none'", "require-trusted-types-for 'script'"]

/**
 * No list of hosts could cover what a document needs, because that is known only when the document arrives. So every script
 * in the page's HTML needs the nonce, and may load others: BokehJS loads the API of Google Maps, a page's script loads an
 * extension's bundle.
 */
export function contentPolicy({ nonce, runsCode, guard }: ContentPolicy): string {
  const sources = [`'nonce-${nonce}'`, "'strict-dynamic'"]
  if (runsCode) sources.push("'unsafe-eval'", "blob:")
  const policy = [`script-src ${sources.join(" ")}`, "object-src 'none'", "base-uri 'none'"]
  return [...policy, ...(guard === undefined ? [] : [...GUARDS, ...loadsOf(guard)])].join("; ")
}

/** BokehJS creates style sheets and pictures itself. */
function loadsOf({ sources, host }: GuardPolicy): readonly string[] {
  const load = (kind: string, ...own: readonly string[]) =>
    [`${kind}-src 'self'`, ...own, ...sources].join(" ")
  return [
    load("default"),
    load("img", "data:", "blob:"),
    load("media", "data:", "blob:"),
    load("font", "data:"),
    load("style", "'unsafe-inline'"),
    load("connect", `ws://${host}`, `wss://${host}`),
  ]
}

const OWN_LOADS = /<(?:link|img)\b[^>]*?\s(?:href|src)\s*=\s*["']?(https?:\/\/[^\s"'/>]+)/gi

/** The other servers from which a page of the route's author loads style sheets and pictures. */
export function sourcesIn(page: string): readonly string[] {
  const origins = Array.from(page.matchAll(OWN_LOADS), ([, url = ""]) => URL.parse(url)?.origin)
  return [...new Set(origins.filter((origin) => origin !== undefined))]
}

/** For pages without a document: they have a style, and nothing else. */
export const PLAIN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** The list of apps has pictures, from any server that the routes name. */
export const INDEX_POLICY = PLAIN_POLICY.replace("img-src data:", "img-src data: 'self' https:")

const SCRIPT_TAG = /<script(?=[\s/>])([^>]*)>/gi
const NONCE = /\snonce\s*=/i
const SRC = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i

/**
 * Adds the nonce to the script tags that have none.
 * @param isTrusted called for each with the URL that it loads, `undefined` for a script with text
 */
export function withNonces(
  html: string,
  nonce: string,
  isTrusted: (src: string | undefined) => boolean,
): string {
  return html.replace(SCRIPT_TAG, (tag, attributes: string) => {
    const src = SRC.exec(attributes)
      ?.slice(1)
      .find((text) => text !== undefined)
    if (NONCE.test(attributes) || !isTrusted(src)) return tag
    return `${tag.slice(0, "<script".length)} nonce="${nonce}"${attributes}>`
  })
}

/** Whether a page at `pageUrl` may load the script: from its own server, or from one of `sources`, which are URLs. */
export function isFrom(src: string, pageUrl: URL, sources: readonly string[]): boolean {
  const url = URL.parse(src.replaceAll("&amp;", "&"), pageUrl)
  if (url === null) return false
  return [pageUrl.origin, ...sources].some((source) => {
    const { origin, pathname } = new URL(source)
    return url.origin === origin && url.pathname.startsWith(pathname)
  })
}
