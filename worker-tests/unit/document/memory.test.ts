// What stays in memory when nothing needs it any more.

import { setImmediate } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

import { expect, it } from "vitest"

import { Document, internalsOf } from "../../../src/document/document.ts"
import { stateOf } from "../../../src/model/has-props.ts"
import { createModel } from "../../../src/model/registry.ts"

const N = 100

function collect(): void {
  setFlagsFromString("--expose-gc")
  const gc: unknown = runInNewContext("gc")
  if (typeof gc === "function") gc()
}

it("nothing is kept of an extension's models that have left, also not by the theme of all documents", async () => {
  const document = new Document()
  const schemas = Array.from({ length: N }, () => {
    const model = createModel("an.Extension")
    document.add_root(model)
    document.remove_root(model)
    return new WeakRef(stateOf(model).schema)
  })
  internalsOf(document).takeChanges()
  await setImmediate() // until then, what was asked for is kept
  collect()
  // One may still be on the stack.
  expect(schemas.filter((schema) => schema.deref()).length).toBeLessThan(N / 2)
})
