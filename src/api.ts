// Everything an app is written with.

export { app, autoload, document, type Route } from "./app/route.ts"
export type { Context, SessionRequest } from "./app/context.ts"
export type { Handler, RouteOptions } from "./app/handler.ts"
export { createServer, type Server } from "./create-server.ts"
export { Document } from "./document/document.ts"
export { serverDocument } from "./http/server-document.ts"
export { ColumnDataSource } from "./model/column-data-source.ts"
export type { Patches } from "./model/column-patches.ts"
export type { Column as DataColumn, Columns } from "./model/column.ts"
export type { ChangeCallback, EventCallback, ModelEvent } from "./model/has-props.ts"
// All of Bokeh's models; those above and below with methods of their own take the generated ones' places.
export * from "./model/generated/models.ts"
export { ModelError } from "./model/model-error.ts"
export { Figure, figure, type FigureOptions } from "./plotting/figure.ts"
export { column, row } from "./plotting/layouts.ts"
export { expr, field, value } from "./plotting/specs.ts"
export { NDArray, Slice } from "./serialization/values.ts"
