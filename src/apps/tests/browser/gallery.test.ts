// Every plot of the gallery, as a visitor sees it: it draws without errors, and its widgets work. PICTURE=1 takes the
// pictures on the gallery's cards.

import { mkdirSync } from "node:fs"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import {
  columnData,
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
  openPage,
  propertyOf,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { type RunningWorker, startWorker } from "../../../../worker-tests/support/start-worker.ts"
import { Inferno256 } from "../../../plotting/generated/palettes.ts"

const PICTURES = join(import.meta.dirname, "../../gallery/pictures")
const NAMES = (
  "nations stocks unemployment penguins cars flights counties seasons volcano miserables burtin population barley " +
  "boxes candles ridges"
).split(" ")
const WIDTH = 240

let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  worker = await startWorker({ entry: EXAMPLES })
  browser = await openBrowser()
  mkdirSync(PICTURES, { recursive: true })
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
})

async function open(name: string) {
  const { page, errors } = await openPage(browser, `${worker.url}/gallery/${name}`)
  await documentsAreDrawn(page)
  return { page, errors }
}

describe("the gallery", () => {
  it.each(["miserables", "burtin"])(
    "%s keeps its labels apart on a phone, which scrolls",
    async (name) => {
      const { page, errors } = await open(name)
      await page.setViewportSize({ width: 390, height: 844 })
      await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(390)
      const plot = page.locator(".bk-Figure")
      const box = async () => (await plot.boundingBox()) ?? { x: 0, width: 0 }
      expect((await box()).width).toBeGreaterThanOrEqual(780)
      await plot.hover({ position: { x: 200, y: 200 } })
      await page.mouse.wheel(1000, 0)
      await expect.poll(async () => (await box()).x).toBeLessThan(-300)
      await screenshot(page, `gallery-${name}-phone`)
      expect(errors).toEqual([])
      await page.close()
    },
  )

  it("has a card with a picture for each plot", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/gallery`)
    await documentsAreDrawn(page)
    await page.getByText("Candlesticks").waitFor()
    const links = await page
      .locator("a")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")))
    expect(links).toEqual(NAMES.map((name) => `gallery/${name}`))
    const narrowest = () =>
      page.locator("img").evaluateAll((all: unknown) => {
        return Math.min(...(all as { naturalWidth: number }[]).map((one) => one.naturalWidth))
      })
    await expect.poll(narrowest).toBeGreaterThan(100)
    await screenshot(page, "gallery")
    await page.getByText("Candlesticks").click()
    await page.waitForURL("**/gallery/candles")
    expect(errors).toEqual([])
    await page.close()
  })

  it.each(NAMES)("draws %s", async (name) => {
    const { page, errors } = await open(name)
    await expect.poll(() => drawnPixels(page)).toBeGreaterThan(2000)
    await page.mouse.move(400, 300)
    await screenshot(page, `gallery ${name}`)
    if (process.env["PICTURE"] !== undefined) await takePicture(page, name)
    expect(errors).toEqual([])
    await page.close()
  })

  const press = (key: string) => (page: Page) => page.locator(".noUi-handle").first().press(key)
  const choose = (value: string) => (page: Page) => page.locator("select").selectOption(value)
  const click = (text: string) => (page: Page) => page.getByText(text, { exact: true }).click()

  it.each([
    ["nations", press("ArrowRight"), "Label", "text", "1960"],
    ["cars", press("ArrowRight"), "Div", "text", "363 cars"],
    ["flights", press("ArrowLeft"), "Slider", "value", 24],
    ["seasons", choose("Rain (mm)"), "LinearColorMapper", "high", 30],
    ["volcano", click("Inferno"), "LinearColorMapper", "palette", Inferno256],
    ["volcano", press("ArrowRight"), "ContourRenderer", "levels", [105, 120, 135, 150, 165, 180]],
    ["population", press("ArrowLeft"), "Title", "text", "United States in 1990, by age"],
  ] as const)("has server callbacks that respond in %s", async (name, act, type, attr, value) => {
    const { page, errors } = await open(name)
    await act(page)
    await expect.poll(() => propertyOf(page, type, attr)).toEqual(value)
    expect(errors).toEqual([])
    await page.close()
  })

  it("draws another state and another order", async () => {
    const { page, errors } = await open("counties")
    await page.locator("select").selectOption("California")
    await expect.poll(async () => (await columnData(page))["rate"]).toHaveLength(58)
    await page.goto(`${worker.url}/gallery/miserables`)
    await documentsAreDrawn(page)
    await page.getByText("by name", { exact: true }).click()
    const first = async () => ((await propertyOf(page, "FactorRange", "factors")) as string[])[0]
    await expect.poll(first).toBe("Anzelma")
    expect(errors).toEqual([])
    await page.close()
  })

  it("counts the selected flights", async () => {
    const { page, errors } = await open("flights")
    await page.locator(".noUi-handle").nth(1).press("ArrowRight")
    await expect.poll(() => propertyOf(page, "Div", "text")).toMatch(/^19\d\d of 2000 flights$/)
    expect(errors).toEqual([])
    await page.close()
  })

  it("answers 404 with a list of its plots for an unknown one", async () => {
    const response = await fetch(`${worker.url}/gallery/mona-lisa`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain("/gallery/nations")
  })
})

async function takePicture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  const picture = await page.locator(".bk-Figure, .bk-GridPlot").first().screenshot()
  const small = await browser.newPage()
  const url = `data:image/png;base64,${picture.toString("base64")}`
  await small.setContent(`<img src="${url}" style="width: ${WIDTH}px">`)
  await small.locator("img").screenshot({ path: join(PICTURES, `${name}.png`) })
  await small.close()
}
