// The Content-Security-Policy of document pages: which scripts run.
// Source: https://www.w3.org/TR/CSP3/#strict-dynamic-usage, https://html.spec.whatwg.org/#hostloadimportedmodule (imports have
// the nonce of the script that imports)

export interface ContentPolicy {
  readonly nonce: string
  /** Whether the document may bring code: BokehJS makes functions and modules from its CustomJS. */
  readonly runsCode: boolean
  /** Set where strangers made what the page shows: nothing of it may act, or tell others that somebody looks at it. */
  readonly guard?: GuardPolicy | undefined
}

export interface GuardPolicy {
  /** Other servers that pages load something from all the same: "https://tiles.example.org". */
  readonly sources: readonly string[]
  /** Of the page, for browsers to which 'self' does not say sockets. */
  readonly host: string
}

/** No forms, no frames, and HTML only past the page's guard: see src/client/guard.ts. */
const GUARDS = ["form-action 'none'", "frame-src 'none'", "require-trusted-types-for 'script'"]

/**
 * No list of hosts could follow what a document needs, which is known only when it is there. So every script in the page's
 * HTML needs the nonce, and may load others: BokehJS the API of Google Maps, a page's script the bundle of an extension.
 */
export function contentPolicy({ nonce, runsCode, guard }: ContentPolicy): string {
  const sources = [`'nonce-${nonce}'`, "'strict-dynamic'"]
  if (runsCode) sources.push("'unsafe-eval'", "blob:")
  const policy = [`script-src ${sources.join(" ")}`, "object-src 'none'", "base-uri 'none'"]
  return [...policy, ...(guard === undefined ? [] : [...GUARDS, ...loadsOf(guard)])].join("; ")
}

/** BokehJS makes style sheets and pictures itself. */
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

/** Of pages without a document: they have a style, and nothing else. */
export const PLAIN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** The list of apps has pictures, from wherever the routes say. */
export const INDEX_POLICY = PLAIN_POLICY.replace("img-src data:", "img-src data: 'self' https:")

const SCRIPT_TAG = /<script(?=[\s/>])([^>]*)>/gi
const NONCE = /\snonce\s*=/i
const SRC = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i

/**
 * Gives the nonce to the script tags that have none.
 * @param isTrusted asked for each with the URL that it loads, `undefined` for one with text
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
