// Puts a session's document into a page's elements; the same for our pages and for autoload.js.
// Source: bokehjs embed/server.ts, embed/standalone.ts: both take any socket URL, and their promises tell of failures

import { type Bokeh, bokehOf, type Elements, type Views } from "./bokeh.ts"
import { messageOf, showError } from "./error-box.ts"
import { type Places, placesOf } from "./places.ts"
import { givePreviews } from "./previews.ts"
import { openInTab } from "./tab.ts"
import type { Embed } from "./task.ts"

/** Waits for the promise, and shows in the element what goes wrong. */
export async function embedDocument(embed: Embed, loading: Promise<void>): Promise<void> {
  const loaded = await loading.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  const places = placesOf(embed.target)
  if (places === undefined) return
  // In an iframe's srcdoc, location is of no use.
  const url = new URL(embed.socketUrl, document.baseURI)
  try {
    if (loaded !== undefined) throw loaded.error
    await openDocument(embed, url, places)
  } catch (error) {
    showError(places.element, reasonOf(error, url))
  }
}

async function openDocument(embed: Embed, url: URL, places: Places): Promise<void> {
  const bokeh = bokehOf(embed.version)
  url.protocol = url.protocol.replace("http", "ws")
  url.searchParams.set("bokeh-version", bokeh.version)
  bokeh.set_log_level(embed.logLevel)
  const open = (token: string): Promise<Views> => {
    const source: Source = { url: url.href, token, useForTitle: embed.useForTitle }
    return places.byName.size > 0
      ? embedRoots(bokeh, source, places)
      : embedAll(bokeh, source, places)
  }
  const views = await (embed.staysInTab === true ? openInTab(open, embed.token) : open(embed.token))
  for (const { model } of [...views].slice(0, 1)) givePreviews(bokeh, model.document)
}

interface Source {
  readonly url: string
  readonly token: string
  readonly useForTitle: boolean
}

function embedAll(
  bokeh: Bokeh,
  { url, token, useForTitle }: Source,
  places: Places,
): Promise<Views> {
  return bokeh.embed.add_document_from_session(url, token, places.element, [], useForTitle)
}

/** A root's name is known only when the document is here; BokehJS asks for each root's element by its index. */
async function embedRoots(
  bokeh: Bokeh,
  { url, token, useForTitle }: Source,
  { element, byName }: Places,
): Promise<Views> {
  const { pull_session } = bokeh.require("client/connection")
  const { document: doc } = await pull_session(url, token, window.location.search.slice(1))
  const names = doc.roots().flatMap(({ name }) => name ?? [])
  for (const [name, place] of byName) {
    if (!names.includes(name)) showError(place, noRoot(name, names))
  }
  const elements = new Proxy<Elements>([], {
    get: (_, index) => byName.get(doc.roots()[Number(String(index))]?.name ?? ""),
  })
  return bokeh.embed.add_document_standalone(doc, element, elements, useForTitle)
}

function noRoot(name: string, names: readonly string[]): string {
  return `no root is named '${name}', but: ${names.join(", ") || "none has a name"}`
}

/** What BokehJS says when the upgrade is refused has no reason: browsers don't tell it. */
function reasonOf(error: unknown, url: URL): string {
  // BokehJS's own words around what the server says of a failure.
  const text = messageOf(error).replace(/^Error reply /, "")
  const isForeign = url.origin.replace("ws", "http") !== window.origin
  if (!text.includes("open websocket") || !isForeign) return text
  return `${text}. Does the server allow pages of ${window.origin} (BOKEH_ALLOW_WS_ORIGIN)?`
}
