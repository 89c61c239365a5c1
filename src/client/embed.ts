// Puts a session's document into a page's elements; the same for the server's own pages and for autoload.js. Source:
// bokehjs embed/standalone.ts, client/connection.ts, whose promises reject with failures

import { type Bokeh, bokehOf, type Session } from "./bokeh.ts"
import { drawDocument } from "./draw.ts"
import { messageOf, showError } from "./error-box.ts"
import {
  type ExtensionSource,
  loadWhatIsPulled,
  unknownType,
  watchForExtensions,
  withRemedy,
} from "./extensions.ts"
import { limitFiles } from "./file-limit.ts"
import { holdChanges } from "./held-changes.ts"
import { keepAlive } from "./keep-alive.ts"
import { shareLooks } from "./looks.ts"
import { packMessages } from "./packing.ts"
import { type Places, placesOf } from "./places.ts"
import { givePreviews } from "./previews.ts"
import { keepPulledRoots } from "./pulled-roots.ts"
import { tellWhatIsRead } from "./reading.ts"
import { reconnect } from "./reconnect.ts"
import { whileInPage } from "./removal.ts"
import type { ScriptSource } from "./scripts.ts"
import { socketAddress, socketQuery } from "./socket-url.ts"
import { openInTab, openPatiently } from "./tab.ts"
import type { Embed } from "./task.ts"
import { tellUpdates } from "./update-notice.ts"
import { doActions } from "./window-actions.ts"

/** @param loading resolves when BokehJS is loaded; its failures are also shown in the element */
export async function embedDocument(
  embed: Embed,
  source: ScriptSource,
  loading: Promise<unknown>,
): Promise<void> {
  await loading.catch(() => undefined) // shown below
  const places = placesOf(embed.target)
  if (places === undefined) return
  const url = socketAddress(embed, source.base)
  const show = async (): Promise<() => void> => {
    try {
      await loading
      return await showDocument(embed, source, url.href, places)
    } catch (error) {
      showError(places.element, reasonOf(error, url) + versionsHint(error, embed))
      return () => undefined
    }
  }
  whileInPage(places, show)
}

/** Returns a function that closes the socket and empties the places. */
async function showDocument(
  embed: Embed,
  source: ScriptSource,
  url: string,
  places: Places,
): Promise<() => void> {
  const bokeh = bokehOf(embed.version)
  bokeh.set_log_level(embed.logLevel)
  const extended = { ...source, extensions: embed.extensions }
  const pull = (token: string): Promise<Session> => pullSession(bokeh, url, token, extended)
  const open = embed.staysInTab === true ? openInTab : openPatiently
  const session = await open(pull, embed.token)
  const { document: doc } = session
  keepPulledRoots(session)
  if (embed.ranges !== "own") shareLooks(bokeh, doc)
  window.bokehEdgeScheme?.(doc)
  const remove = await drawDocument(bokeh, doc, places, embed.target.type === "page")
  givePreviews(bokeh, doc)
  const { uploads, maxMessageBytes } = embed
  const { token } = session._connection
  const place = uploads && { ...uploads, url: new URL("./upload", source.base).href, token }
  limitFiles(bokeh, doc, { maxMessageBytes, place })
  tellWhatIsRead(bokeh, doc)
  tellUpdates(doc)
  doActions(doc)
  watchForExtensions(session, extended, (reason) => {
    showError(places.element, reason)
  })
  reconnect(session._connection)
  const endHolding = holdChanges(session)
  const endPings = keepAlive(session._connection)
  return () => {
    endHolding()
    endPings()
    session.close()
    remove()
    bokeh.documents.splice(bokeh.documents.indexOf(doc), 1)
  }
}

/** A connection whose document cannot be read is useless, and is closed. */
async function pullSession(
  bokeh: Bokeh,
  url: string,
  token: string,
  extended: ExtensionSource,
): Promise<Session> {
  const { ClientConnection } = bokeh.require("client/connection")
  const connection = new ClientConnection(url, token, socketQuery(bokeh.version))
  window.bokehEdgeEnvelopes?.(connection, bokeh)
  packMessages(connection)
  loadWhatIsPulled(connection, extended)
  window.bokehEdgeEarly?.(connection)
  try {
    return await connection.connect()
  } catch (error) {
    connection.closed_permanently = true
    connection.socket?.close(1000)
    // BokehJS keeps the document that it could not read, which is the last one that it created.
    if (unknownType(error) !== undefined) bokeh.documents.pop()
    throw withRemedy(error, extended)
  }
}

/** BokehJS has no reason for a refused upgrade, because browsers do not provide it. */
function reasonOf(error: unknown, url: URL): string {
  // BokehJS puts its own words around the server's description of a failure.
  const text = messageOf(error).replace(/^Error reply /, "")
  const isForeign = url.origin.replace("ws", "http") !== window.origin
  if (!text.includes("open websocket") || !isForeign) return text
  return `${text}. ${originHint(window.origin)}`
}

/** A document may contain something that the page's own BokehJS does not know. */
function versionsHint(error: unknown, { version }: Embed): string {
  const { version: own } = window.Bokeh?.[version] ?? window.Bokeh ?? {}
  const isOfDocument = /resolve type|unknown property|buffer for id|not a function/.test(
    messageOf(error),
  )
  if (!isOfDocument || own === undefined || own === version) return ""
  return `. The page has BokehJS ${own}, and the server's documents are made for ${version}.`
}

function originHint(origin: string): string {
  const isNone = origin === "null"
  const pages = isNone ? "'null', the origin of files and sandboxed frames" : `pages of ${origin}`
  return `Does the server allow ${pages} (BOKEH_ALLOW_WS_ORIGIN)?`
}
