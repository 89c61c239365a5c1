// Twice the bytes are twice the work also where the platform's own functions do it: linear.test.ts does not see that.
// @module-tag slow

import { describe, expect, it } from "vitest"

import type { Document } from "../../../src/document/document.ts"
import { Div } from "../../../src/model/generated/models.ts"
import { createModel } from "../../../src/model/registry.ts"
import { expectLinearCost } from "../../support/cost.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const list = <T>(n: number, item: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => item(i))

/** The first root of each document. */
const ROOT = "m3"

describe("the work for a PATCH-DOC is linear in", () => {
  it.each<readonly [string, number, (doc: Document, n: number) => readonly object[]]>([
    [
      "the properties of one model that get models",
      500,
      (doc, n) => {
        doc.add_root(createModel("an.Extension"))
        doc.add_root(new Div())
        return list(n, (i) => modelChanged(ROOT, `a${i}`, { id: "m4" }))
      },
    ],
    [
      "changes of a model with many classes of CSS",
      50,
      (doc, n) => {
        doc.add_root(new Div({ css_classes: list(100 * n, () => "a") }))
        return list(n, (i) => modelChanged(ROOT, "width", i))
      },
    ],
    [
      "tags that replace many others",
      100,
      (doc, n) => {
        doc.add_root(new Div({ tags: list(1000 * n, () => "a") }))
        return list(n, (i) => modelChanged(ROOT, "tags", [i]))
      },
    ],
  ])("%s", async (_what, size, eventsOf) => {
    await expectLinearCost(size, (n) => {
      let events: readonly object[] = []
      const { join, patch } = createSession((doc) => (events = eventsOf(doc, n)))
      const peer = join({ mayBringCode: false })
      return () => {
        patch(peer, ...events)
        expect(peer.takeTypes()).toEqual(["OK"])
      }
    })
  })
})
