// Chromium with stock BokehJS: pages that record their errors, and access to BokehJS's documents and pixels.

import { mkdirSync } from "node:fs"
import { join } from "node:path"

import { type Browser, chromium, type Frame, type Page } from "playwright-core"
import { expect } from "vitest"

import { CHROMIUM_FLAGS, ensureChromium } from "../../scripts/ensure-chromium.ts"

/** Pictures to look at. */
export const SCREENSHOTS = join(import.meta.dirname, "../../dist/screenshots")

export type Color = readonly [red: number, green: number, blue: number]
/** BokehJS's default color of lines. */
export const BLUE: Color = [31, 119, 180]

/** Long enough for a busy machine: anything slower hangs. */
export const PATIENCE_MS = 150_000

export interface OpenPage {
  readonly page: Page
  /** Messages of the console and of uncaught exceptions, as they arrive. */
  readonly errors: readonly string[]
}

/** A browser whose pages have long timeouts. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    context.setDefaultTimeout(PATIENCE_MS)
    return context
  }
  return browser
}

/** A page in a separate window, which shares no cookies with others. */
export async function openPage(browser: Browser, url: string): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  await page.goto(url)
  return { page, errors }
}

/** Waits until BokehJS has the given number of documents and has drawn them. */
export async function documentsAreDrawn(page: Page, count = 1, minRoots = 1): Promise<void> {
  await page.waitForFunction(
    ([wanted = 1, roots = 1]) => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const documents = Bokeh?.documents ?? []
      return (
        documents.length === wanted &&
        documents.every((doc) => doc.roots().length >= roots && (doc.is_idle || roots === 0))
      )
    },
    [count, minRoots],
  )
}

/** The number of pixels of the color in all canvases, or without one, of pixels that are neither transparent nor white. */
export async function drawnPixels(page: Page | Frame, color?: Color): Promise<number> {
  // Locators search BokehJS's shadow roots.
  const counts = await page.locator("canvas").evaluateAll(countPixels, color)
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Runs in the page. */
function countPixels(canvases: unknown, color: Color | undefined): number[] {
  const isCounted = (pixel: Uint8ClampedArray) =>
    pixel[3] !== 0 &&
    (color === undefined
      ? pixel.subarray(0, 3).some((part) => part < 250)
      : color.every((part, i) => Math.abs(part - (pixel[i] ?? 0)) < 24))
  return (canvases as Canvas[]).map((canvas) => {
    const { width, height } = canvas
    if (width * height === 0) return 0
    const pixels =
      canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
    let count = 0
    for (let i = 0; i < pixels.length; i += 4) if (isCounted(pixels.subarray(i, i + 4))) count++
    return count
  })
}

/** The columns of the page's first ColumnDataSource. */
export function columnData(page: Page): Promise<Readonly<Record<string, readonly unknown[]>>> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh?.documents[0]?.all_models ?? [])]
    const source = models.find(({ type }) => type === "ColumnDataSource")
    const columns = source?.columns() ?? []
    return Object.fromEntries(columns.map((name) => [name, [...(source?.get_array(name) ?? [])]]))
  })
}

/** A property of the page's first model of the type, as JSON. @public also for the examples' tests */
export function propertyOf(page: Page, wanted: string, attr: string): Promise<unknown> {
  return page.evaluate(
    ([type, name]) => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const models = [...(Bokeh?.documents[0]?.all_models ?? [])]
      const model = models.find((candidate) => candidate.type === type)
      return JSON.parse(JSON.stringify(model?.attributes[name ?? ""] ?? null)) as unknown
    },
    [wanted, attr],
  )
}

/** A picture to look at: dist/screenshots/NAME.png */
export async function screenshot(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage })
}

type Spot = readonly [x: number, y: number]

/** Drags from one place in the window to another. */
export async function dragOver(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps: 10 })
  await page.mouse.up()
}

const EFFECT_MS = 5000

/** Drags until it has an effect, since a busy page can miss a drag, for example while its plot is replaced. */
export async function untilDragged(
  drag: () => Promise<void>,
  hasEffect: () => Promise<boolean>,
): Promise<void> {
  const isDone = async () => {
    await drag()
    const seen = expect.poll(hasEffect, { timeout: EFFECT_MS }).toBe(true)
    return seen.then(
      () => true,
      () => false,
    )
  }
  await expect.poll(isDone).toBe(true)
}

/** Resolves when the page has opened another socket and got the document over it. */
export async function repulled(page: Page): Promise<void> {
  let isDone = false
  while (!isDone) {
    const socket = await page.waitForEvent("websocket")
    const isPulled = socket.waitForEvent("framereceived", {
      predicate: ({ payload }) => payload.toString().includes("PULL-DOC-REPLY"),
    })
    isDone = await isPulled.then(
      () => true,
      () => false, // the socket closed first, and another one follows
    )
  }
}

/** The globals of the page that functions use there. This project has the types of a Worker, not of a browser. */
interface BokehPage {
  readonly Bokeh?: {
    readonly documents: readonly {
      readonly is_idle: boolean
      readonly all_models: Iterable<BokehModel>
      roots(): readonly unknown[]
    }[]
  }
}
interface BokehModel {
  readonly type: string
  readonly attributes: Readonly<Record<string, unknown>>
  columns(): readonly string[]
  get_array(name: string): Iterable<unknown>
}
interface Canvas {
  readonly width: number
  readonly height: number
  getContext(kind: "2d"): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray }
  } | null
}
