// The script that puts a session's document into a page's elements; the same for pages and for autoload.js.
// Source: bokehjs embed/server.ts, embed/standalone.ts: both take any socket URL, and their promises tell of failures

import { scriptLiteral } from "../util/html.ts"
import { PREVIEW_FUNCTION } from "./preview-script.ts"
import { BOKEHJS_VERSION } from "./resources.ts"

export interface Embed {
  /** The session's socket: an absolute ws(s) URL, or a path on the page's own host. */
  readonly socketUrl: string
  readonly token: string
  readonly target: Target
  readonly useForTitle: boolean
  readonly logLevel: string
  /** A tab that is loaded again goes on with its session, if there is one still. */
  readonly staysInTab?: boolean
}

/** Where the document goes. */
export type Target =
  /** A page of ours: elements with PLACE_ATTRIBUTE, each for the root of its name, or (empty) for all others. */
  | { readonly type: "page" }
  /** Somebody's page: the element (a script is replaced by a div), and the ids of those for single roots, by name. */
  | {
      readonly type: "element"
      readonly elementId: string
      readonly roots: Readonly<Record<string, string>>
    }

export const PLACE_ATTRIBUTE = "data-bokeh-root"

/** Defines `embed(options, loading)`: it waits for the promise `loading`, and shows in the element what goes wrong. */
export const EMBED_FUNCTION = `
  async function embed({socketUrl, token, target, useForTitle, logLevel, staysInTab}, loading) {
    const [loaded] = await Promise.allSettled([loading])
    const {element, places} = target.type === "page" ? placesInPage() : placesById(target)
    if (element === null) {
      console.error("bokeh-edge: there is no element with the id '" + target.elementId + "'")
      return
    }
    // In an iframe's srcdoc, location is of no use.
    const url = new URL(socketUrl, document.baseURI)
    try {
      if (loaded.status === "rejected") throw loaded.reason
      // A page may have several versions of BokehJS, one of which is Bokeh.
      const bokeh = window.Bokeh?.["${BOKEHJS_VERSION}"] ?? window.Bokeh
      if (bokeh === undefined) throw new Error("BokehJS is not in the page")
      url.protocol = url.protocol.replace("http", "ws")
      url.searchParams.set("bokeh-version", bokeh.version)
      bokeh.set_log_level(logLevel)
      const open = (token) => places.size > 0
        ? embedRoots(bokeh, {url: url.href, token, element, places, useForTitle})
        : bokeh.embed.add_document_from_session(url.href, token, element, [], useForTitle)
      const views = await (staysInTab ? openInTab(open, token) : open(token))
      for (const {model} of [...views].slice(0, 1)) givePreviews(bokeh, model.document)
    } catch (error) {
      // BokehJS's own words around what the server says of a failure.
      const text = (error instanceof Error ? error.message : String(error)).replace(/^Error reply /, "")
      // What BokehJS says when the upgrade is refused: browsers don't tell why.
      const isForeign = text.includes("open websocket") && url.origin.replace("ws", "http") !== window.origin
      const hint = isForeign ? ". Does the server allow pages of " + window.origin + " (BOKEH_ALLOW_WS_ORIGIN)?" : ""
      showError(element, text + hint)
    }
  }

  // With the token that this tab had before, if that is good still. Some browsers let no page keep anything.
  async function openInTab(open, token) {
    const key = "bokeh-edge " + location.pathname + location.search
    let kept = null
    try { kept = sessionStorage.getItem(key) } catch {}
    const resumed = kept === null ? null : await open(kept).catch(() => null)
    if (resumed !== null) return resumed
    const views = await open(token)
    try { sessionStorage.setItem(key, token) } catch {}
    return views
  }

  // A root's name is known only when the document is here; BokehJS asks for each root's element by its index.
  async function embedRoots(bokeh, {url, token, element, places, useForTitle}) {
    const {pull_session} = bokeh.require("client/connection")
    const session = await pull_session(url, token, window.location.search.slice(1))
    const roots = () => session.document.roots()
    const names = roots().map((root) => root.name).filter((name) => name !== null)
    for (const [name, place] of places) {
      if (!names.includes(name)) showError(place, "no root is named '" + name + "', but: " + (names.join(", ") || "none has a name"))
    }
    const elements = new Proxy([], {get: (_, index) => places.get(roots()[index]?.name)})
    return bokeh.embed.add_document_standalone(session.document, element, elements, useForTitle)
  }

  function placesInPage() {
    const all = [...document.querySelectorAll("[${PLACE_ATTRIBUTE}]")]
    const nameOf = (place) => place.getAttribute("${PLACE_ATTRIBUTE}")
    let element = all.find((place) => nameOf(place) === "")
    if (element === undefined) {
      element = document.createElement("div")
      document.body.append(element)
    }
    return {element, places: new Map(all.filter((place) => nameOf(place) !== "").map((place) => [nameOf(place), place]))}
  }

  function placesById({elementId, roots}) {
    let element = document.getElementById(elementId)
    if (element !== null && element.tagName === "SCRIPT") {
      const div = document.createElement("div")
      // A script that a page begins with is in its head, where nothing is shown.
      if (document.head.contains(element)) document.body.prepend(div)
      else element.replaceWith(div)
      element = div
    }
    const places = new Map()
    for (const [name, id] of Object.entries(roots)) {
      const place = document.getElementById(id)
      if (place !== null) places.set(name, place)
      else console.error("bokeh-edge: there is no element with the id '" + id + "' for the root '" + name + "'")
    }
    return {element, places}
  }

  function showError(element, text) {
    const message = document.createElement("pre")
    message.setAttribute("role", "alert")
    message.style.cssText = "margin: 1em; padding: 1em; border: 1px solid #b00; color: #b00; white-space: pre-wrap"
    message.textContent = "The plot could not be loaded: " + text
    element.append(message)
  }
${PREVIEW_FUNCTION}`

/** @param loading an expression: the promise that BokehJS is there */
export function callEmbed(embed: Embed, loading: string): string {
  return `embed(${scriptLiteral(embed)}, ${loading})`
}
