// The arguments in a URL's query: which are the app's, and which are ours.

/** Each names the session that a page is for; the app does not see them. */
export const SESSION_ARGUMENTS = ["bokeh-session-id", "bokeh-token"]
/** Each leads to something of somebody else's. */
export const LINK_ARGUMENTS = ["bokeh-snapshot", "bokeh-invite"]
/** Of a socket: BokehJS's version, that of Python's Bokeh, whether it takes packed frames, and the document at once. */
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

/** The query's arguments but those named; repeated ones keep all their values. */
export function argumentsOf(
  { searchParams }: URL,
  without: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const names = [...new Set(searchParams.keys())].filter((name) => !without.includes(name))
  return Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)]))
}
