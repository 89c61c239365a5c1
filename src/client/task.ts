// What a page's script is asked to do: plain data, which the server writes into the page and the script reads.

export type Task =
  /** A page of ours, which loads BokehJS by itself; `scripts` are for a page that could not. */
  | { readonly type: "page"; readonly scripts: readonly Script[]; readonly embed: Embed }
  /** autoload.js in anybody's page. No scripts when the page brings BokehJS itself. */
  | { readonly type: "snippet"; readonly scripts: readonly Script[]; readonly embed: Embed }
  /** autoload.js when there is nothing to load. */
  | { readonly type: "failure"; readonly elementId: string; readonly reason: string }
  /** A snippet whose autoload.js is fetched with headers or credentials, which a script's src can't carry. */
  | { readonly type: "fetch"; readonly url: string; readonly init: FetchInit }

export interface FetchInit {
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly credentials: "include" | "same-origin"
}

export interface Embed {
  /**
   * The URL of the page (with a slash at its end) or of autoload.js, as the server sees it. A proxy may have changed its
   * host and path: the script takes the one that the browser used, and this only where the browser does not know it.
   */
  readonly base: string
  /** The session's socket, relative to the base. */
  readonly socket: string
  readonly token: string
  readonly target: Target
  readonly useForTitle: boolean
  readonly logLevel: string
  /** The BokehJS to use where a page has several. */
  readonly version: BokehVersion
  readonly extensions: Extensions
  /** What the server takes in one message, and so in the files of a FileInput. */
  readonly maxMessageBytes: number
  /** Where the route takes larger files; relative to the base. */
  readonly uploads?: Uploads | undefined
  /** A tab that is reloaded continues its session while the server has it. */
  readonly staysInTab?: boolean
}

/** What opens a page's socket early. */
export interface Early extends Pick<Embed, "base" | "socket" | "token" | "version"> {
  readonly staysInTab: boolean
  /** Scripts of BokehJS that it loads. */
  readonly scripts: readonly Script[]
}

export interface Uploads {
  /** Of one file. */
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
  /** A page of ours: elements with PLACE_ATTRIBUTE, each for the root of its name, or (empty) for all others. */
  | { readonly type: "page" }
  /** Somebody's page: the element (a script is replaced by a div), and the ids of those for single roots, by name. */
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
  /** Its hash, where it comes from somebody else's server. */
  readonly integrity?: string | undefined
  /** The script itself: then it is not loaded. */
  readonly text?: string
  /** A model that it defines, if any: a page that has the model does not need the script. */
  readonly brings: string | null
}

/** The name of both messages by which a page tells what it has read: the question, and the same as the answer. */
export const READ_MESSAGE = "bokeh_edge_read"

/** The id of the request for the document that a page's URL of its socket stands for. */
export const EARLY_PULL = "early"

/** The name of both messages of a preview: the request and the answer. */
export const PREVIEW_MESSAGE = "bokeh_edge_preview"

export interface PreviewRequest {
  readonly id: string
  /** BokehJS's model: the message has a reference. */
  readonly plot: object
  readonly width: number
  readonly maxChars: number
}

/** The server has one window do something; the message is a WindowAction. */
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

/** The server tells a page that another version of the app continues its session; whether nothing of it was left. */
export const UPDATED_MESSAGE = "bokeh_edge_updated"

/** A viewer wants a copy of their own, or to edit; and where the server leads the window then. */
export const COPY_MESSAGE = "bokeh_edge_copy"
export const ASK_MESSAGE = "bokeh_edge_ask"
export const GO_MESSAGE = "bokeh_edge_go"

/** What a page sends to learn whether its connection lives, and what the object's runtime answers for it. */
export const PING = "bokeh-edge ping"
export const PONG = "bokeh-edge pong"

/** Where somebody has led ranges: pages keep them there, and their Reset takes them back. */
export const VIEW_MESSAGE = "bokeh_edge_view"

/** A view of a plot. */
export interface RangePlot {
  readonly model: object
  invalidate_dataranges: boolean
  request_repaint(): void
  trigger_ranges_update_event(): void
}

/** A range of BokehJS's. Those that it computes have `_initial_start`, the others `_reset_start`, and the same of `end`. */
export interface BokehRange {
  have_updated_interactively: boolean
  readonly linked_plots: Iterable<RangePlot>
  setv(ends: { readonly start: number; readonly end: number }, options: { sync: false }): void
  reset(): void
}

/** The message has a reference. */
export type RangeView = { readonly range: BokehRange } & (Led | Reset)

/** Where it is, and before somebody moved it; null for what each window computes. */
interface Led {
  readonly now: readonly [number, number]
  readonly initial: readonly [number | null, number | null]
}

/** Each window computes it again. */
type Reset = { readonly [K in keyof Led]?: undefined }
