// The example apps in use: each page draws without errors, and its callbacks work.

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import {
  type Color,
  columnData,
  documentsAreDrawn,
  drawnPixels,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"

const { worker, browser } = await openExamples()

/** The number of pixels of the color once it no longer grows. */
async function settledPixels(page: Page, color: Color): Promise<number> {
  let last = -1
  await expect
    .poll(async () => {
      const before = last
      last = await drawnPixels(page, color)
      return last - before
    }, STEADY)
    .toBe(0)
  return last
}
const STEADY = { interval: 500 }

describe("the shapes", () => {
  const glyphTypes = (page: Page) =>
    page.evaluate(() => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const renderers = [...(Bokeh.documents[0]?.all_models ?? [])].filter(
        ({ type }) => type === "GlyphRenderer",
      )
      return new Set(renderers.map(({ glyph }) => glyph.type)).size
    })

  it("draws every marker and every other glyph, and applies the server's changes to all", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/shapes`)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, [127, 179, 213])).toBeGreaterThan(5000)
    await expect.poll(() => glyphTypes(page)).toBeGreaterThan(35)
    await page.getByLabel("Fill", { exact: true }).fill("#ff8800")
    await expect.poll(() => drawnPixels(page, [255, 136, 0])).toBeGreaterThan(5000)
    await screenshot(page, "shapes")

    await page.getByText("Glyphs", { exact: true }).click()
    await expect.poll(() => drawnPixels(page, [255, 136, 0])).toBeGreaterThan(20_000)
    const plain = await settledPixels(page, [255, 136, 0])
    await page.getByLabel("Hatch", { exact: true }).selectOption("spiral")
    await expect.poll(() => drawnPixels(page, [255, 136, 0])).toBeLessThan(plain * 0.9)
    await screenshot(page, "shapes glyphs")
    expect(errors).toEqual([])
    await page.close()
  })

  it("draws a single marker in the requested size", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/shapes`)
    await documentsAreDrawn(page)
    await page.getByLabel("Marker").selectOption("square")
    await expect.poll(() => columnData(page)).toMatchObject({ name: ["square"] })
    await expect.poll(() => drawnPixels(page, [127, 179, 213])).toBeLessThan(1500)
    const before = await settledPixels(page, [127, 179, 213])
    for (let i = 0; i < 10; i++) await page.locator(".noUi-handle").first().press("ArrowRight")
    await expect.poll(() => drawnPixels(page, [127, 179, 213])).toBeGreaterThan(before * 1.5)
    expect(errors).toEqual([])
    await page.close()
  })
})

describe("the stream", () => {
  const times = async (page: Page) => ((await columnData(page))["time"] ?? []) as readonly number[]
  const pointCount = async (page: Page) => (await times(page)).length
  const button = (page: Page, label: string) =>
    page.getByRole("button", { name: label, exact: true })

  it("grows, pauses, continues, and keeps the newest 300 points", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/stream`)
    await documentsAreDrawn(page)
    await expect.poll(() => pointCount(page)).toBeGreaterThan(4)
    await button(page, "Pause").click()
    await button(page, "Go on").waitFor()
    const paused = await times(page)
    const other = await openPage(browser, `${worker.url}/stream`) // the other page is not paused
    await documentsAreDrawn(other.page)
    await expect.poll(() => pointCount(other.page)).toBeGreaterThan(8)
    await other.page.close()
    expect(await times(page)).toEqual(paused)

    await button(page, "25/s").click()
    await button(page, "Go on").click()
    await expect.poll(() => pointCount(page)).toBe(300)
    const [first = 0] = await times(page)
    await expect.poll(async () => (await times(page))[0]).toBeGreaterThan(first)
    await expect.poll(() => pointCount(page)).toBe(300)
    await page.getByText("300 points, of at most 300").waitFor()
    await expect.poll(() => drawnPixels(page, [238, 102, 119])).toBeGreaterThan(500)
    expect(errors).toEqual([])
    await screenshot(page, "stream")
    await page.close()
  })
})

/** The globals of the page that functions use there. */
interface BokehPage {
  readonly Bokeh: {
    readonly documents: readonly {
      readonly all_models: Iterable<{ readonly type: string; readonly glyph: { type: string } }>
    }[]
  }
}
