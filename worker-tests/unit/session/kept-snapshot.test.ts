// What a snapshot's object stores beside the document, in each format that was ever stored.

import { describe, expect, it } from "vitest"

import { placeKey } from "../../../src/objects/names.ts"
import {
  keptSnapshot,
  mayOpen,
  readKeptSnapshot,
} from "../../../src/session/sharing/kept-snapshot.ts"

const PLACE = placeKey({ pattern: "/city/:city", params: { city: "oslo" } })
const ROUTE = placeKey({ pattern: "/city/:city", params: {} })
const SNAPSHOT = {
  id: "s",
  title: "A title",
  note: "",
  preview: undefined,
  link: "?bokeh-snapshot=s",
  expiresAtMs: 2000,
  publishedAtMs: 1000,
}
const SCOPE = { place: PLACE, owner: "ada", runsCode: false, sources: [] }
const FIRST = { pattern: "/city/:city", owner: "ada", title: "", note: "", expiresAtMs: 2000 }

describe("a snapshot", () => {
  it("is read as it was stored", () => {
    const kept = keptSnapshot(SNAPSHOT, SCOPE)
    expect(readKeptSnapshot(structuredClone(kept), "s")).toEqual(kept)
  })

  it("opens in its own place until it expires", () => {
    const kept = keptSnapshot(SNAPSHOT, SCOPE)
    expect([mayOpen(kept, PLACE, 1999), mayOpen(kept, PLACE, 2000)]).toEqual([true, false])
    expect([mayOpen(kept, ROUTE, 1999), mayOpen(kept, `${PLACE} x`, 1999)]).toEqual([false, false])
  })

  it("of the first format opens on its whole route, and on no other", () => {
    const kept = readKeptSnapshot(FIRST, "old")
    if (kept === undefined) throw new Error("it is not read")
    expect(kept.snapshot).toMatchObject({ id: "old", link: "?bokeh-snapshot=old" })
    const other = placeKey({ pattern: "/city/:city/x", params: {} })
    expect([PLACE, ROUTE, other].map((place) => mayOpen(kept, place, 0))).toEqual([
      true,
      true,
      false,
    ])
  })

  it("of a newer format throws a clear error", () => {
    expect(() => readKeptSnapshot({ format: 3 }, "s")).toThrow(/a snapshot.*3.*2/)
  })

  it.each([undefined, null, 1, {}, { format: 2 }, { ...FIRST, owner: 1 }, { format: 1 }])(
    "that is damaged counts as missing: %j",
    (kept) => {
      expect(readKeptSnapshot(kept, "s")).toBeUndefined()
    },
  )
})
