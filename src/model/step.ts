// One step from an app's value to the stored form.

import type { Kind } from "./kind.ts"
import type { Schema } from "./property.ts"

/** What a model has so far: the part of its state that steps use. */
export interface Holder {
  readonly values: ReadonlyMap<string, unknown>
}

/**
 * @param holder whose property is set; undefined for a value that was changed in place, or belongs to a theme
 * @returns the value in the next form, or unchanged if the step does not apply
 * @throws ModelError for a value that cannot be converted
 */
export type Step = (value: unknown, holder?: Holder) => unknown

/** The step that a property needs, if any. */
export type StepOf = (schema: Schema, name: string, kind: Kind) => Step | undefined
