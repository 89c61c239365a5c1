// One step from what an app writes to what is stored.

import type { Kind } from "./kind.ts"
import type { Schema } from "./property.ts"

/** What a model has so far: its state, as far as steps look at it. */
export interface Holder {
  readonly values: ReadonlyMap<string, unknown>
}

/**
 * @param holder whose property is set; without it a value was changed in place, or belongs to a theme
 * @returns the value in the next form: itself, where the step has nothing to do
 * @throws ModelError for what stands for nothing
 */
export type Step = (value: unknown, holder?: Holder) => unknown

/** The step that a property needs, if any. */
export type StepOf = (schema: Schema, name: string, kind: Kind) => Step | undefined
