// The URL that the browser requested. Behind a proxy it may have another host, and a prefix that the proxy removes. Source:
// the X-Forwarded headers of nginx, Traefik and Envoy; https://datatracker.ietf.org/doc/html/rfc7239 for their meaning

import { HttpError } from "../util/http-error.ts"
import { withoutEndSlashes } from "./paths.ts"

export interface PublicUrl {
  readonly url: URL
  /** The prefix of all of the server's paths: "" or "/pre/fix". */
  readonly prefix: string
}

/** The request's own URL: any client can send the headers of a proxy. */
export function ownUrl({ url }: Request): PublicUrl {
  return { url: new URL(url), prefix: "" }
}

/** The URL that browsers see, according to the proxy. @throws HttpError 400 for an invalid header */
export function forwardedUrl({ url: text, headers }: Request): PublicUrl {
  const url = new URL(text)
  const [host, protocol] = [first(headers, "Host"), first(headers, "Proto")]
  const prefix = withoutEndSlashes(first(headers, "Prefix") ?? "")
  if (protocol !== undefined) url.protocol = checked("Proto", protocol, /^https?$/)
  if (host !== undefined) {
    // Otherwise the port would stay that of the server behind the proxy.
    url.port = ""
    url.host = checked("Host", host, /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i, `http://${host}`)
  }
  if (prefix !== "")
    url.pathname =
      checked("Prefix", prefix, /^(?:\/(?!(?:\.|%2e){1,2}(?:\/|$))[\w.~%!$&'()*+,;=:@-]+)+$/i) +
      url.pathname
  return { url, prefix }
}

/** The value of the proxy nearest to the browser, if there are several. */
function first(headers: Headers, name: string): string | undefined {
  const value = headers.get(`X-Forwarded-${name}`)?.split(",")[0]?.trim()
  return value === "" ? undefined : value
}

/** @param url that contains the value, because a well-formed host may still be invalid */
function checked(name: string, value: string, pattern: RegExp, url = "http://a"): string {
  if (pattern.test(value) && URL.canParse(url)) return value
  throw new HttpError(400, `The header X-Forwarded-${name} is '${value}', which is not valid.`)
}

/**
 * As the page reports it: a proxy may have terminated TLS without a header. Scripts are loaded from this origin, so its
 * host must be the server's.
 */
export function publicOrigin({ host, origin, searchParams }: URL): string {
  const given = URL.parse(searchParams.get("bokeh-absolute-url") ?? "")
  const isOurs = given !== null && /^https?:$/.test(given.protocol) && given.host === host
  return isOurs ? given.origin : origin
}
