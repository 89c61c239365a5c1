// The possible entries of an allow list of origins: `host`, `host:port`, `*.example.org`, `*`.

const NAME = String.raw`(?:[\w*-]+(?:\.[\w*-]+)*|\[[0-9a-f:]+\])`
const PATTERN = new RegExp(`^${NAME}(?::(?:\\d+|\\*))?$`, "i")

/** Why an entry would silently never match; undefined when it can match. */
export function originPatternMistake(entry: string): string | undefined {
  if (PATTERN.test(entry)) return undefined
  const host = hostIn(entry) || hostIn(`http://${entry}`)
  const hint = host === "" ? "" : `: did you mean '${host}'?`
  return `expects host, host:port, *.host or *, got '${entry}'${hint}`
}

function hostIn(url: string): string {
  return URL.parse(url)?.host ?? ""
}
