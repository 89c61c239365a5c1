// Strangers' patches on a real document: each is answered, and memory, a fresh pull and a restart give the same document.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { schemaOf } from "../../../src/model/classes.ts"
import { ModelDefault } from "../../../src/model/property.ts"
import { Encoder } from "../../../src/serialization/encode.ts"
import { isRecord } from "../../../src/util/record.ts"
import { holdsLater } from "../../support/random-test.ts"
import { Replica } from "../../support/replica.ts"
import type { RestartableSession } from "../../support/restartable.ts"
import { anyPatches, started } from "../../support/strangers.ts"
import { testSource } from "../../support/test-models.ts"

describe("a document", { tags: "slow" }, () => {
  it("survives patches of any kind: all are answered, and nothing is lost or differs", async () => {
    const property = fc.asyncProperty(anyPatches, fc.boolean(), async (sent, isWhole) => {
      const session = await started()
      for (const events of sent) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await session.patch(...events)).toMatch(/^(?:OK|ERROR)$/)
      }
      session.pass(1000) // the end of a pan is stored then
      const inMemory = session.state()
      const pulled = await pull(session)
      if (isWhole) session.checkpoint() // restored from the turns, or from all changes as one
      await session.restart()
      expectSame(session.state(), inMemory)
      expectSame(await pull(session), pulled)
      expect(session.errors.filter((what) => !what.includes("callback"))).toEqual([])
    })
    await holdsLater(property, 100)
  })
})

/** The document as sent to a client that connects now. */
async function pull(session: RestartableSession): Promise<string> {
  const replica = new Replica()
  replica.load(await session.pull())
  return replica.state()
}

/** States are compared as bytes: most are equal, and a comparison of their meaning costs more than the rest. */
function expectSame(state: string, expected: string): void {
  if (state !== expected) expect(meant(state)).toBe(meant(expected))
}

/** A default as the state has it: a field, a set, a map ... */
function onWire(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  if (value instanceof ModelDefault) return undefined
  return JSON.stringify(new Encoder({ source: testSource() }).encode(value))
}

/** A state without values that are the property's default: whether those were ever set does not matter. */
function meant(state: string): string {
  const [json = "", ...buffers] = state.split("\n")
  const isDefault = (type: string, [attr, value]: readonly [string, unknown]) => {
    const property = schemaOf(type)?.property(attr)
    return property !== undefined && onWire(property.defaultValue) === JSON.stringify(value)
  }
  const cleaned: unknown = JSON.parse(json, (_key, value: unknown) => {
    if (!isRecord(value) || !isRecord(value["attributes"])) return value
    const set = Object.entries(value["attributes"])
    const own = set.filter((entry) => !isDefault(String(value["name"]), entry))
    const attributes = own.length === 0 ? undefined : own.toSorted(([a], [b]) => (a < b ? -1 : 1))
    return { ...value, attributes }
  })
  return [JSON.stringify(cleaned), ...buffers].join("\n")
}
