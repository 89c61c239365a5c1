// The UI events that browsers send: a class for each, with its values. Source: Python bokeh.events, bokehjs
// core/bokeh_events.ts (3.10)

type Values = Readonly<Record<string, unknown>>

/** A callback of `on_event`. Its return value is ignored, unless it is a promise: the session waits for that. */
export type EventCallback<E = ModelEvent> = (event: E) => unknown

/** A class of events; an app's own class needs only an `event_name`. */
export interface EventClass<E = ModelEvent> {
  readonly event_name: string
  new (event_name: string, model: object | undefined, values: Values): E
}

/** The models that events name: the generated module, which is loaded later, declares them. */
export interface EventModels {}
type LegendItemModel = EventModels extends { readonly LegendItem: infer M } ? M : object

/** The base of all events; also an event of the document itself, which has no model. */
export class ModelEvent {
  static readonly event_name: string = ""
  /** The kinds of its values, in the notation of kind.ts. */
  static readonly kinds: Readonly<Record<string, string>> = {}

  readonly event_name: string
  /** The model of the event: a HasProps, as typed in `on_event`; undefined for events of the document. */
  readonly model: object | undefined
  /** All values that came with it. */
  readonly values: Values

  constructor(event_name: string, model: object | undefined, values: Values) {
    this.event_name = event_name
    this.model = model
    this.values = values
    for (const [name, value] of Object.entries(values)) {
      if (!(name in this)) Object.defineProperty(this, name, { value, enumerable: true })
    }
  }
}

export class DocumentReady extends ModelEvent {
  static override readonly event_name = "document_ready"
}
export class ClientReconnected extends ModelEvent {
  static override readonly event_name = "client_reconnected"
}

/** The page lost its connection: only CustomJS in the page can receive this event. */
export class ConnectionLost extends ModelEvent {
  static override readonly event_name = "connection_lost"
}

/** An axis was clicked: at a number (on a log axis, that of the decade) or a factor. */
export class AxisClick extends ModelEvent {
  static override readonly event_name = "axis_click"
  static override readonly kinds = { value: "Or(Float,Str,List(Str))" }
  declare readonly value: number | string | readonly string[]
}
export class ButtonClick extends ModelEvent {
  static override readonly event_name = "button_click"
}
export class LegendItemClick extends ModelEvent {
  static override readonly event_name = "legend_item_click"
  static override readonly kinds = { item: "Ref(LegendItem)" }
  declare readonly item: LegendItemModel
}
export class MenuItemClick extends ModelEvent {
  static override readonly event_name = "menu_item_click"
  static override readonly kinds = { item: "Str" }
  declare readonly item: string
}
/** Enter was pressed in a text input. */
export class ValueSubmit extends ModelEvent {
  static override readonly event_name = "value_submit"
  static override readonly kinds = { value: "Str" }
  declare readonly value: string
}

/** Files were chosen in a FileInput: their content as base64, their names and types; lists if it accepts several files. */
export class FileInputChange extends ModelEvent {
  static override readonly event_name = "file_input_change"
  static override readonly kinds = {
    value: "Or(Str,List(Str))",
    filename: "Or(Str,List(Str))",
    mime_type: "Or(Str,List(Str))",
  }
  declare readonly value: string | readonly string[]
  declare readonly filename: string | readonly string[]
  declare readonly mime_type: string | readonly string[]
}

/** The browser starts, or stops, drawing a reduced set of the data for speed. */
export class LODStart extends ModelEvent {
  static override readonly event_name = "lodstart"
}
export class LODEnd extends ModelEvent {
  static override readonly event_name = "lodend"
}
/** All ranges after a pan or a zoom, in one event. */
export class RangesUpdate extends ModelEvent {
  static override readonly event_name = "rangesupdate"
  static override readonly kinds = { x0: "Float", x1: "Float", y0: "Float", y1: "Float" }
  declare readonly x0: number
  declare readonly x1: number
  declare readonly y0: number
  declare readonly y1: number
}
/** The area of a selection; `final` is false while the mouse still moves. */
export class SelectionGeometry extends ModelEvent {
  static override readonly event_name = "selectiongeometry"
  static override readonly kinds = { geometry: "Dict(Any)", final: "Bool" }
  declare readonly geometry: GeometryData
  declare readonly final: boolean
}
export class Reset extends ModelEvent {
  static override readonly event_name = "reset"
}

/** In screen coordinates (`s`) from the plot's upper left corner, and in data coordinates. */
export interface GeometryData {
  readonly type: "point" | "span" | "rect" | "poly"
  readonly [name: string]: unknown
}

export interface KeyModifiers {
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt: boolean
}

const POINT = {
  sx: "Float",
  sy: "Float",
  x: "Nullable(Float)",
  y: "Nullable(Float)",
  modifiers: "Opt(Dict(Bool))",
}

/** An event at a point: in screen pixels (`sx`, `sy`) and on the default ranges. */
export class PointEvent extends ModelEvent {
  static override readonly kinds: Readonly<Record<string, string>> = POINT
  declare readonly sx: number
  declare readonly sy: number
  declare readonly x: number | null
  declare readonly y: number | null
  declare readonly modifiers?: KeyModifiers
}
export class Tap extends PointEvent {
  static override readonly event_name = "tap"
}
export class DoubleTap extends PointEvent {
  static override readonly event_name = "doubletap"
}
export class Press extends PointEvent {
  static override readonly event_name = "press"
}
export class PressUp extends PointEvent {
  static override readonly event_name = "pressup"
}
export class MouseEnter extends PointEvent {
  static override readonly event_name = "mouseenter"
}
export class MouseLeave extends PointEvent {
  static override readonly event_name = "mouseleave"
}
export class MouseMove extends PointEvent {
  static override readonly event_name = "mousemove"
}
export class MouseWheel extends PointEvent {
  static override readonly event_name = "wheel"
  static override readonly kinds = { ...POINT, delta: "Float" }
  declare readonly delta: number
}
export class Pan extends PointEvent {
  static override readonly event_name = "pan"
  static override readonly kinds = { ...POINT, delta_x: "Float", delta_y: "Float" }
  declare readonly delta_x: number
  declare readonly delta_y: number
}
export class PanStart extends PointEvent {
  static override readonly event_name = "panstart"
}
export class PanEnd extends PointEvent {
  static override readonly event_name = "panend"
}
export class Pinch extends PointEvent {
  static override readonly event_name = "pinch"
  static override readonly kinds = { ...POINT, scale: "Float" }
  declare readonly scale: number
}
export class PinchStart extends PointEvent {
  static override readonly event_name = "pinchstart"
}
export class PinchEnd extends PointEvent {
  static override readonly event_name = "pinchend"
}
/** `rotation` is in degrees. */
export class Rotate extends PointEvent {
  static override readonly event_name = "rotate"
  static override readonly kinds = { ...POINT, rotation: "Float" }
  declare readonly rotation: number
}
export class RotateStart extends PointEvent {
  static override readonly event_name = "rotatestart"
}
export class RotateEnd extends PointEvent {
  static override readonly event_name = "rotateend"
}
