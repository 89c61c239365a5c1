// The app's own models, for the pages that show them.

import { type OwnScript, ownTypes } from "../model/definitions.ts"

/** The scripts that pages load for each type; none for types that a document defines. */
export function ownModels(): ReadonlyMap<string, readonly OwnScript[]> {
  return ownTypes()
}
