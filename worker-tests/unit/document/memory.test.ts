// What stays in memory when nothing needs it any more.

import { setImmediate } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

import { expect, it } from "vitest"

import { Document, internalsOf } from "../../../src/document/document.ts"
import { Div } from "../../../src/model/generated/models.ts"
import { stateOf } from "../../../src/model/has-props.ts"
import { createModel } from "../../../src/model/registry.ts"
import { createSession } from "../../support/session.ts"

const N = 100

function collect(): void {
  setFlagsFromString("--expose-gc")
  const gc: unknown = runInNewContext("gc")
  if (typeof gc === "function") gc()
}

/** How many of these are still in memory. One may still be on the stack. */
async function leftOf(objects: readonly WeakRef<object>[]): Promise<number> {
  await setImmediate() // until then, what was asked for is kept
  collect()
  return objects.filter((object) => object.deref() !== undefined).length
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
  expect(await leftOf(schemas)).toBeLessThan(N / 2)
})

it("nothing is kept of a part's models that have left for good", async () => {
  const { document, session, clock } = createSession(() => undefined)
  const panel = document.part("panel", (_doc, text: string) => new Div({ text }))
  internalsOf(document).markBuilt()
  const models = Array.from({ length: N }, (_, i) => {
    const model = panel(`panel ${i}`)
    session.act(() => document.add_root(model))
    session.act(() => document.remove_root(model))
    clock.advance(60_000) // until then, windows may not know that it has left
    return new WeakRef(model)
  })
  expect(await leftOf(models)).toBeLessThan(N / 2)
})
