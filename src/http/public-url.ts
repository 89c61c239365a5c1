// The URL by which a browser asked. Behind a proxy it may have another host, and a prefix that the proxy takes away.
// Source: the X-Forwarded headers of nginx, Traefik and Envoy; https://datatracker.ietf.org/doc/html/rfc7239 for their meaning

import { HttpError } from "../util/http-error.ts"

export interface PublicUrl {
  readonly url: URL
  /** Before all paths of the server's: "" or "/pre/fix". */
  readonly prefix: string
}

/** The request's own URL: any client can send the headers of a proxy. */
export function ownUrl({ url }: Request): PublicUrl {
  return { url: new URL(url), prefix: "" }
}

/** What the proxy says that browsers see. @throws HttpError 400 when a header can't be right */
export function forwardedUrl({ url: text, headers }: Request): PublicUrl {
  const url = new URL(text)
  const [host, protocol] = [first(headers, "Host"), first(headers, "Proto")]
  const prefix = (first(headers, "Prefix") ?? "").replace(/\/+$/, "")
  if (protocol !== undefined) url.protocol = checked("Proto", protocol, /^https?$/)
  if (host !== undefined) {
    // Otherwise the port would stay that of the server behind.
    url.port = ""
    url.host = checked("Host", host, /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i, `http://${host}`)
  }
  if (prefix !== "")
    url.pathname =
      checked("Prefix", prefix, /^(?:\/(?!(?:\.|%2e){1,2}(?:\/|$))[\w.~%!$&'()*+,;=:@-]+)+$/i) +
      url.pathname
  return { url, prefix }
}

/** Of the proxy that is nearest to the browser, where there are several. */
function first(headers: Headers, name: string): string | undefined {
  const value = headers.get(`X-Forwarded-${name}`)?.split(",")[0]?.trim()
  return value === "" ? undefined : value
}

/** @param url with the value in it: a host may be well formed, and be none */
function checked(name: string, value: string, pattern: RegExp, url = "http://a"): string {
  if (pattern.test(value) && URL.canParse(url)) return value
  throw new HttpError(400, `The header X-Forwarded-${name} is '${value}', which is not valid.`)
}

/** As the page says: a proxy may have taken TLS away without a word. Scripts come from there, and so from no other host. */
export function publicOrigin({ host, origin, searchParams }: URL): string {
  const given = URL.parse(searchParams.get("bokeh-absolute-url") ?? "")
  const isOurs = given !== null && /^https?:$/.test(given.protocol) && given.host === host
  return isOurs ? given.origin : origin
}
