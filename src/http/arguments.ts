// The arguments in a URL's query: those of the app, and those of the server.

/** Each names the session of a page. The app does not see them. */
export const SESSION_ARGUMENTS = ["bokeh-session-id", "bokeh-token"]
/** Each leads to something that somebody else made. */
export const LINK_ARGUMENTS = ["bokeh-snapshot", "bokeh-invite"]
/**
 * For a socket: the versions of BokehJS and of Python's Bokeh, whether it accepts packed frames, and whether it gets the
 * document immediately.
 */
export const CLIENT_ARGUMENTS = [
  "bokeh-version",
  "bokeh-python",
  "bokeh-packed",
  "bokeh-pull",
] as const
/** The place of one root: its name, a space, and the id of an element. */
export const ROOT_ARGUMENT = "bokeh-autoload-root"
export const AUTOLOAD_ARGUMENTS = [
  "bokeh-autoload-element",
  ROOT_ARGUMENT,
  "bokeh-app-path",
  "bokeh-absolute-url",
  "resources",
]

/** The query's arguments except the named ones. Repeated arguments keep all their values. */
export function argumentsOf(
  { searchParams }: URL,
  without: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const given = Map.groupBy(searchParams, ([name]) => name)
  for (const name of without) given.delete(name)
  return Object.fromEntries(
    Array.from(given, ([name, pairs]) => [name, pairs.map(([, value]) => value)]),
  )
}
