// The apps ported from Python: each draws, complains about nothing, and answers as its Python does.

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import {
  columnData,
  documentsAreDrawn,
  openBrowser,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { type RunningWorker, startWorker } from "../../../../worker-tests/support/start-worker.ts"

let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  worker = await startWorker({ entry: EXAMPLES })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
})

/** Uses one app, and takes a picture of it. */
function uses(name: string, what: string, use: (page: Page) => Promise<void>): void {
  it(`${name}: ${what}`, async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/ported/${name}`)
    await documentsAreDrawn(page)
    await use(page)
    await screenshot(page, `ported ${name}`)
    expect(errors).toEqual([])
    await page.close()
  })
}

const lengthOf = async (page: Page, column: string) => (await columnData(page))[column]?.length ?? 0

uses("movies", "words choose among the records, a menu what is on an axis", async (page) => {
  const all = await lengthOf(page, "x")
  expect(all).toBeGreaterThan(100)
  await page.getByLabel("Species contains").fill("gull")
  await page.getByLabel("Species contains").press("Enter")
  await expect.poll(() => lengthOf(page, "x")).toBeLessThan(all)
  await expect.poll(() => lengthOf(page, "x")).toBeGreaterThan(0)
  await page.getByLabel("X Axis").selectOption("Year")
  await expect
    .poll(async () => ((await columnData(page))["x"] as readonly number[])[0])
    .toBeGreaterThan(1989)
})

uses("stocks", "a menu changes both series and the statistics", async (page) => {
  await page.getByText("count").waitFor()
  await page.locator("select").first().selectOption("information")
  await page
    .getByText("information vs. manufacturing")
    .or(page.locator("pre", { hasText: "information" }))
    .first()
    .waitFor()
})

uses("crossfilter", "a menu makes a new plot, also over words", async (page) => {
  await page.getByLabel("X-Axis").selectOption("Species")
  await expect.poll(() => titles(page)).toContain("Species vs Body Mass (g)")
  await page.getByLabel("Color").selectOption("Island")
  await expect.poll(() => titles(page)).toEqual(["Species vs Body Mass (g)"])
})

uses("ohlc", "candles are streamed", async (page) => {
  const before = await lengthOf(page, "time")
  await expect.poll(() => lengthOf(page, "time")).toBeGreaterThan(before + 3)
})

uses("selection_histogram", "what is selected is counted", async (page) => {
  const counted = () => sums(page, "top")
  expect(await counted()).not.toContain(5)
  await select(page, [0, 1, 2, 3, 4])
  await expect.poll(counted).toContain(5)
})

uses("gapminder", "it plays, and stops", async (page) => {
  await page.getByRole("button", { name: "Play" }).click()
  await expect.poll(() => sliderValue(page)).toBeGreaterThan(2)
  await page.getByRole("button", { name: "Pause" }).click()
  await page.getByRole("button", { name: "Play" }).waitFor()
})

uses("weather", "a menu changes the city, another smooths", async (page) => {
  await page.getByLabel("City").selectOption("New York")
  await expect.poll(() => titles(page)).toEqual(["Weather data for New York"])
  const high = async () => ((await columnData(page))["actual_max"] as readonly number[])[100]
  const before = await high()
  await page.getByLabel("Distribution").selectOption("Smoothed")
  await expect.poll(high).not.toBe(before)
})

uses("export_csv", "what the table has is saved", async (page) => {
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download" }).click()
  expect((await saved).suggestedFilename()).toBe("states.csv")
})

uses("sliders", "they change the wave, the input changes the title", async (page) => {
  const before = ((await columnData(page))["y"] as readonly number[])[10]
  await page.locator(".noUi-handle").first().press("ArrowRight")
  await expect
    .poll(async () => ((await columnData(page))["y"] as readonly number[])[10])
    .not.toBe(before)
  await page.getByLabel("title").fill("another wave")
  await page.getByLabel("title").press("Enter")
  await expect.poll(() => titles(page)).toEqual(["another wave"])
})

uses("words", "each click adds one", async (page) => {
  const button = page.getByRole("button", { name: "Press Me" })
  for (let i = 0; i < 3; i++) await button.click()
  await expect.poll(async () => (await columnData(page))["text"]).toEqual(["0", "1", "2"])
})

uses("fourier", "the wave moves", async (page) => {
  const drawn = () => sums(page, "y")
  const before = await drawn()
  await expect.poll(drawn).not.toEqual(before)
})

it("are listed on a page of their own", async () => {
  const { page, errors } = await openPage(browser, `${worker.url}/ported`)
  await documentsAreDrawn(page)
  expect(await page.getByRole("listitem").count()).toBe(11)
  await screenshot(page, "ported")
  expect(errors).toEqual([])
  await page.close()
})

interface BokehPage {
  readonly Bokeh: { readonly documents: readonly { readonly all_models: Iterable<BokehModel> }[] }
}
interface BokehModel {
  readonly type: string
  readonly title: { readonly text: string }
  readonly value: number
  readonly data: Readonly<Record<string, Iterable<number>>>
  readonly selected: { indices: readonly number[] }
}

const titles = (page: Page) =>
  page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh.documents[0]?.all_models ?? [])]
    return models.filter(({ type }) => type === "Figure").map(({ title }) => title.text)
  })

const sliderValue = (page: Page) =>
  page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    return (
      [...(Bokeh.documents[0]?.all_models ?? [])].find(({ type }) => type === "Slider")?.value ?? 0
    )
  })

/** Of the column of each source that has it. */
const sums = (page: Page, column: string) =>
  page.evaluate((name) => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const sources = [...(Bokeh.documents[0]?.all_models ?? [])].filter(
      ({ type }) => type === "ColumnDataSource",
    )
    return sources.flatMap(({ data }) => {
      const values = data[name]
      return values === undefined ? [] : [[...values].reduce((a, b) => a + b, 0)]
    })
  }, column)

const select = (page: Page, indices: readonly number[]) =>
  page.evaluate((chosen) => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const sources = [...(Bokeh.documents[0]?.all_models ?? [])].filter(
      ({ type, data }) => type === "ColumnDataSource" && "x" in data,
    )
    for (const { selected } of sources) selected.indices = chosen
  }, indices)
