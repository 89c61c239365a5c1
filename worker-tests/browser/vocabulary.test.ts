// Callbacks on the server and in the browser, a theme and a mapper, as visitors use them.

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import {
  type Color,
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
  openPage,
} from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

const YELLOW: Color = [253, 231, 36]
const PURPLE: Color = [68, 1, 84]
/** The background of dark_minimal's plots. */
const DARK: Color = [32, 38, 43]

let worker: RunningWorker
let browser: Browser
let page: Page
let errors: readonly string[]
beforeAll(async () => {
  worker = await startWorker({ entry: "worker-tests/support/vocabulary-app.ts" })
  browser = await openBrowser()
  ;({ page, errors } = await openPage(browser, `${worker.url}/vocabulary`))
  await documentsAreDrawn(page)
})
afterAll(async () => {
  expect(errors).toEqual([])
  await browser.close()
  await worker.stop()
})

it("a page draws with a mapper, and runs CustomJS when the document is ready", async () => {
  for (const color of [YELLOW, PURPLE])
    await expect.poll(() => drawnPixels(page, color)).toBeGreaterThan(300)
  expect(await inPage("ready")).toBe("Figure")
})

it("a page sends taps and selections to the server", async () => {
  await clickPlot(0.55, 0.52)
  await page.getByText("tapped 2 2").waitFor()
  await page.getByText("selected [1]").waitFor()
})

it("a page applies a theme that the server sets on a click", async () => {
  await expect.poll(() => drawnPixels(page, DARK)).toBe(0)
  await page.getByRole("button", { name: "theme" }).click()
  await expect.poll(() => drawnPixels(page, DARK)).toBeGreaterThan(3000)
  expect(await inPage("clicked")).toBe("button_click")
})

it("a page shows the last of the changes that were held back", async () => {
  await page.getByRole("button", { name: "held" }).click()
  await page.getByText("held 9").waitFor()
})

it("a page links a slider to a plot without the server", async () => {
  const width = async () => (await page.locator(".bk-Figure").boundingBox())?.width
  expect(await width()).toBe(400)
  await page.locator(".noUi-handle").focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight")
  await expect.poll(width).toBe(430)
})

it("a callback clears a file input in the page", async () => {
  const input = page.locator("input[type=file]")
  await input.setInputFiles(import.meta.filename)
  const count = () =>
    input.evaluate((element) => (element as unknown as { files: FileList }).files.length)
  expect(await count()).toBe(1)
  await page.getByRole("button", { name: "clear" }).click()
  await expect.poll(count).toBe(0)
})

/** A position in the plot, from 0 to 1 across and down. */
async function clickPlot(across: number, down: number): Promise<void> {
  const { x, y, width, height } = (await page.locator(".bk-Figure").boundingBox()) ?? NOWHERE
  await page.mouse.click(x + width * across, y + height * down)
}

const NOWHERE = { x: 0, y: 0, width: 0, height: 0 }

interface FileList {
  readonly length: number
}

function inPage(name: string): Promise<unknown> {
  return page.evaluate((key) => (globalThis as unknown as Record<string, unknown>)[key], name)
}
