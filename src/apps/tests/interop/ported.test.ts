// The ported apps and their Python originals have the same documents, at first and after each of a visitor's changes.

import { Document } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { expect, it } from "vitest"

import { compare, type Difference } from "../../../../worker-tests/parity/compare.ts"
import { replaceWithJson } from "../../../session/saved-document.ts"
import { ported } from "../../ported/ported.ts"
import { ENV } from "../data.ts"
import { pythonDocuments, STEPS, take } from "../ported-steps.ts"

const pythons = await pythonDocuments()

it("each ported app is compared", () => {
  const patterns = ported.map(({ pattern }) => pattern).filter((pattern) => pattern !== "/ported")
  expect(patterns).toEqual(Object.keys(STEPS).map((name) => `/ported/${name}`))
})

it.each(Object.entries(STEPS))(
  "%s has the same document as its Python original after each change",
  async (name, steps) => {
    const world = createWorld(ported, { env: ENV })
    const session = await world.open(`/ported/${name}`)
    const [first, ...others] = pythons.get(name) ?? []
    expect(differences(session.document, first)).toEqual([])
    expect(others).toHaveLength(steps.length)
    for (const [i, step] of steps.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await take(world, session, step)
      expect(differences(session.document, others[i]), `after step ${i}`).toEqual([])
    }
    expect(world.errors).toEqual([])
  },
)

function differences(ours: Document, json: unknown): readonly Difference[] {
  const theirs = new Document()
  replaceWithJson(theirs, json)
  return compare(ours, theirs).filter((one) => !isRounding(one))
}

/** numpy adds numbers in another order. */
function isRounding({ ours, pythons: theirs }: Difference): boolean {
  const [a, b] = [Number(ours), Number(theirs)]
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
}
