// The apps ported from Python: each draws without errors and behaves like its original, on phones and laptops, light and
// dark. PICTURE=1 takes the pictures on their cards.

import { mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

import type { Page } from "playwright-core"
import { expect, it } from "vitest"

import {
  type Color,
  columnData,
  documentsAreDrawn,
  drawnPixels,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"
import { difference, overflow } from "./pictures.ts"

const PICTURES = join(import.meta.dirname, "../../ported/pictures")
const APPS =
  "movies stocks crossfilter ohlc selection_histogram gapminder weather export_csv sliders words fourier".split(
    " ",
  )
/** The color around plots in Bokeh's theme dark_minimal. */
const DARK: Color = [21, 25, 28]
const WITHOUT_PLOT: ReadonlySet<string> = new Set(["", "export_csv"])

const { worker, browser } = await openExamples()

/** Uses one app and takes a picture of it. */
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

uses("movies", "typed words filter the records, and a menu changes an axis", async (page) => {
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

uses("crossfilter", "a menu makes a new plot, even with categories", async (page) => {
  await page.getByLabel("X-Axis").selectOption("Species")
  await expect.poll(() => titles(page)).toContain("Species vs Body Mass (g)")
  await page.getByLabel("Color").selectOption("Island")
  await expect.poll(() => titles(page)).toEqual(["Species vs Body Mass (g)"])
})

uses("ohlc", "candles are streamed", async (page) => {
  const before = await lengthOf(page, "time")
  await expect.poll(() => lengthOf(page, "time")).toBeGreaterThan(before + 3)
})

uses("selection_histogram", "histograms count the selected points", async (page) => {
  const counted = () => sums(page, "top")
  expect(await counted()).not.toContain(5)
  await select(page, [0, 1, 2, 3, 4])
  await expect.poll(counted).toContain(5)
})

uses("gapminder", "the button starts and stops the animation", async (page) => {
  await page.getByRole("button", { name: "Play" }).click()
  await expect.poll(() => sliderValue(page)).toBeGreaterThan(2)
  await page.getByRole("button", { name: "Pause" }).click()
  await page.getByRole("button", { name: "Play" }).waitFor()
})

uses("weather", "one menu changes the city, another one the smoothing", async (page) => {
  await page.getByLabel("City").selectOption("New York")
  await expect.poll(() => titles(page)).toEqual(["Weather data for New York"])
  const high = async () => ((await columnData(page))["actual_max"] as readonly number[])[100]
  const before = await high()
  await page.getByLabel("Distribution").selectOption("Smoothed")
  await expect.poll(high).not.toBe(before)
})

uses("export_csv", "a button saves the table's rows", async (page) => {
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download" }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe("states.csv")
  const lines = readFileSync(await download.path(), "utf8").split("\n")
  expect([lines[0], lines[1]?.split(",").length]).toEqual([
    "state,population,engineers,hurricanes",
    4,
  ])
})

uses("sliders", "the sliders change the wave, and the input changes the title", async (page) => {
  const before = ((await columnData(page))["y"] as readonly number[])[10]
  await page.locator(".noUi-handle").first().press("ArrowRight")
  await expect
    .poll(async () => ((await columnData(page))["y"] as readonly number[])[10])
    .not.toBe(before)
  await page.getByLabel("title").fill("another wave")
  await page.getByLabel("title").press("Enter")
  await expect.poll(() => titles(page)).toEqual(["another wave"])
})

uses("words", "each click adds a word", async (page) => {
  const button = page.getByRole("button", { name: "Another word" })
  for (let i = 0; i < 3; i++) await button.click()
  await expect
    .poll(async () => (await columnData(page))["text"])
    .toEqual(["tide", "current", "wave"])
})

uses("fourier", "the wave moves", async (page) => {
  const drawn = () => sums(page, "y")
  const before = await drawn()
  await expect.poll(drawn).not.toEqual(before)
})

it("the ported apps have a page with a card for each app", async () => {
  const { page, errors } = await openPage(browser, `${worker.url}/ported`)
  await documentsAreDrawn(page)
  const cards = page.locator("div.cards a")
  const links = await cards.evaluateAll((all) => all.map((a) => a.getAttribute("href")))
  expect(links).toEqual(APPS.map((name) => `ported/${name}`))
  const narrowest = () =>
    page.locator("img").evaluateAll((all: unknown) => {
      return Math.min(...(all as { naturalWidth: number }[]).map((one) => one.naturalWidth))
    })
  await expect.poll(narrowest).toBeGreaterThan(100)
  await screenshot(page, "ported", true)
  expect(errors).toEqual([])
  await page.close()
})

it.each(APPS)("%s has a picture on its card that matches the app", async (name) => {
  const page = await browser.newPage({
    viewport: { width: 720, height: 540 },
    deviceScaleFactor: 0.5,
  })
  await page.goto(`${worker.url}/ported/${name}`)
  await documentsAreDrawn(page)
  await STAGES[name]?.(page)
  const file = join(PICTURES, `${name}.png`)
  if (process.env["PICTURE"] !== undefined) {
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: file })
  }
  const kept = readFileSync(file)
  // Moving plots change, and fonts differ between machines.
  await expect
    .poll(async () => difference(page, kept, await page.screenshot()), { interval: 1000 })
    .toBeLessThan(0.06)
  await page.close()
})

/** The actions in an app before its picture is taken. */
const STAGES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  ohlc: (page) => expect.poll(() => lengthOf(page, "time")).toBeGreaterThan(60),
  words: async (page) => {
    for (let i = 0; i < 12; i++) await page.getByRole("button").click()
    await expect.poll(() => lengthOf(page, "text")).toBe(12)
  },
}

it.each([
  ...["", ...APPS].map((name) => [name, "phone", 390] as const),
  ...["", ...APPS].map((name) => [name, "laptop", 1280] as const),
])(
  "/ported/%s fits a %s of %i pixels, and is dark if the system is",
  async (name, device, width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: "dark" })
    await page.goto(`${worker.url}/ported/${name}`.replace(/\/$/, ""))
    await documentsAreDrawn(page)
    await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)
    await expect.poll(() => background(page)).toBe("rgb(21, 25, 28)")
    let dark = 100
    const seen = async () => (dark = await drawnPixels(page, DARK)) // a moving plot has none at times
    if (!WITHOUT_PLOT.has(name)) await expect.poll(seen).toBeGreaterThan(10_000)
    await screenshot(page, `ported ${name} ${device} dark`, true)
    await page.emulateMedia({ colorScheme: "light" })
    // Black lines and letters have a few such pixels, too.
    await expect.poll(() => drawnPixels(page, DARK)).toBeLessThan(dark / 10)
    await expect.poll(() => background(page)).not.toBe("rgb(21, 25, 28)")
    await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)
    await screenshot(page, `ported ${name} ${device} light`, true)
    await page.close()
  },
)

function background(page: Page): Promise<string> {
  return page.evaluate("getComputedStyle(document.body).backgroundColor")
}

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

/** The values of the column in each source that has it. */
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
