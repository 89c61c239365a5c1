// Models without a table, for tests of the codecs only.

import type { ModelParts, ModelSource, Resolver } from "../../src/serialization/resolver.ts"

export class TestModel {
  attributes: Readonly<Record<string, unknown>> = {}
  readonly type: string
  readonly id: string

  constructor(type: string, id: string, attributes: Readonly<Record<string, unknown>> = {}) {
    this.type = type
    this.id = id
    this.attributes = attributes
  }
}

/** Knows the models that were given or made. With `isLenient`, a reference to another model makes it. */
export class TestResolver implements Resolver<TestModel> {
  readonly models = new Map<string, TestModel>()
  readonly #isLenient: boolean

  constructor(known: readonly TestModel[] = [], isLenient = false) {
    for (const model of known) this.models.set(model.id, model)
    this.#isLenient = isLenient
  }

  find(id: string): TestModel | undefined {
    return this.models.get(id) ?? (this.#isLenient ? this.create("Unknown", id) : undefined)
  }

  create(type: string, id: string): TestModel {
    const model = new TestModel(type, id)
    this.models.set(id, model)
    return model
  }

  initialize(model: TestModel, attributes: Readonly<Record<string, unknown>>): void {
    model.attributes = attributes
  }
}

/** Describes test models. Models with a listed id count as known. */
export function testSource(known: readonly string[] = []): ModelSource {
  return {
    describe: (value): ModelParts | undefined =>
      value instanceof TestModel
        ? { id: value.id, type: value.type, attributes: Object.entries(value.attributes) }
        : undefined,
    isKnown: (id) => known.includes(id),
  }
}
