// The URL of a session's socket.

import type { Embed } from "./task.ts"

export function socketAddress({ socket }: Pick<Embed, "socket">, base: string): URL {
  return new URL(`./${socket}`, base.replace("http", "ws"))
}

/** BokehJS's version, and the arguments of the page's URL, which an auth hook may need. */
export function socketQuery(version: string): string {
  const asked = location.search.replace("?", "&")
  return `bokeh-version=${encodeURIComponent(version)}&bokeh-packed=1${asked}`
}
