// What the codecs need of models: finding, creating and describing them.

import { isEqual } from "../model/equal.ts"
import { HasProps, stateOf } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { initProperty, setProperty } from "../model/property-value.ts"
import { createModel } from "../model/registry.ts"
import type { ModelParts, ModelSource, Resolver } from "../serialization/resolver.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { clipped, shown } from "../util/clipped.ts"
import type { Build, Values } from "./build.ts"
import {
  assertMayAdd,
  assertMayPlace,
  assertMaySet,
  type Assignment,
  type Author,
  Present,
  TRUSTED,
} from "./client-policy.ts"
import { missingIn } from "./complete.ts"
import { isDerived } from "./derived.ts"
import { assertDrawable } from "./extremes.ts"
import type { ModelGraph } from "./model-graph.ts"
import { shownAttributes } from "./shown-as-text.ts"
import { assertMayFormat, markBrought } from "./visitor-html.ts"
import { isInitial, isKeptBack, isRangeEnd, isWindowsOwn, sharedRange } from "./window-ranges.ts"

/**
 * With a graph, its models are known; without one, every model in the message is new. When stored changes are applied to a
 * new document, models that a change brings back are the handler's own.
 */
export class ModelResolver implements Resolver<HasProps> {
  readonly #graph: ModelGraph | undefined
  readonly #author: Author
  readonly #findKept: ReturnType<Build["finder"]> | undefined
  readonly made = new Map<string, HasProps>()
  readonly present: Present

  /** @param build set while stored changes are applied to a new document */
  constructor(graph?: ModelGraph, author = TRUSTED, build?: Build) {
    this.#graph = graph
    this.#author = author
    this.#findKept = build?.finder()
    this.present = new Present(() => graph?.all() ?? [])
  }

  find(id: string, defined?: string): HasProps | undefined {
    const here = this.made.get(id) ?? this.#graph?.find(id)
    const isNew = defined !== undefined && this.#graph?.renamed.has(id)
    const known = here ?? (isNew === true ? undefined : this.#findKept?.(id))
    if (known === undefined || defined === undefined || known.type === defined) return known
    if (this.redefines) return undefined // older code may have stored it
    throw new SerializationError(`'${clipped(id)}' is a ${known.type}, got a ${shown(defined)}`)
  }

  /** A stored turn defines the models that it brings back as they were at its end. */
  get redefines(): boolean {
    return this.#findKept !== undefined
  }

  create(type: string, id: string): HasProps {
    const model = createModel(type)
    if (stateOf(model).schema.isAbstract) {
      throw new SerializationError(`BokehJS has no model ${shown(type)}`)
    }
    assertMayAdd(this.#author, model, this.present)
    stateOf(model).id = id
    this.made.set(id, model)
    return model
  }

  initialize(model: HasProps, attributes: Readonly<Record<string, unknown>>): void {
    const { schema, keeper, values } = stateOf(model)
    const set = keeper === undefined ? initProperty : setProperty
    for (const [name, value] of Object.entries(attributes)) {
      if (isInitial(name) && this.#author === TRUSTED) values.set(name, value)
      // A newer client may know other properties; Bokeh ignores these, too.
      if (!schema.has(name)) continue
      const isDefault = isEqual(value, schema.property(name)?.defaultValue)
      if (!isDefault) {
        assertMaySet(this.#author, model, name)
        assertMayAssign(this.#author, { model, attr: name, value }, this.present)
      }
      set(model, name, value)
    }
    const missing = missingIn(model)
    if (missing !== undefined) {
      throw new SerializationError(`a ${schema.type} must be given '${missing}'`)
    }
    markBrought(this.#author, model)
  }
}

/** A reader that does not get everything unchanged. */
export interface Reader {
  /** See owner-only.ts. */
  readonly hiding?:
    | {
        isBlank(model: HasProps): boolean
        isSecret(model: HasProps): boolean
      }
    | undefined
  /** Visitors' HTML is sent as text: see shown-as-text.ts. */
  readonly seesText?: boolean
  /** For a store: what it gets of each model. Default: what clients get. */
  readonly read?: (model: HasProps) => Iterable<readonly [string, unknown]>
}

/** Describes models for the encoder. Models that are new to the receiver are written whole. */
export class DocumentModels implements ModelSource {
  readonly #isNew: (id: string) => boolean
  readonly #reader: Reader

  constructor(isNew: (id: string) => boolean, reader: Reader = {}) {
    this.#isNew = isNew
    this.#reader = reader
  }

  describe(value: object): ModelParts | undefined {
    if (!(value instanceof HasProps)) return undefined
    const { id, schema } = stateOf(value)
    if (id === undefined) throw new ModelError(`this ${schema.type} is not in the document`)
    const { hiding, seesText = false, read = sentAttributes } = this.#reader
    if (hiding?.isSecret(value) === true)
      throw new ModelError(`this ${schema.type} is not for viewers`)
    const attributes = hiding?.isBlank(value) === true ? [] : read(value)
    return {
      id,
      type: schema.type,
      attributes: seesText ? shownAttributes(value, attributes) : attributes,
    }
  }

  isKnown(id: string): boolean {
    return !this.#isNew(id)
  }
}

/**
 * What a client gets of a model: it knows no themes, and learns of moved ranges by a message.
 * @param themed the values of the model's theme, if that is not the document's
 */
export function* sentAttributes(
  model: HasProps,
  themed?: Values,
): Iterable<readonly [string, unknown]> {
  for (const entry of portableAttributes(model, themed)) {
    if (!isKeptBack(model, entry[0])) yield entry
  }
}

/** What is stored of a model: its values in the session, without those from themes and windows. */
export function storedAttributes(
  model: HasProps,
  values: Values = stateOf(model).values,
): Iterable<readonly [string, unknown]> {
  return attributesOf(model, values)
}

/** What another document gets of a model: its stored values, and those from its theme. */
export function portableAttributes(
  model: HasProps,
  themed: Values = stateOf(model).themed,
): Iterable<readonly [string, unknown]> {
  return attributesOf(model, stateOf(model).values, themed)
}

function* attributesOf(
  model: HasProps,
  values: ReadonlyMap<string, unknown>,
  themed: ReadonlyMap<string, unknown> = new Map(),
): Iterable<readonly [string, unknown]> {
  for (const entry of values) {
    const isOpen = Number.isNaN(entry[1]) && isRangeEnd(model, entry[0])
    if (!isDerived(entry[0]) && !isOpen && !isWindowsOwn(model, entry[0])) yield entry
  }
  yield* sharedRange(model)
  for (const entry of themed) if (!values.has(entry[0])) yield entry
}

/** @throws SerializationError for a value that this author may not give a property */
export function assertMayAssign(author: Author, assignment: Assignment, present: Present): void {
  assertMayPlace(author, assignment, present)
  assertMayFormat(author, assignment)
  assertDrawable(author, assignment)
}
