// Which messages are not taken, and what their client has then changed on its side alone.

import { isDerived } from "../document/derived.ts"
import type { ModelGraph } from "../document/model-graph.ts"
import { stateOf } from "../model/has-props.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { fieldsOf, isRecord } from "../util/record.ts"
import type { PropertyRef } from "./crossings.ts"

/**
 * The properties that the events name, as far as they are there; no others: the content is the client's, unchecked.
 * Ranges are left out: where a window looks may stay its own.
 */
export function refusedProperties(content: unknown, graph: ModelGraph): readonly PropertyRef[] {
  return (eventsOf(content) ?? []).flatMap((event) => propertyOf(fieldsOf(event), graph) ?? [])
}

/** A PATCH-DOC that changes nothing but its own window's look: events of the mouse, sizes, pans. */
export function isHarmless({ msgtype, content }: RawMessage, graph: ModelGraph): boolean {
  const isOwn = (event: unknown) => isOwnLook(fieldsOf(event), graph)
  return msgtype === "PATCH-DOC" && eventsOf(content)?.every(isOwn) === true
}

function isOwnLook(event: Readonly<Record<string, unknown>>, graph: ModelGraph): boolean {
  if (event["kind"] === "MessageSent") return true
  return event["kind"] === "ModelChanged" && propertyOf(event, graph) === undefined
}

function propertyOf(
  { model: rep, attr }: Readonly<Record<string, unknown>>,
  graph: ModelGraph,
): PropertyRef | undefined {
  if (!isRecord(rep) || typeof rep["id"] !== "string" || typeof attr !== "string") return undefined
  const model = graph.find(rep["id"])
  if (model === undefined || isDerived(attr)) return undefined
  const { schema } = stateOf(model)
  return schema.isA("Range") || schema.property(attr) === undefined ? undefined : { model, attr }
}
