// The script that puts a session's document into an element; the same for pages and for autoload.js.
// Source: bokehjs embed/server.ts: add_document_from_session takes any socket URL, and its promise tells of failures

import { scriptLiteral } from "../util/html.ts"

export interface Embed {
  /** The session's socket: an absolute ws(s) URL, or a path on the page's own host. */
  readonly socketUrl: string
  readonly token: string
  /** The id of the element to fill; a script element is replaced by a div. */
  readonly elementId: string
  readonly useForTitle: boolean
  readonly logLevel: string
}

/** Defines `embed(options, loading)`: it waits for the promise `loading`, and shows in the element what goes wrong. */
export const EMBED_FUNCTION = `
  async function embed({socketUrl, token, elementId, useForTitle, logLevel}, loading) {
    const [loaded] = await Promise.allSettled([loading])
    let element = document.getElementById(elementId)
    if (element === null) {
      console.error("bokeh-edge: there is no element with the id '" + elementId + "'")
      return
    }
    if (element.tagName === "SCRIPT") {
      const div = document.createElement("div")
      element.replaceWith(div)
      element = div
    }
    try {
      if (loaded.status === "rejected") throw loaded.reason
      if (window.Bokeh === undefined) throw new Error("BokehJS is not in the page")
      const url = new URL(socketUrl, window.location.href)
      url.protocol = url.protocol.replace("http", "ws")
      Bokeh.set_log_level(logLevel)
      await Bokeh.embed.add_document_from_session(url.href, token, element, [], useForTitle)
    } catch (error) {
      const message = document.createElement("pre")
      message.setAttribute("role", "alert")
      message.style.cssText = "margin: 1em; padding: 1em; border: 1px solid #b00; color: #b00; white-space: pre-wrap"
      // BokehJS's own words around what the server says of a failure.
      const text = (error instanceof Error ? error.message : String(error)).replace(/^Error reply /, "")
      // What BokehJS says when the upgrade is refused: browsers don't tell why.
      const isForeign = text.includes("open websocket") && new URL(socketUrl, window.location.href).host !== window.location.host
      const hint = isForeign ? ". Does the server allow pages of " + window.location.host + " (BOKEH_ALLOW_WS_ORIGIN)?" : ""
      message.textContent = "The plot could not be loaded: " + text + hint
      element.append(message)
    }
  }`

/** @param loading an expression: the promise that BokehJS is there */
export function callEmbed(embed: Embed, loading: string): string {
  return `embed(${scriptLiteral(embed)}, ${loading})`
}
