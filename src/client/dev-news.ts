// The development server's reports to open pages. Stacks name lines of the app's own files.

export type DevNews =
  /** The code cannot be bundled, or a module throws: the server is down until that is fixed. */
  | { readonly type: "stopped"; readonly text: string }
  /** The server runs the code that was saved last. */
  | { readonly type: "updated" }
  /** The log's entry under that id, which clients have, too. `isPast`: from before the page was opened. */
  | { readonly type: "error"; readonly id: string; readonly text: string; readonly isPast: boolean }

/** The paths of the server that reports them. */
export const NEWS_PATH = "/news"
export const NEWS_SCRIPT_PATH = "/page.js"
