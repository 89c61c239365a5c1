// BokehJS draws the same pictures for the ported apps and their Python originals, at first and after all of a visitor's
// actions. dist/screenshots/contact-sheet-ported.png is for people to look at.

import { createWorld } from "bokeh-edge/testing"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { openBrowser } from "../../../../worker-tests/support/browser.ts"
import {
  MAX_DIFFERENT,
  pageWithBokehJs,
  type Pair,
  picture,
  shareOfDifferent,
  showSheet,
  writeDifferences,
} from "../../../../worker-tests/support/contact-sheet.ts"
import { toJson } from "../../../session/saved-document.ts"
import { ported } from "../../ported/ported.ts"
import { ENV } from "../data.ts"
import { pythonDocuments, STEPS, take } from "../ported-steps.ts"

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

it("the ported apps have the same pictures as their Python originals", async () => {
  const pythons = await pythonDocuments()
  const page = await pageWithBokehJs(browser)
  await page.setViewportSize({ width: 900, height: 700 })
  const pairs: Pair[] = []
  for (const [name, steps] of Object.entries(STEPS)) {
    // oxlint-disable no-await-in-loop -- one page draws them all, one step after another
    const world = createWorld(ported, { env: ENV })
    const session = await world.open(`/ported/${name}`)
    const pairOf = async (moment: string, json: unknown): Promise<Pair> => ({
      name: `${name}, ${moment}`,
      pythons: await picture(page, name, json),
      ours: await picture(page, name, toJson(session.document)),
    })
    const documents = pythons.get(name) ?? []
    pairs.push(await pairOf("at first", documents.at(0)))
    for (const step of steps) await take(world, session, step)
    if (steps.length > 0) pairs.push(await pairOf("used", documents.at(-1)))
    // oxlint-enable no-await-in-loop
  }
  await showSheet(browser, "ported", pairs)
  const different = await Promise.all(pairs.map((pair) => shareOfDifferent(page, pair)))
  writeDifferences("ported", pairs, different)
  const wrong = pairs.filter((_, i) => (different[i] ?? 1) > MAX_DIFFERENT)
  expect(wrong.map(({ name }) => name)).toEqual([])
})
