// Everything that an app imports. Sorted by layer, as far as that makes bundles smaller: similar code compresses well if it
// stands together.

// First, because of its place in bundles.
// oxlint-disable-next-line import/no-unassigned-import -- see there
import "./large-strings.ts"

// Values.

export { Html, html, type HtmlPart } from "./util/html.ts"
export { NDArray, Slice } from "./serialization/values.ts"

// Models.

export type { Patches as ColumnPatches } from "./model/column-patches.ts"
export type { Column as DataColumn, Columns, DataLike } from "./model/column.ts"
export * from "./model/events.ts"
export type { OptionsOf } from "./model/has-props.ts"
export type { ChangeCallback } from "./model/model-state.ts"
export { HSL, RGB } from "./model/color.ts"
export * as dom from "./model/generated/dom.ts"
// The models of bokeh.models.dom whose names no other model has are also exported here.
export {
  DOMColorRef as ColorRef,
  DOMHTML as HTML,
  DOMIndex as Index,
  DOMPlaceholder as Placeholder,
  DOMTableRow as TableRow,
  DOMValueOf as ValueOf,
  DOMValueRef as ValueRef,
} from "./model/generated/models.ts"
export * from "./model/generated/enums.ts"
// All of Bokeh's models. Figure below takes the place of the generated one.
export * from "./model/generated/models.ts"
export { ModelError } from "./model/model-error.ts"
export { Theme, type ThemeJson, type ThemeName } from "./model/theme.ts"
export { DataModel, model, OwnProperty, property } from "./model/own-model.ts"
export { ndarray } from "./model/ndarray.ts"

// Plots.

export { type ContourArguments, contour_data, from_contour } from "./plotting/contour.ts"
export { Figure, figure, type FigureOptions } from "./plotting/figure.ts"
export type {
  AnnularWedgeOptions,
  AnnulusOptions,
  ArcOptions,
  BezierOptions,
  BlockOptions,
  CircleOptions,
  EllipseOptions,
  HAreaOptions,
  HAreaStepOptions,
  HBarOptions,
  HSpanOptions,
  HStripOptions,
  HexTileOptions,
  ImageOptions,
  ImageRGBAOptions,
  ImageStackOptions,
  ImageURLOptions,
  LineOptions,
  MathMLGlyphOptions,
  MultiLineOptions,
  MultiPolygonsOptions,
  NgonOptions,
  PatchOptions,
  PatchesOptions,
  QuadOptions,
  QuadraticOptions,
  RayOptions,
  RectOptions,
  ScatterOptions,
  SegmentOptions,
  SplineOptions,
  StepOptions,
  TeXGlyphOptions,
  TextOptions,
  VAreaOptions,
  VAreaStepOptions,
  VBarOptions,
  VSpanOptions,
  VStripOptions,
  WedgeOptions,
} from "./plotting/glyph-types.ts"
export { from_networkx, type GraphLayout, type NodeLinkData } from "./plotting/graph.ts"
export * as driving from "./plotting/driving.ts"
export { RELATIVE_DATETIME_CONTEXT } from "./plotting/formatters.ts"
export { gmap } from "./plotting/gmap.ts"
export { grid, type GridCells } from "./plotting/grid.ts"
export { gridplot } from "./plotting/gridplot.ts"
export {
  axial_to_cartesian,
  cartesian_to_axial,
  type HexBins,
  hexbin,
  type HexOptions,
} from "./plotting/hex.ts"
export { column, layout, row } from "./plotting/layouts.ts"
// All of Bokeh's palettes, each as a constant of its own, so that unused palettes are not deployed.
export * from "./plotting/generated/palettes.ts"
export {
  diverging_palette,
  interp_palette,
  linear_palette,
  type Palette,
  varying_alpha_palette,
} from "./plotting/palette-functions.ts"
export { expr, field, value } from "./plotting/specs.ts"
export {
  cumsum,
  dodge,
  eqhist_cmap,
  factor_cmap,
  factor_hatch,
  factor_mark,
  jitter,
  linear_cmap,
  log_cmap,
  stack,
  transform,
} from "./plotting/transforms.ts"

// Groups.

export type {
  GroupMessage,
  Guest,
  Member,
  PresenceKind,
  Profile,
  Receipt,
  Seen,
  Sender,
} from "./group/entries.ts"
export { type HistoryQuery, isGroupName, type JoinOptions } from "./group/bounds.ts"
export { GroupError, type GroupErrorCode } from "./group/group-error.ts"
export type { GroupState, StateChange } from "./group/known-state.ts"
export type { GroupPresence } from "./group/listeners.ts"

// Documents.

export { without_document_lock } from "./document/callback-queue.ts"
export type { DocumentChangeCallback } from "./document/callbacks.ts"
export { Document } from "./document/document.ts"
export { type Difference, differences } from "./document/differences.ts"
export type { DocumentChange } from "./document/events.ts"

// Sessions.

export { versions } from "./session/versions/versions.ts"
export { fromJson, replaceWithJson, toJson } from "./session/saved-document.ts"
export { isSecret } from "./session/secret.ts"

// The server.

export { cloudflareAccess, type CloudflareAccessOptions } from "./http/cloudflare-access.ts"
export { groupEndpoint } from "./http/group-request.ts"
export { EmbedError, serverDocument, type ServerDocumentOptions } from "./http/server-document.ts"
export type { Server } from "./base-server.ts"
export { createServer } from "./create-server.ts"
export { broadcast, groupFrom } from "./objects/outside-group.ts"
export { uploads } from "./uploads.ts"
export { viewers } from "./viewers.ts"

// Apps.

export { app, autoload, directory, document, type Route } from "./app/route.ts"
export type { Auth, AuthContext, User } from "./app/auth.ts"
export type { Connection, SocketMessage } from "./app/connection.ts"
export type { ConnectionHooks } from "./app/connection-hooks.ts"
export type { AppUpdate, Context, KeyValue, UnplacedChange } from "./app/context.ts"
export type { Group, OutsideGroup, OutsideOptions, SendTarget } from "./app/group.ts"
export type { AppCard, Handler, RouteOptions } from "./app/handler.ts"
export { isPreview } from "./app/preview.ts"
export {
  type CopyNews,
  type Invitation,
  type InviteOptions,
  type Link,
  type Links,
  type PublishOptions,
  SharingError,
  type Snapshot,
} from "./app/sharing.ts"
export type { GroupEndpoint, IndexOptions, ServerOptions } from "./app/server-options.ts"
export type { SessionRequest } from "./app/session-request.ts"
export type { Upload, UploadOptions, Uploads } from "./app/uploads.ts"
export type { Undone, UndoSteps, Version, Versions, VersionsOptions } from "./app/versions.ts"
export type { DocumentOutline, PageParts, RootOutline, Template } from "./app/template.ts"
export type { ConnectionChange, EditRequest, ViewersOptions } from "./app/viewers.ts"

// Plots without a server.

export {
  CDN,
  components,
  file_html,
  type FileOptions,
  type FileResources,
  json_item,
  type JsonItem,
} from "./embed/standalone.ts"
export type { StandaloneParts } from "./pages/standalone-page.ts"
