// JSON with one value replaced, for tests of untrusted data.

/** The same JSON with another value in one place. */
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
