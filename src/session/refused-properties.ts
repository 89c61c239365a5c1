// Rejected messages, and what their client has then changed only on its side.

import { isChosenTool, isDerived } from "../document/derived.ts"
import type { ModelGraph } from "../document/model-graph.ts"
import { stateOf } from "../model/has-props.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { fieldsOf, isRecord } from "../util/record.ts"
import type { PropertyRef } from "./crossings.ts"

/**
 * The existing properties that the events name: the content comes from the client, unchecked. Ranges are left out: a window
 * may keep its own view.
 */
export function refusedProperties(content: unknown, graph: ModelGraph): readonly PropertyRef[] {
  return (eventsOf(content) ?? []).flatMap((event) => propertyOf(fieldsOf(event), graph) ?? [])
}

/** A PATCH-DOC that changes only the view of its own window: mouse events, sizes, pans. */
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
  if (model === undefined || isDerived(attr) || isChosenTool(model, attr)) return undefined
  const { schema } = stateOf(model)
  return schema.isA("Range") || schema.property(attr) === undefined ? undefined : { model, attr }
}
