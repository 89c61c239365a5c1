// What Python's own properties hold and admit, against ours.

import { expect, it } from "vitest"

import { ModelResolver } from "../../src/document/document-models.ts"
import { schemaOf } from "../../src/model/classes.ts"
import * as models from "../../src/model/generated/models.ts"
import { HasProps, stateOf } from "../../src/model/has-props.ts"
import { accepts } from "../../src/model/kind.ts"
import { Decoder } from "../../src/serialization/decode.ts"
import { python } from "../support/python.ts"

const TYPES = Object.values(models).map(({ schema }) => schema.type)

/** Python takes them, no browser does. */
const REFUSED = ["ColorBar.scale_alpha: 1.5", "ColorBar.scale_alpha: 2"]

type Sent = readonly (readonly [type: string, property: string, reps: readonly unknown[]])[]

it("takes every default of Python's models, and a value of each kind and enum", async () => {
  const sent = (await python("values.py", TYPES)) as Sent
  const refused: string[] = []
  for (const [type, name, reps] of sent) {
    for (const rep of reps) {
      const value = new Decoder<HasProps>(decoderOptions()).decode(rep)
      const kind = schemaOf(type)?.property(name)?.kind
      if (kind !== undefined && accepts(kind, value, isModel)) continue
      refused.push(`${type}.${name}: ${JSON.stringify(rep)}`)
    }
  }
  expect(sent.length).toBeGreaterThan(2000)
  expect(refused).toEqual(REFUSED)
})

function decoderOptions() {
  return { resolver: new ModelResolver(), buffers: new Map<string, ArrayBuffer>() }
}

function isModel(value: object, type: string): boolean | undefined {
  return value instanceof HasProps ? stateOf(value).schema.isA(type) : undefined
}
