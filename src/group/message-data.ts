// The data of messages: JSON with places for other objects, which travel beside it.

import { isRecord, mapValues } from "../util/record.ts"
import type { GroupMessage, MessageEntry } from "./entries.ts"

const PLACE = "$bokeh_edge_object"

/** The place of an object that travels beside the data; undefined for any other value. */
export type PlaceOf = (value: unknown) => object | undefined

/** Creates places, and collects their objects in `objects`. @param isObject true for values that are to be taken out */
export function placesIn<T extends object>(
  objects: T[],
  isObject: (value: unknown) => value is T,
): PlaceOf {
  return (value) => {
    if (!isObject(value)) return undefined
    const known = objects.indexOf(value)
    return { [PLACE]: known < 0 ? objects.push(value) - 1 : known }
  }
}

/** Puts the objects back into their places; null where one is missing. */
function putBack(data: unknown, objects: readonly object[]): unknown {
  if (Array.isArray(data)) return data.map((part: unknown) => putBack(part, objects))
  if (!isRecord(data)) return data
  const place = data[PLACE]
  if (typeof place === "number") return objects[place] ?? null
  return mapValues(data, (part) => putBack(part, objects))
}

/** A message as an app gets it, with its places still to be filled. */
export function messageOf(entry: MessageEntry): GroupMessage {
  const { seq, type, json, from, sentAtMs, attachment } = entry
  const data: unknown = JSON.parse(json)
  const message = { seq, type, data, from, sentAtMs }
  return attachment === undefined ? message : { ...message, attachment }
}

/** The data of messages as it arrived, with places. */
const withPlaces = new WeakMap<GroupMessage, unknown>()

/** The message with these objects in its places. It can be filled again. */
export function filled<D>(
  message: GroupMessage<D>,
  objects: readonly object[] = [],
): GroupMessage<D> {
  if (message.attachment === undefined) return message
  const data = withPlaces.get(message) ?? message.data
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the sender's app said it is
  const full = { ...message, data: putBack(data, objects) as D }
  withPlaces.set(full, data)
  return full
}
