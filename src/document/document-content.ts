// The content of a whole document, as it replaces another.

import { DocumentConfig } from "../model/generated/models.ts"
import type { HasProps } from "../model/has-props.ts"
import type { Theme } from "../model/theme.ts"
import { ModelDefinition } from "../serialization/values.ts"

/** Callbacks (CustomJS ...) by the event's name. */
export type JsCallbacks = Readonly<Record<string, readonly HasProps[]>>

/** A document without its roots and title. */
export interface DocumentContent {
  /** Undefined: keep the present one. */
  readonly config: HasProps | undefined
  readonly defs: readonly unknown[]
  readonly jsCallbacks: JsCallbacks
}

/** Models of a checkpoint that do not belong to the document yet. */
export interface RestoredState extends DocumentContent {
  readonly roots: readonly HasProps[]
  readonly title: string
  /** Undefined: keep the handler's theme. */
  readonly theme: Theme | undefined
}

/** What a document has beside its title and its roots. Changes here have no events, except for changes of models. */
export class Beside {
  /** BokehJS's behavior; sent with the document. */
  config = new DocumentConfig()
  /** Definitions of data models that came with the document. */
  defs: readonly unknown[] = []
  /** Callbacks that browsers run on events of the document. */
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
