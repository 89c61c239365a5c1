/** The origin by which a page reached us: a proxy may have taken TLS away. Scripts come from there: no other host. */
export function publicOrigin(url: URL): string {
  const given = URL.parse(url.searchParams.get("bokeh-absolute-url") ?? "")
  const isOurs = given !== null && /^https?:$/.test(given.protocol) && given.host === url.host
  return isOurs ? given.origin : url.origin
}
