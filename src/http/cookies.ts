/** The cookies of a request, as they were sent; of two with one name the first, which is the longer path's. */
export function cookiesOf({ headers }: Request): ReadonlyMap<string, string> {
  const pairs = (headers.get("Cookie") ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=")
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const]
  })
  return new Map(pairs.toReversed())
}
