// A document as a whole: what is put in the place of what there is.

import { DocumentConfig } from "../model/generated/models.ts"
import type { HasProps } from "../model/has-props.ts"
import type { Theme } from "../model/theme.ts"
import { ModelDefinition } from "../serialization/values.ts"

/** Callbacks (CustomJS ...) by the event's name. */
export type JsCallbacks = Readonly<Record<string, readonly HasProps[]>>

/** A document but its roots and title. */
export interface DocumentContent {
  /** Undefined: the one that there is. */
  readonly config: HasProps | undefined
  readonly defs: readonly unknown[]
  readonly jsCallbacks: JsCallbacks
}

/** Models of a checkpoint that are not yet the document's. */
export interface RestoredState extends DocumentContent {
  readonly roots: readonly HasProps[]
  readonly title: string
  /** Undefined: the one that the handler has set. */
  readonly theme: Theme | undefined
}

/** What a document has beside its title and its roots. No event tells of changes here but those of the models. */
export class Beside {
  /** How BokehJS is to behave; sent with the document. */
  config = new DocumentConfig()
  /** Definitions of data models that came with the document. */
  defs: readonly unknown[] = []
  /** What browsers run on events of the document. */
  jsCallbacks: JsCallbacks = {}

  set({ config, defs, jsCallbacks }: DocumentContent): void {
    if (config instanceof DocumentConfig) this.config = config
    this.defs = defs
    this.jsCallbacks = jsCallbacks
  }

  addJsCallbacks(event: string, callbacks: readonly HasProps[]): void {
    const known = this.jsCallbacks[event] ?? []
    this.jsCallbacks = { ...this.jsCallbacks, [event]: [...new Set([...known, ...callbacks])] }
  }

  hasBrought(type: string): boolean {
    return this.defs.some((one) => one instanceof ModelDefinition && one.type === type)
  }

  get models(): readonly HasProps[] {
    return [this.config, ...Object.values(this.jsCallbacks).flat()]
  }
}
