// The defaults and valid values of Python's properties, compared with those here.

import { expect, it } from "vitest"

import { ModelResolver } from "../../src/document/document-models.ts"
import { accepts } from "../../src/model/accepts.ts"
import { schemaOf } from "../../src/model/classes.ts"
import * as models from "../../src/model/generated/models.ts"
import type { HasProps } from "../../src/model/has-props.ts"
import { Decoder } from "../../src/serialization/decode.ts"
import { python } from "../support/python.ts"

const TYPES = Object.values(models).map(({ schema }) => schema.type)

/** Values that Python accepts and no browser does. */
const REFUSED = [
  "Maximum.initial: null",
  "Minimum.initial: null",
  'Node.target: "viewport"',
  'ImageURL.anchor: ["start","start"]',
  'ImageURL.anchor: ["center","center"]',
  'ImageURL.anchor: ["end","end"]',
  'ImageURL.anchor: ["left","top"]',
  'ImageURL.anchor: ["center","center"]',
  'ImageURL.anchor: ["right","bottom"]',
  "ImageURL.anchor: [0.5,0.5]",
  "ImageURL.anchor: [0,0]",
  "ImageURL.anchor: [1,1]",
  'bokeh.models.dom.HTML.refs: ["text"]',
  "ColorBar.scale_alpha: 1.5",
  "ColorBar.scale_alpha: 2",
]

type Sent = readonly (readonly [type: string, property: string, reps: readonly unknown[]])[]

it("properties accept every default of Python's models, and a value of each kind and enum", async () => {
  const sent = (await python("values.py", TYPES)) as Sent
  const refused: string[] = []
  for (const [type, name, reps] of sent) {
    for (const rep of reps) {
      const value = new Decoder<HasProps>(decoderOptions()).decode(rep)
      const kind = schemaOf(type)?.property(name)?.kind
      if (kind !== undefined && accepts(kind, value)) continue
      refused.push(`${type}.${name}: ${JSON.stringify(rep)}`)
    }
  }
  expect(sent.length).toBeGreaterThan(2000)
  expect(refused).toEqual(REFUSED)
})

function decoderOptions() {
  return { resolver: new ModelResolver(), buffers: new Map<string, ArrayBuffer>() }
}
