// What the development server tells open pages; stacks name lines of the files that one writes.

export type DevNews =
  /** The code can't be bundled, or a module throws: nothing answers until it is mended. */
  | { readonly type: "stopped"; readonly text: string }
  /** The server runs what was saved last. */
  | { readonly type: "updated" }
  /** What the log has under that id, which clients are told, too. `isPast`: before the page was there. */
  | { readonly type: "error"; readonly id: string; readonly text: string; readonly isPast: boolean }

/** The paths of the server that tells them. */
export const NEWS_PATH = "/news"
export const NEWS_SCRIPT_PATH = "/page.js"
