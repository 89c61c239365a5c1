// The app's own models, for the pages that show them.

import { type OwnScript, ownTypes } from "../model/definitions.ts"

/** What pages load for each type; nothing for types that a document defines. */
export function ownModels(): ReadonlyMap<string, readonly OwnScript[]> {
  return ownTypes()
}
