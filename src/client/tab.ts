// A tab that is reloaded continues the session that it had.

import type { Views } from "./bokeh.ts"

/** With the token that this tab had before, if that is still good. */
export async function openInTab(
  open: (token: string) => Promise<Views>,
  token: string,
): Promise<Views> {
  const key = `bokeh-edge ${location.pathname}${location.search}`
  const kept = read(key)
  const resumed = kept === null ? null : await open(kept).catch(() => null)
  if (resumed !== null) return resumed
  const views = await open(token)
  write(key, token)
  return views
}

/** Some browsers let no page keep anything. */
function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, token: string): void {
  try {
    sessionStorage.setItem(key, token)
  } catch {
    // Then a reload starts a new session.
  }
}
