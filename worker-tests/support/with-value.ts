// JSON with something else in it, for what must not be trusted.

/** The same with another value at one of the places in it. */
export function withValue(given: unknown, at: number, value: unknown): unknown {
  let places = 0
  JSON.stringify(given, (_key, one: unknown) => {
    places++
    return one
  })
  let place = 0
  const json = JSON.stringify(given, (_key, one: unknown) =>
    place++ === at % places ? value : one,
  )
  return JSON.parse(json)
}
