// The eight kinds of document events: as a document creates them, and as they arrive over the wire. Source: bokehjs
// document/events.ts, Python bokeh.document.events (3.10), PROTOCOL.md D-rules

import type { Patches } from "../model/column-patches.ts"
import type { Columns } from "../model/column.ts"
import type { HasProps } from "../model/has-props.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { shown } from "../util/clipped.ts"
import { isRecord, isStrings } from "../util/record.ts"

/** What happened to a document, in native values. The field names are Bokeh's. */
export type DocumentEvent =
  | ({ readonly kind: "ModelChanged" } & ColumnsOf & {
        /** The new columns; the others are unchanged. Undefined when all are new. */
        readonly cols?: readonly string[]
        /** A value that a client set and a callback has changed again, to be sent instead of the current value. */
        readonly passed?: unknown
      })
  | ({ readonly kind: "ColumnsStreamed" } & ColumnsOf & {
        readonly data: Columns
        readonly rollover: number | null
      })
  | ({ readonly kind: "ColumnsPatched" } & ColumnsOf & { readonly patches: Patches })
  | { readonly kind: "TitleChanged"; readonly title: string }
  | { readonly kind: "RootAdded"; readonly model: HasProps }
  | { readonly kind: "RootRemoved"; readonly id: string }
  | { readonly kind: "MessageSent"; readonly msg_type: string; readonly msg_data: unknown }

/** The argument of `doc.on_change`: an event with the values before and after, and the root that left. */
export type DocumentChange =
  | Exclude<DocumentEvent, { readonly kind: "RootRemoved" } | PropertyEvent>
  | (PropertyEvent & { readonly old: unknown; readonly new: unknown })
  | { readonly kind: "RootRemoved"; readonly model: HasProps }

type PropertyEvent = Extract<DocumentEvent, ColumnsOf>

interface ColumnsOf {
  readonly model: HasProps
  readonly attr: string
}

/** An event of a PATCH-DOC whose values are not decoded yet. */
export type EventRep =
  | {
      readonly kind: "ModelChanged"
      readonly model: unknown
      readonly attr: string
      readonly new: unknown
    }
  | {
      readonly kind: "ColumnDataChanged"
      readonly model: unknown
      readonly attr: string
      readonly data: unknown
      readonly cols: readonly string[] | null
    }
  | {
      readonly kind: "ColumnsStreamed"
      readonly model: unknown
      readonly attr: string
      readonly data: unknown
      readonly rollover: number | null
    }
  | {
      readonly kind: "ColumnsPatched"
      readonly model: unknown
      readonly attr: string
      readonly patches: unknown
    }
  | { readonly kind: "TitleChanged"; readonly title: string }
  | { readonly kind: "RootAdded"; readonly model: unknown }
  | { readonly kind: "RootRemoved"; readonly model: unknown }
  | { readonly kind: "MessageSent"; readonly msg_type: string; readonly msg_data: unknown }

/** @throws SerializationError naming what is wrong, at `path` */
export function parseEventRep(value: unknown, path: string): EventRep {
  if (!isRecord(value)) throw new SerializationError("an event must be an object", path)
  const fields = new Fields(value, path)
  const kind = fields.text("kind")
  switch (kind) {
    case "ModelChanged":
      return { kind, ...fields.target(), new: value["new"] }
    case "ColumnDataChanged":
      return { kind, ...fields.target(), data: value["data"], cols: fields.cols() }
    case "ColumnsStreamed":
      return { kind, ...fields.target(), data: value["data"], rollover: fields.rollover() }
    case "ColumnsPatched":
      return { kind, ...fields.target(), patches: value["patches"] }
    case "TitleChanged":
      return { kind, title: fields.text("title") }
    case "RootAdded":
    case "RootRemoved":
      return { kind, model: value["model"] }
    case "MessageSent":
      return { kind, msg_type: fields.text("msg_type"), msg_data: value["msg_data"] ?? null }
    default:
      throw new SerializationError(`unknown event kind ${shown(kind)}`, path)
  }
}

/** The fields of one event, each checked when it is read. */
class Fields {
  readonly #event: Readonly<Record<string, unknown>>
  readonly #path: string

  constructor(event: Readonly<Record<string, unknown>>, path: string) {
    this.#event = event
    this.#path = path
  }

  text(name: string): string {
    const value = this.#event[name]
    if (typeof value === "string") return value
    throw new SerializationError(`'${name}' must be a string`, this.#path)
  }

  target(): { model: unknown; attr: string } {
    return { model: this.#event["model"], attr: this.text("attr") }
  }

  rollover(): number | null {
    const rollover = this.#event["rollover"] ?? null
    if (rollover === null || typeof rollover === "number") return rollover
    throw new SerializationError("'rollover' must be a number or null", this.#path)
  }

  cols(): readonly string[] | null {
    const cols: unknown = this.#event["cols"] ?? null
    if (cols === null) return null
    if (isStrings(cols)) return cols
    throw new SerializationError("'cols' must be a list of column names or null", this.#path)
  }
}
