// The stored models of a document, by id, and their stored values. A value that can no longer be read is lost alone.

import { forgetContent } from "../model/content.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { ruleOf } from "../model/property-rule.ts"
import { getProperty } from "../model/property-value.ts"
import { modelsIn } from "../model/references.ts"
import { createModel } from "../model/registry.ts"
import { Decoder } from "../serialization/decode.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { errorText } from "../util/error-text.ts"
import { missingIn } from "./complete.ts"
import type { JsCallbacks } from "./document-content.ts"
import { asCallbacks } from "./document-json.ts"
import type { PropertyChanged } from "./hold.ts"
import type { HeldRow, Loss, ModelRow, Stored } from "./stored-content.ts"
import { isInitial } from "./window-ranges.ts"

/** The model that was built again for a stored model. Closures hold it. */
export type BuiltFor = (type: string, id: string) => HasProps | undefined
type Lost = (loss: Loss) => void
type Attributes = NonNullable<ModelRow[2]>
type Buffers = Stored<unknown>["buffers"]

export class ModelTable {
  readonly #lost: Lost
  readonly #models = new Map<string, HasProps>()
  /** Models whose values only the handler sets, and which are not stored. */
  readonly #blank = new Set<HasProps>()
  /** Some values could not be read. */
  hasLost = false

  constructor({ lost }: { readonly lost: Lost }) {
    this.#lost = (loss: Loss) => {
      if (loss.isOfCode !== true) this.hasLost = true
      lost(loss)
    }
  }

  get(id: string): HasProps | undefined {
    return this.#models.get(id)
  }

  has(model: HasProps): boolean {
    return this.#models.get(model.id) === model
  }

  all(ids: readonly string[]): readonly HasProps[] {
    return ids.flatMap((id) => this.#models.get(id) ?? [])
  }

  get models(): readonly HasProps[] {
    return [...this.#models.values()]
  }

  make(rows: readonly ModelRow[], builtFor?: BuiltFor): void {
    for (const [id, type] of rows) {
      const model = builtFor?.(type, id) ?? createModel(type)
      stateOf(model).id = id
      this.#models.set(id, model)
    }
  }

  rename(before: string, id: string, renamed: (model: HasProps) => void): void {
    const model = this.#models.get(before)
    if (model === undefined) return
    renamed(model)
    this.#models.delete(before)
    stateOf(model).id = id
    this.#models.set(id, model)
  }

  /** Models that the same code has built now replace stored models that could not be read. */
  add(models: readonly HasProps[]): void {
    for (const model of models) {
      if (model.id !== "" && !this.#models.has(model.id)) this.#models.set(model.id, model)
    }
    this.hasLost = true
  }

  /** If the id is invalid, this is the only stored model of its type, or else the built one. */
  findConfig(id: string, built: HasProps): HasProps {
    const isConfig = ({ type }: HasProps) => type === built.type
    const found = [this.get(id), ...this.models].find((model) => model && isConfig(model))
    if (found?.id !== id) this.#lost({ id, type: built.type, reason: "it is not there any more" })
    if (found === undefined && built.id !== "") this.#models.set(built.id, built)
    return found ?? built
  }

  /** Sets models to exactly their stored values. Values that can no longer be read stay as they were built now. */
  fill(rows: readonly ModelRow[], buffers: Buffers): void {
    for (const [id, , attributes] of rows) {
      const model = this.#models.get(id)
      if (model === undefined) continue
      if (attributes === null) {
        this.#blank.add(model)
        continue
      }
      const { values } = stateOf(model)
      const built = new Map(values)
      values.clear()
      const read = this.#set(model, attributes, buffers)
      for (const attr of Object.keys(attributes)) {
        const value = built.get(attr)
        if (!read.includes(attr) && value !== undefined && this.#knows(value)) {
          values.set(attr, value)
        }
      }
    }
  }

  change(
    id: string,
    attributes: Attributes,
    buffers: Buffers,
    changed: (model: HasProps, attr: string) => void,
  ): void {
    const model = this.#models.get(id)
    if (model !== undefined) {
      for (const attr of this.#set(model, attributes, buffers)) changed(model, attr)
    } else this.#lost({ id, type: "", reason: "it was not stored" })
  }

  /** No browser loads a model without a required property, so such a model is lost as well, and removed everywhere. */
  dropIncomplete(): void {
    for (let gone = this.#takeIncomplete(); gone.size > 0; gone = this.#takeIncomplete()) {
      for (const model of this.models) this.#forget(model, gone)
    }
  }

  decode(reps: readonly unknown[], buffers: Buffers): readonly unknown[] {
    return reps.flatMap((rep) => {
      try {
        return [this.#decoder(buffers).decode(rep)]
      } catch (error) {
        this.#lost({ id: "", type: "Document", attr: "defs", reason: errorText(error) })
        return []
      }
    })
  }

  /** One call for each property. */
  held(rows: readonly HeldRow[], buffers: Buffers): readonly PropertyChanged[] {
    const changes = new Map<string, PropertyChanged>()
    for (const [id, attr, rep] of rows) {
      const model = this.#models.get(id)
      if (model === undefined || changes.has(`${id}.${attr}`)) continue
      const [old] = this.decode([rep], buffers)
      const change = {
        kind: "ModelChanged",
        model,
        attr,
        old,
        new: getProperty(model, attr),
      } as const
      changes.set(`${id}.${attr}`, change)
    }
    return [...changes.values()]
  }

  callbacks(rep: unknown, buffers: Buffers): JsCallbacks | undefined {
    try {
      return asCallbacks(this.#decoder(buffers).decode(rep))
    } catch (error) {
      this.#lost({ id: "", type: "Document", attr: "callbacks", reason: errorText(error) })
      return undefined
    }
  }

  /** @returns the properties that could be read */
  #set(model: HasProps, attributes: Attributes, buffers: Buffers): readonly string[] {
    const { schema, values } = stateOf(model)
    return Object.entries(attributes).flatMap(([attr, rep]) => {
      if (!schema.has(attr) && !isInitial(attr)) {
        const reason = "this property no longer exists"
        this.#lost({ id: model.id, type: model.type, attr, reason, isOfCode: true })
        return []
      }
      try {
        const value = this.#decoder(buffers).decode(rep)
        if (!isInitial(attr)) ruleOf(schema, attr).check(value)
        values.set(attr, value)
        forgetContent(model, attr)
        return [attr]
      } catch (error) {
        this.#lost({ id: model.id, type: model.type, attr, reason: errorText(error) })
        return []
      }
    })
  }

  #takeIncomplete(): ReadonlySet<HasProps> {
    const gone = this.models.filter(
      (model) => !this.#blank.has(model) && missingIn(model) !== undefined,
    )
    for (const { id, type } of gone) {
      this.#models.delete(id)
      this.#lost({ id, type, reason: "what it needs could not be read" })
    }
    return new Set(gone)
  }

  #forget(model: HasProps, gone: ReadonlySet<HasProps>): void {
    const { schema, values } = stateOf(model)
    const isGone = (part: unknown) => [...modelsIn(part)].some((one) => gone.has(one))
    for (const [attr, value] of values) {
      if (schema.property(attr)?.mayHoldModels === false || !isGone(value)) continue
      try {
        const left = Array.isArray(value) ? value.filter((part) => !isGone(part)) : undefined
        ruleOf(schema, attr).check(left)
        values.set(attr, left)
      } catch {
        values.delete(attr)
      }
    }
  }

  #knows(value: unknown): boolean {
    return [...modelsIn(value)].every((model) => this.has(model))
  }

  #decoder(buffers: Buffers): Decoder<HasProps> {
    return new Decoder<HasProps>({
      buffers,
      resolver: {
        find: (id) => this.#models.get(id),
        create: (type) => {
          throw new SerializationError(`a ${type} stands inside another model`)
        },
        initialize: () => undefined,
      },
    })
  }
}
