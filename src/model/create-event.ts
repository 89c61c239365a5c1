// From a name to an event's class: for an app's subscriptions, and for events from browsers.

import { clipped } from "../util/clipped.ts"
import { accepts } from "./accepts.ts"
import { describeKind } from "./describe-kind.ts"
import {
  AxisClick,
  ButtonClick,
  ClientReconnected,
  ConnectionLost,
  DocumentReady,
  DoubleTap,
  FileInputChange,
  LODEnd,
  LODStart,
  LegendItemClick,
  MenuItemClick,
  MouseEnter,
  MouseLeave,
  MouseMove,
  MouseWheel,
  Pan,
  PanEnd,
  PanStart,
  Pinch,
  PinchEnd,
  PinchStart,
  Press,
  PressUp,
  RangesUpdate,
  Reset,
  Rotate,
  RotateEnd,
  RotateStart,
  SelectionGeometry,
  Tap,
  ValueSubmit,
  type EventClass,
  ModelEvent,
} from "./events.ts"
import { parseKind } from "./kind.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { isModel } from "./model-object.ts"

const EVENTS = [
  DocumentReady,
  ClientReconnected,
  ConnectionLost,
  AxisClick,
  ButtonClick,
  LegendItemClick,
  MenuItemClick,
  ValueSubmit,
  FileInputChange,
  LODStart,
  LODEnd,
  RangesUpdate,
  SelectionGeometry,
  Reset,
  Tap,
  DoubleTap,
  Press,
  PressUp,
  MouseEnter,
  MouseLeave,
  MouseMove,
  MouseWheel,
  Pan,
  PanStart,
  PanEnd,
  Pinch,
  PinchStart,
  PinchEnd,
  Rotate,
  RotateStart,
  RotateEnd,
] as const
type AnyEvent = (typeof EVENTS)[number]

/** The class of each event by its name. */
export type EventMap = { readonly [C in AnyEvent as C["event_name"]]: InstanceType<C> }
export type EventName = keyof EventMap

const byName: ReadonlyMap<string, AnyEvent> = new Map(EVENTS.map((cls) => [cls.event_name, cls]))

/** An event's name, from its class, or checked. @throws ModelError for a name that Bokeh does not have */
export function eventName(event: string | EventClass): string {
  if (typeof event !== "string") return event.event_name
  if (byName.has(event)) return event
  throw unknownName("unknown event", event, byName.keys())
}

/**
 * An event from a browser. An event that is not Bokeh's becomes a ModelEvent. @throws ModelError for values of the wrong
 * kind
 */
export function createEvent(
  name: string,
  { model, ...values }: Readonly<Record<string, unknown>>,
): ModelEvent {
  const cls = byName.get(name) ?? ModelEvent
  for (const [key, text] of Object.entries(cls.kinds)) {
    const kind = parseKind(text)
    const value = values[key] ?? (kind.type === "optional" ? undefined : null)
    if (accepts(kind, value)) continue
    throw new ModelError(`event ${clipped(name)}: '${key}' must be ${describeKind(kind)}`)
  }
  return new cls(name, isModel(model) ? model : undefined, values)
}
