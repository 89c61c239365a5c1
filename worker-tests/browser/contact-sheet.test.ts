// BokehJS's pictures of documents by Python and by this library, side by side. dist/screenshots/contact-sheet-*.png are for
// people to look at. The .json files beside them have the numbers of pixels that differ.

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { toJson } from "../../src/session/saved-document.ts"
import { compare } from "../parity/compare.ts"
import { ourRecipes } from "../parity/our-recipes.ts"
import { pythonRecipes } from "../parity/python-recipes.ts"
import { SAME_FORMS } from "../parity/same-forms.ts"
import { openBrowser } from "../support/browser.ts"
import {
  MAX_DIFFERENT,
  pageWithBokehJs,
  type Pair,
  picture,
  shareOfDifferent,
  showSheet,
  writeDifferences,
} from "../support/contact-sheet.ts"

const LEFT_OUT = [
  /jitter/, // random
  /image_url|tex|tile|web_mercator|map_of_places|google|data_from_elsewhere/, // from another server
  /panels|datetime_range/, // shows ids; times of day, which Python cuts off
  /strip_plot/, // random
  /_layout|expressions|mappers_by_hand|stack_of_images|hit_policies/, // made for comparison only: its data cannot be drawn
]

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

it.each([
  ["recipes", 150],
  ["programs", 60],
] as const)(
  "BokehJS draws the same pictures as for Python: %s, at least %i",
  async (folder, least) => {
    const [ours, pythons] = [await ourRecipes(folder), await pythonRecipes(folder)]
    const names = [...ours.keys()].filter(
      (name) => !LEFT_OUT.some((left) => left.test(name)) && !isEmptyPlot(pythons.get(name)),
    )
    expect(names.length).toBeGreaterThanOrEqual(least)
    const page = await pageWithBokehJs(browser)
    const pairs: Pair[] = []
    for (const name of names) {
      const build = ours.get(name)
      if (build === undefined) continue
      // oxlint-disable no-await-in-loop -- one page draws them all
      pairs.push({
        name,
        pythons: await picture(page, name, pythons.get(name)),
        ours: await picture(page, name, toJson(build())),
      })
      // oxlint-enable no-await-in-loop
    }
    await showSheet(browser, folder, pairs)
    const different = await Promise.all(pairs.map((pair) => shareOfDifferent(page, pair)))
    writeDifferences(folder, pairs, different)
    const wrong = pairs.flatMap(({ name }, i) =>
      (different[i] ?? 1) > MAX_DIFFERENT ? [`${name}: ${different[i]}`] : [],
    )
    expect(wrong).toEqual([])
  },
  1_800_000,
)

it("BokehJS draws the same picture whichever form of a value is sent", async () => {
  const page = await pageWithBokehJs(browser)
  const different: Record<string, number> = {}
  for (const [name, [one, other]] of Object.entries(SAME_FORMS)) {
    // oxlint-disable no-await-in-loop -- one page draws them all
    const pythons = await picture(page, name, toJson(one))
    const pair = { name, pythons, ours: await picture(page, name, toJson(other)) }
    different[name] = await shareOfDifferent(page, pair)
    // oxlint-enable no-await-in-loop
    expect(compare(one, other), name).toEqual([])
    expect(await shareOfDifferent(page, { ...pair, ours: await blank(page) })).toBeGreaterThan(
      0.003,
    )
  }
  expect(different).toEqual(Object.fromEntries(Object.keys(SAME_FORMS).map((name) => [name, 0])))
})

async function blank(page: Page): Promise<string> {
  return (await page.screenshot({ animations: "disabled" })).toString("base64")
}

/** BokehJS finds no ranges for an empty plot, and never finishes drawing it. */
function isEmptyPlot(json: unknown): boolean {
  const text = JSON.stringify(json)
  return /"name":\s?"Figure"/.test(text) && !text.includes('Renderer"')
}
