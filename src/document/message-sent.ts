// A message of the app's own, on its way to clients.

import { type Owner, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { modelsIn } from "../model/references.ts"
import type { DocumentEvent } from "./events.ts"

export type MessageSent = DocumentEvent & { readonly kind: "MessageSent" }

/** @throws ModelError when it contains models of another document */
export function messageOf(owner: Owner, msg_type: string, msg_data: unknown): MessageSent {
  for (const model of modelsIn(msg_data)) {
    if (stateOf(model).owner === owner) continue
    throw new ModelError(`send_message: msg_data has a ${model.type} that is not in the document`)
  }
  return { kind: "MessageSent", msg_type, msg_data }
}
