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

/** Builds a document for one session. It runs again each time the session wakes, so it builds and does not act. */
export type Handler<P = Readonly<Record<string, string | number>>> = (
  doc: Document,
  context: Context<P>,
) => unknown

export interface RouteOptions<P = Readonly<Record<string, string | number>>> {
  /** Whether there is anything at these parameters; where there is nothing, page, snippet and socket answer 404. */
  readonly exists?: (
    params: P,
    env: Readonly<Record<string, unknown>>,
  ) => boolean | Promise<boolean>
  /** The socket's path suffix below the route; default "ws". */
  readonly ws?: string
  /** The page's and the document's title; the handler may set another. */
  readonly title?: string
  /** Parameters for the link to the app in the list at `/`: a pattern with parameters has no link without. */
  readonly example?: P
  /** How the list at `/` shows the app; false leaves it out. */
  readonly card?: AppCard | false
  /**
   * "auto": while the visitor's system is dark, the page is, too, with Bokeh's theme dark_minimal for all that the app
   * leaves unset. Default: light, whatever the system is.
   */
  readonly theme?: "auto"
  /** The page around the document; default a page with nothing else in it. */
  readonly template?: Template
  /** The URL of the page's icon, where no template says it. */
  readonly favicon?: string
  /** More for the page's head, where no template says it. Its scripts run, from wherever they come. */
  readonly head?: Html
  /** Servers whose scripts a template may load without a nonce, besides the page's own: `https://cdn.example.org`. */
  readonly scriptSources?: readonly string[]
  /** Where pages load BokehJS from; default BOKEH_RESOURCES. */
  readonly resources?: "server" | "cdn" | "inline"
  /** Origins besides the server's own that may open sockets: `host[:port]`, `*`. */
  readonly origins?: readonly string[]
  /** Who is allowed; default the server's. False: everybody. */
  readonly auth?: Auth | false
  readonly session?: SessionOptions
  /**
   * Whether pages of copies and guests run CustomJS and templates that come later, e.g. from a callback; default: they do
   * where the document has some when the page is opened.
   */
  readonly guestsRunCode?: boolean
  /**
   * Other servers from which pages of copies, guests and named sessions load pictures, fonts, styles and tiles that come
   * later, e.g. from a callback: `https://tiles.example.org`. Default: those that the handler's own document names.
   */
  readonly guestsLoadFrom?: readonly string[]
  /**
   * What viewers may do: `{ messages }` names types of messages (`doc.on_message`) that are taken from them; `viewers({ ... })`
   * gives them a page of their own. Default: none, they are read-only.
   */
  readonly viewers?: ViewersFeature
  /** `uploads({ ... })`: takes files that are larger than a message may be: a FileInput of the page sends them to `context.on_upload`. */
  readonly uploads?: Uploads
  /** Hooks into the sockets and their messages. */
  readonly connection?: ConnectionHooks
  /** What PATH/metadata tells. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Request headers and cookies handed to the handler; default none. */
  readonly headers?: readonly string[]
  readonly cookies?: readonly string[]
}

export interface AppCard {
  /** What there is to see, in a sentence. */
  readonly text?: string
  /** The URLs of a picture, and of the app's source; those that begin with "/" are below the server's prefix. */
  readonly picture?: string
  readonly source?: string
}

export interface SessionOptions {
  /** How long a session that nobody is connected to is kept, in seconds; default one day. */
  readonly keep?: number
  /**
   * How long the session stays in memory while somebody is connected and nobody sends anything, in seconds; default one
   * hour. After that, or with 0 at once, it is built again from what is stored when somebody sends something.
   */
  readonly awake?: number
  /** How long the handler may take, and a start waits for each of onCreated and onWake, in seconds; default 20, less than 30. */
  readonly startWithin?: number
  /**
   * What a page that is loaded again resumes: "cookie" the visitor's session, which all tabs of the browser share; "tab" the
   * tab's own. Default: it starts a new one.
   */
  readonly resume?: "cookie" | "tab"
  /**
   * "path": all who come to one path (the route with its parameters) are in one session, as they would be in one room. Who may
   * come, `auth` says; a user whose `role` is "viewer" is read-only. Links of copies and invitations lead where they do elsewhere.
   */
  readonly shared?: "path"
  /** `versions({ ... })`: earlier states are kept, and everybody can undo what they did: see `context.versions`. Default: none. */
  readonly versions?: VersionsFeature
  /** "own": a pan or zoom in one window leaves the others alone; default "shared". */
  readonly ranges?: "shared" | "own"
  /**
   * True: what browsers' clients send may hold code and templates (CustomJS and its like), which then run for all who see the
   * session; it then has no copies and no invitations. Default: only the app, and clients with a token of the key's holder,
   * bring code.
   */
  readonly clientCode?: boolean
  /** How much a session may take, keep and send: see docs/limits.md. Default: as there. */
  readonly limits?: Partial<SessionLimits>
  /** "external": only sessions whose signed id, or token, the link brings; default: pages make their own. */
  readonly ids?: "external"
}

/** The last part of a route's socket URLs. */
export function socketSuffix({ ws = "ws" }: Pick<RouteOptions, "ws">): string {
  return ws
}
