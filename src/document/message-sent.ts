// A message of the app's own, on its way to clients.

import { type Owner, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { isModel } from "../model/model-object.ts"
import { modelsIn } from "../model/references.ts"
import { MAX_DEPTH, MAX_VALUE_DEPTH } from "../serialization/path.ts"
import { unreadable } from "../serialization/unreadable.ts"
import { EventValue } from "../serialization/values.ts"
import type { DocumentEvent } from "./events.ts"

export type MessageSent = DocumentEvent & { readonly kind: "MessageSent" }

/** @throws ModelError when it contains what no browser can read, or models of another document */
export function messageOf(owner: Owner, msg_type: string, msg_data: unknown): MessageSent {
  const fault = faultIn(msg_data)
  if (fault !== undefined) throw new ModelError(`send_message: msg_data: ${fault}`)
  for (const model of modelsIn(msg_data)) {
    if (stateOf(model).owner === owner) continue
    throw new ModelError(`send_message: msg_data has a ${model.type} that is not in the document`)
  }
  return { kind: "MessageSent", msg_type, msg_data }
}

/** What a browser cannot read in a message: it would close its connection. */
export function faultIn(msg_data: unknown): string | undefined {
  const value = msg_data instanceof EventValue ? msg_data.values : msg_data
  return unreadable(value, isModel, MAX_VALUE_DEPTH - MAX_DEPTH)
}
