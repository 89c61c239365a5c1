// The parts of BokehJS that these scripts use. A page may have any version of it, so nothing else may be assumed. Source:
// bokehjs embed/standalone.ts, client/connection.ts, document/document.ts, models/plots/plot.ts

import type {
  ACTION_MESSAGE,
  BokehRange,
  BokehVersion,
  GO_MESSAGE,
  PREVIEW_MESSAGE,
  PreviewRequest,
  RangeView,
  READ_MESSAGE,
  UPDATED_MESSAGE,
  UploadPlace,
  VIEW_MESSAGE,
  WindowAction,
} from "./task.ts"

export interface Bokeh {
  readonly version: string
  readonly Models: BokehModels
  readonly documents: BokehDocument[]
  readonly index: Views
  set_log_level(level: string): void
  require(module: "client/connection"): ConnectionModule
  require(module: "document"): DocumentModule
  require(module: "embed/standalone"): StandaloneModule
  require(module: "document/events"): EventsModule
}

/** The classes of models, by name. */
interface BokehModels {
  readonly DataRange1d: {
    readonly prototype: Pick<BokehRange, "isComputing"> & { update: (...of: unknown[]) => void }
  }
  readonly TileRenderer: ShownAs<{
    /** Since 3.10. Sets a range to these ends, in its own direction. */
    _set_range: (range: BokehRange, low: number, high: number) => void
  }>
  /** Missing in a page without BokehJS's widgets. */
  readonly FileInput?: ShownAs<FileInputView>
}

interface ShownAs<T> {
  readonly prototype: { readonly default_view: { readonly prototype: T } }
}

export interface Views {
  find_one(model: object): PlotView | null
  query_one(test: (view: View) => boolean): View | null
}

export interface View {
  /** @property value what is finished in a field */
  readonly model: { readonly id: string; readonly value?: unknown }
  readonly shadow_el?: ShadowRoot
}

interface DocumentModule {
  /** Moves a document that was pulled again into the document that is shown. */
  readonly Document: { readonly prototype: { destructively_move: (shown: object) => void } }
}

/** The elements of roots by their indices. */
export type Elements = Readonly<Record<number, HTMLElement | undefined>>

interface StandaloneModule {
  /** Until 3.10. */
  readonly add_document_standalone: (
    doc: BokehDocument,
    element: HTMLElement,
    roots: Elements,
    useForTitle: boolean,
  ) => Promise<Iterable<{ remove(): void }>>
  /** Since 4.0. */
  readonly mount_document_standalone?: (
    doc: BokehDocument,
    element: HTMLElement,
    options: {
      readonly roots: readonly (HTMLElement | null)[]
      readonly use_for_title: boolean
    },
  ) => Promise<{ dispose(): void }>
}

export interface BokehDocument {
  readonly all_models?: Iterable<object>
  readonly _interactive_plot: object | null
  on_change?(callback: (event: DocumentChange) => void): void
  roots(): readonly { readonly name: string | null }[]
  add_root: (
    this: BokehDocument,
    model: object,
    options?: { readonly sync?: boolean | undefined },
  ) => void
  on_message(name: typeof PREVIEW_MESSAGE, callback: (data: PreviewRequest) => void): void
  on_message(name: typeof READ_MESSAGE, callback: (question: string) => void): void
  on_message(name: typeof ACTION_MESSAGE, callback: (action: WindowAction) => void): void
  on_message(name: typeof UPDATED_MESSAGE, callback: (isAnew: boolean) => void): void
  on_message(name: typeof GO_MESSAGE, callback: (path: string) => void): void
  get_model_by_id(id: string): BokehModel | null
  on_message(name: typeof VIEW_MESSAGE, callback: (views: readonly RangeView[]) => void): void
  apply_json_patch: (
    this: BokehDocument,
    patch: { readonly events: readonly PatchEvent[] },
    buffers: unknown,
  ) => void
  replace_with_json: (this: BokehDocument, ...pulled: unknown[]) => void
  _trigger_on_change: (this: BokehDocument, event: DocumentChange) => void
  readonly event_manager: EventManager
  /** These scripts set it. */
  fileLimits?: FileLimits
}

/** An event about a property of a model, or a message to the server, or something else. */
export interface DocumentChange {
  /** False for changes that came from the server. */
  readonly sync?: boolean
  /** The name of the property. */
  readonly attr?: string
  value?: unknown
  /** Another model than a range has none of the fields that these scripts read. */
  readonly model?: BokehRange
  /** A batch: several properties of one model, set at once. */
  readonly events?: readonly DocumentChange[]
  readonly msg_data?: PlotEvent | undefined
}

interface EventManager {
  trigger: (this: EventManager, event: PlotEvent) => void
}

export interface PlotEvent {
  readonly event_name: string
  readonly origin: Plot
  x0?: number
  x1?: number
  y0?: number
  y1?: number
}

interface Plot {
  readonly subscribed_events: ReadonlySet<string>
  readonly x_range: BokehRange
  readonly y_range: BokehRange
}

export interface BokehModel {
  readonly id: string
  readonly type: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** A document of the server's, and its connection. */
export interface Session {
  readonly document: BokehDocument
  readonly _connection: Connection
  close(): void
  handle: (this: Session, message: Message) => void
}

/** BokehJS calls its functions as methods, even when these scripts have replaced them. */
export interface Connection {
  readonly token: string
  readonly socket: WebSocket | null
  /** Null until a document has arrived. */
  readonly session: Session | null
  /** Requests that wait for replies, by the id of the request. */
  readonly _pending_replies: Map<string, object>
  closed_permanently: boolean
  /** Since 3.8. */
  _reconnection_attempts_left?: number
  connect: (this: Connection) => Promise<Session>
  /** @returns whether it could be sent (since 4.0) */
  send: (this: Connection, message: Message) => boolean | undefined
  /** Since 3.8. */
  reconnect?: () => Promise<void>
  _schedule_reconnect: (this: Connection, delayMs: number) => void
  _pull_doc_json: (this: Connection) => Promise<PulledDocument>
  _on_open: (
    this: Connection,
    resolve: (session: Session) => void,
    reject: (error: Error) => void,
  ) => void
  _on_message: (this: Connection, event: Pick<MessageEvent, "data">) => void
  _on_close: (
    this: Connection,
    event: Pick<CloseEvent, "code" | "reason">,
    reject: (error: Error) => void,
  ) => void
}

export interface PulledDocument {
  readonly doc_json: unknown
}

export interface Message {
  readonly header: { num_buffers?: number }
  readonly content: { readonly events?: readonly PatchEvent[] }
  send(socket: { readonly send: (frame: string | ArrayBuffer) => void }): void
  msgid(): string
  msgtype(): string
  reqid(): string | undefined
}

/** An event in its written form. */
export interface PatchEvent {
  readonly kind: string
  readonly model?: { readonly id: string }
  readonly attr?: string
  readonly msg_type?: string
  /** Events of BokehJS have a name. */
  readonly msg_data?: { readonly name?: string } | null
}

interface PlotView {
  export(type: "png", hidpi: boolean): { readonly canvas: HTMLCanvasElement }
}

interface ConnectionModule {
  readonly ClientConnection: new (url: string, token: string, query: string) => Connection
}

interface EventsModule {
  readonly MessageSentEvent: new (doc: BokehDocument, name: string, data: object | string) => object
}

export interface FileLimits {
  /** The server's size limit of a message. */
  readonly maxMessageBytes: number
  /** Where the server accepts larger files, if it does. */
  readonly place: UploadPlace | undefined
}

export interface FileInputView {
  readonly model: { readonly id: string; readonly document: BokehDocument | null }
  readonly input_el: HTMLInputElement
  readonly shadow_el: ShadowRoot
  /** These scripts set it. */
  isLimited?: boolean
  /** Reads the files, and sets the model's value. */
  load_files: (this: FileInputView, files: FileList) => Promise<void>
}

/** As in BokehJS: the version that was loaded first is `Bokeh`, and every version is a property of it. */
type AllBokehs = Bokeh & { readonly [version: BokehVersion]: Bokeh | undefined }

declare global {
  interface Window {
    /** In pages that follow the visitor's color scheme: called with each document before it is drawn. */
    bokehEdgeScheme?: (doc: BokehDocument) => void
    /** Called with each connection before it connects: in snippets that the page's own BokehJS draws, and in viewers' pages. */
    bokehEdgeEnvelopes?: (connection: Connection, bokeh: Bokeh) => void
    /** In the server's own pages: called with the first connection before it connects. */
    bokehEdgeEarly?: ((connection: Connection) => void) | undefined
    /** In routes that accept large files. */
    bokehEdgeSendFiles?: (view: FileInputView, files: FileList, place: UploadPlace) => Promise<void>
    readonly Bokeh?: AllBokehs
  }
}

/** @throws Error when there is none: it names the place from which the page should load it */
export function bokehOf(version: BokehVersion): Bokeh {
  const bokeh = window.Bokeh?.[version] ?? window.Bokeh
  if (bokeh !== undefined) return bokeh
  const tag = document.querySelector<HTMLScriptElement>("script[src*=bokeh-]")
  const why = tag === null ? "" : `: ${tag.src} did not load (see BOKEH_RESOURCES)`
  throw new Error(`BokehJS is not in the page${why}`)
}
