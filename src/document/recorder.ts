// Notified of a document's changes before anything else, with the earlier values: see session/versions.

import type { HasProps, PropertyChange } from "../model/has-props.ts"
import type { Origin } from "./changes.ts"

export interface Recorder {
  /** Columns are about to be written in place. */
  columnsWillChange(model: HasProps, attr: string, origin: Origin | undefined): void
  /** A property has changed. @param origin undefined for the server's own changes */
  changed(change: PropertyChange, origin: Origin | undefined): void
  titleChanged(before: string, origin: Origin | undefined): void
  rootsChanged(before: () => readonly HasProps[], origin: Origin | undefined): void
}
