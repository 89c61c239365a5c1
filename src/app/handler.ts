// What an app is: a function that fills a document, given its context. Source: docs/design.md, "The four nouns".

import type { Document } from "../document/document.ts"
import type { Html } from "../util/html.ts"
import type { SessionLimits } from "../util/limits.ts"
import type { Auth } from "./auth.ts"
import type { ConnectionHooks } from "./connection-hooks.ts"
import type { Context } from "./context.ts"
import type { Template } from "./template.ts"
import type { Uploads } from "./uploads.ts"
import type { VersionsFeature } from "./versions.ts"
import type { ViewersFeature } from "./viewers.ts"

/** Builds a document for one session. It runs again each time the session wakes, so it must build and have no side effects. */
export type Handler<P = Readonly<Record<string, string | number>>> = (
  doc: Document,
  context: Context<P>,
) => unknown

export interface RouteOptions<P = Readonly<Record<string, string | number>>> {
  /** Whether these parameters lead to anything. Otherwise page, snippet and socket respond with 404. */
  readonly exists?: (
    params: P,
    env: Readonly<Record<string, unknown>>,
  ) => boolean | Promise<boolean>
  /** The socket's path suffix below the route; default "ws". */
  readonly ws?: string
  /** The page's and the document's title; the handler may set another. */
  readonly title?: string
  /** Parameters for the link to the app in the list at `/`. Without them, a pattern with parameters has no link. */
  readonly example?: P
  /** How the list at `/` shows the app; false leaves it out. */
  readonly card?: AppCard | false
  /**
   * "auto": while the visitor's system is dark, the page is dark as well, with Bokeh's theme dark_minimal for all
   * properties that the app leaves unset. Default: light, whatever the system uses.
   */
  readonly theme?: "auto"
  /** The page around the document; default a page with nothing else on it. */
  readonly template?: Template
  /** The URL of the page's icon, unless a template sets one. */
  readonly favicon?: string
  /** Additions to the page's head, unless a template sets them. Scripts in it run, wherever they come from. */
  readonly head?: Html
  /** Servers whose scripts a template may load without a nonce, besides the page's own: `https://cdn.example.org`. */
  readonly scriptSources?: readonly string[]
  /** Where pages load BokehJS from; default the variable BOKEH_RESOURCES. */
  readonly resources?: "server" | "cdn" | "inline"
  /** Origins besides the server's own that may open sockets: `host[:port]`, `*`. */
  readonly origins?: readonly string[]
  /** Who is allowed in; default the server's `auth`. False: everybody. */
  readonly auth?: Auth | false
  readonly session?: SessionOptions
  /**
   * Whether pages of copies and guests run CustomJS and templates that are added later, for example by a callback. Default:
   * only if the document has some when the page is opened.
   */
  readonly guestsRunCode?: boolean
  /**
   * Other servers from which pages of copies, guests and named sessions may load pictures, fonts, styles and tiles that are
   * added later, for example by a callback: `https://tiles.example.org`. Default: the servers that the handler's own
   * document names.
   */
  readonly guestsLoadFrom?: readonly string[]
  /**
   * What viewers may do: `{ messages }` names the types of messages (`doc.on_message`) that they may send; `viewers({ ...
   * })` gives them a page of their own. Default: nothing, viewers are read-only.
   */
  readonly viewers?: ViewersFeature
  /**
   * `uploads({ ... })`: accepts files that are too large for a message. A FileInput of the page sends them to
   * `context.on_upload`.
   */
  readonly uploads?: Uploads
  /** Hooks into the sockets and their messages. */
  readonly connection?: ConnectionHooks
  /** The response of PATH/metadata. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Request headers and cookies that the handler gets; default none. */
  readonly headers?: readonly string[]
  readonly cookies?: readonly string[]
  /**
   * Arguments of the page's URL that links to copies carry: those on which the document depends. Default none, since
   * arguments may be secrets, or about one person.
   */
  readonly copyArguments?: readonly string[]
}

export interface AppCard {
  /** One sentence that describes the app. */
  readonly text?: string
  /** The URLs of a picture and of the app's source. URLs that begin with "/" are below the server's prefix. */
  readonly picture?: string
  readonly source?: string
}

export interface SessionOptions {
  /** How long a session without connections is kept, in seconds; default one day. */
  readonly keep?: number
  /**
   * How long the session stays in memory while somebody is connected but nobody sends anything, in seconds; default one
   * hour. After that time (with 0: immediately) the next message builds it again from what is stored.
   */
  readonly awake?: number
  /** The time limit of the handler, and of each of onCreated and onWake at a start, in seconds; default 20, less than 30. */
  readonly startWithin?: number
  /**
   * The session that a reloaded page resumes. "cookie": the visitor's session, which all tabs of the browser share; "tab":
   * the tab's own session. Default: it starts a new one.
   */
  readonly resume?: "cookie" | "tab"
  /**
   * "path": all visitors of one path (the route with its parameters) are in one session, as in one room. `auth` decides who
   * is allowed; a user whose `role` is "viewer" is read-only. Links of copies and invitations work as they do in other
   * routes.
   */
  readonly shared?: "path"
  /**
   * `versions({ ... })`: keeps earlier states, and lets everybody undo their own changes: see `context.versions`. Default:
   * none.
   */
  readonly versions?: VersionsFeature
  /** "own": a pan or zoom in one window does not move the others; default "shared". */
  readonly ranges?: "shared" | "own"
  /**
   * True: messages from browsers' clients may contain code and templates (CustomJS and the like), which then run for
   * everybody who sees the session. The session then has no copies and no invitations. Default: only the app, and clients
   * with a token signed by the holder of the key, bring code.
   */
  readonly clientCode?: boolean
  /** How much a session may use, store and send; for the defaults see docs/limits.md. */
  readonly limits?: Partial<SessionLimits>
  /** "external": the link must bring a signed session id, or a token; default: pages create their own sessions. */
  readonly ids?: "external"
}

/** The last part of a route's socket URLs. */
export function socketSuffix({ ws = "ws" }: Pick<RouteOptions, "ws">): string {
  return ws
}
