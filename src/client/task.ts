// The task of a page's script: plain data, which the server writes into the page and the script reads.

export type Task =
  /**
   * One of the server's own pages, which loads BokehJS by itself: `scripts` are the fallback when that fails. Or autoload.js
   * in any page: there are no scripts when the page loads BokehJS itself.
   */
  | { readonly type: "embed"; readonly scripts: readonly Script[]; readonly embed: Embed }
  /** autoload.js when there is nothing to load. */
  | { readonly type: "failure"; readonly elementId: string; readonly reason: string }
  /** A snippet whose autoload.js is fetched with headers or credentials, which a script's src cannot send. */
  | { readonly type: "fetch"; readonly url: string; readonly init: FetchInit }

export interface FetchInit {
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: "include" | "same-origin"
}

export interface Embed {
  /**
   * The URL of the page (with a trailing slash) or of autoload.js, as the server sees it. A proxy may have changed its host
   * and path, so the script prefers the URL that the browser used, and uses this one only if the browser does not know it.
   */
  readonly base: string
  /** The session's socket, relative to the base. */
  readonly socket: string
  readonly token: string
  readonly target: Target
  readonly logLevel: string
  /** The BokehJS to use if a page has several. */
  readonly version: BokehVersion
  readonly extensions: Extensions
  /** The size limit of one message to the server, and so of a FileInput's files. */
  readonly maxMessageBytes: number
  /** Set if the route accepts larger files; relative to the base. */
  readonly uploads?: Uploads | undefined
  /** A tab that is reloaded continues its session as long as the server has it. */
  readonly staysInTab?: boolean | undefined
  /** Whether each window has its own ranges. */
  readonly ranges?: "shared" | "own" | undefined
}

/** The parameters for opening a page's socket early. */
export interface Early extends Pick<Embed, "base" | "socket" | "token" | "version" | "staysInTab"> {
  /** The scripts of BokehJS that it loads. */
  readonly scripts: readonly Script[]
}

export interface Uploads {
  /** The limit of one file. */
  readonly maxBytes: number
}

/** Where a page sends large files. */
export interface UploadPlace extends Uploads {
  /** Absolute. */
  readonly url: string
  readonly token: string
}

/** URLs of bundles, absolute or relative to the base, by the prefix of the names of their models. */
export type Extensions = Readonly<Record<string, readonly string[]>>

export type BokehVersion = `${number}.${string}`

/** Where the document goes. */
export type Target =
  /** One of the server's own pages: elements with PLACE_ATTRIBUTE, each for the root of its name, or (empty) for all others. */
  | { readonly type: "page" }
  /** Any other page: the element (a script is replaced by a div), and the ids of the elements for single roots, by name. */
  | ElementTarget

export interface ElementTarget {
  readonly type: "element"
  readonly elementId: string
  readonly roots: Readonly<Record<string, string>>
}

export const PLACE_ATTRIBUTE = "data-bokeh-root"

/** A script of BokehJS. */
export interface Script {
  /** Absolute, or relative to the base. */
  readonly url: string
  /** Its hash, if it comes from another server. */
  readonly integrity?: string | undefined
  /** The script itself, which need not be loaded then. */
  readonly text?: string
  /** A model that it defines, if any: a page that has the model does not need the script. */
  readonly brings: string | null
}

/** The name of both messages about what a page has read: the question, and the answer, which has the same content. */
export const READ_MESSAGE = "bokeh_edge_read"

/** The id of the implicit request for the document in a page's socket URL. */
export const EARLY_PULL = "early"

/** The name of both messages of a preview: the request and the answer. */
export const PREVIEW_MESSAGE = "bokeh_edge_preview"

export interface PreviewRequest {
  readonly id: string
  /** BokehJS's model: the message contains a reference. */
  readonly plot: object
  readonly width: number
  readonly maxChars: number
}

/** Makes one window do something; the message is a WindowAction. */
export const ACTION_MESSAGE = "bokeh_edge_action"

export type WindowAction =
  | { readonly action: "copyText"; readonly text: string }
  | { readonly action: "openLink"; readonly url: string }
  | {
      readonly action: "download"
      readonly name: string
      readonly content: string | Uint8Array<ArrayBuffer>
    }
  | { readonly action: "notify"; readonly text: string }

/** Notifies a page that another version of the app continues its session, and whether nothing of it was left. */
export const UPDATED_MESSAGE = "bokeh_edge_updated"

/** A viewer's request for a copy of their own, or for editing; and the URL to which the server then leads the window. */
export const COPY_MESSAGE = "bokeh_edge_copy"
export const ASK_MESSAGE = "bokeh_edge_ask"
export const GO_MESSAGE = "bokeh_edge_go"

/** What a page sends to learn whether its connection is alive, and what the object's runtime replies. */
export const PING = "bokeh-edge ping"
export const PONG = "bokeh-edge pong"

/** How somebody has moved ranges: pages keep them there, and their Reset restores the earlier ends. */
export const VIEW_MESSAGE = "bokeh_edge_view"

/** A view of a plot. */
export interface RangePlot {
  readonly model: { readonly x_range: BokehRange; readonly y_range: BokehRange }
  invalidate_dataranges: boolean
  trigger_ranges_update_event(): void
}

/** A range of BokehJS's. Ranges that it computes have `_initial_start`, the others `_reset_start`; the same for `end`. */
export interface BokehRange {
  readonly start: number
  readonly end: number
  have_updated_interactively: boolean
  readonly linked_plots: Iterable<RangePlot>
  readonly _initial_start?: number | null
  /** Of a map's range: the part of it that was not added to fit the plot's shape. These scripts set it. */
  part?: number
  /** Its span at that time. */
  shown?: number
  /** BokehJS computes its ends from its data. These scripts set it. */
  isComputing?: boolean
  setv(ends: { readonly start: number; readonly end: number }, options: { sync: false }): void
  reset(): void
  /** Sets the bounds of a range with `bounds: "auto"` to the ends that Reset restores. Ranges that BokehJS computes have none. */
  _set_auto_bounds?(): void
}

export type Ends = readonly [start: number, end: number]

/** The message contains a reference. */
export type RangeView = { readonly range: BokehRange } & (Led | Reset)

/** The current ends, and those before somebody moved it; null if each window computes the end. */
interface Led {
  readonly now: Ends
  readonly initial: readonly [number | null, number | null]
}

/** Each window computes it again. */
type Reset = { readonly [K in keyof Led]?: undefined }
