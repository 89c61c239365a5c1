// The front page: each example with a picture, a link that opens it, and its source. The pictures match the apps.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import {
  type Color,
  documentsAreDrawn,
  drawnPixels,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"
import { overlapping } from "./labels.ts"
import { difference, overflow } from "./pictures.ts"

const PICTURES = join(import.meta.dirname, "../../pictures")
const LINKS = [
  "temperature",
  "weather/Seattle",
  "host",
  "chat/lobby",
  "explore/lobby",
  "board/7",
  "class/7b",
  "operations",
  "gallery",
  "ported",
  "shapes",
  "stream",
  "widgets",
]

const GALLERY = (
  "nations stocks unemployment penguins cars flights counties seasons volcano miserables burtin population barley " +
  "boxes candles ridges"
).split(" ")
/** The width of the window for pictures of apps that show less than others. */
const WINDOWS: Readonly<Record<string, number>> = { "chat/lobby": 400, temperature: 720 }
/** The color around plots in Bokeh's theme dark_minimal. */
const DARK: Color = [21, 25, 28]

const { worker, browser } = await openExamples()

describe("the front page", () => {
  it("has a card for each example with a link that opens it", async () => {
    const { page, errors } = await openPage(browser, worker.url)
    const links = await page
      .locator("h2 a")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")))
    expect(links.map((link) => link?.replace(/^\W*/, ""))).toEqual(LINKS)
    expect(errors).toEqual([])
    await page.close()
  })

  it("has pictures that load and sources that are shown as text", async () => {
    const { page } = await openPage(browser, worker.url)
    const widths = () =>
      page.locator("img").evaluateAll((all: unknown) => {
        return (all as { naturalWidth: number }[]).map((one) => {
          return one.naturalWidth
        })
      })
    await expect.poll(async () => Math.min(...(await widths()))).toBeGreaterThan(100)
    await expect.poll(() => widths()).toHaveLength(LINKS.length - 1)
    const sources = page.getByRole("link", { name: "source" })
    await expect.poll(() => sources.count()).toBe(LINKS.length)
    await sources.first().click()
    await expect.poll(() => page.locator("pre").innerText()).toContain('from "bokeh-edge"')
    await page.close()
  })

  it.each([
    ["phone", 390, "light"],
    ["phone", 390, "dark"],
    ["laptop", 1200, "light"],
    ["laptop", 1200, "dark"],
  ] as const)("fits a %s of %i pixels, in %s", async (name, width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    await page.goto(worker.url)
    await expect.poll(() => overflow(page)).toBe(0)
    const body = await page.locator("body").evaluate((element) => {
      const page_ = globalThis as unknown as {
        getComputedStyle(of: unknown): { backgroundColor: string }
      }
      return page_.getComputedStyle(element).backgroundColor
    })
    expect(body).toBe(colorScheme === "dark" ? "rgb(21, 25, 30)" : "rgb(255, 255, 255)")
    await screenshot(page, `front page ${name} ${colorScheme}`, true)
    await page.close()
  })

  const pictured = LINKS.filter((link) => link !== "host")
  it.each(pictured)(
    "has a picture of %s that matches the app (PICTURE=1 renews it)",
    async (link) => {
      const width = WINDOWS[link] ?? 960
      const page = await browser.newPage({
        viewport: { width, height: (width * 5) / 8 },
        deviceScaleFactor: 480 / width,
      })
      await page.goto(`${worker.url}/${link}`)
      await documentsAreDrawn(page)
      const others = (await STAGES[link]?.(page)) ?? []
      const file = join(PICTURES, `${link.split("/")[0]}.png`)
      if (process.env["PICTURE"] !== undefined) {
        await page.waitForTimeout(3000) // for data that is streamed or drawn in several steps
        await page.screenshot({ path: file })
      }
      const kept = readFileSync(file)
      // Moving plots change, and fonts differ between machines.
      await expect
        .poll(async () => difference(page, kept, await page.screenshot()), { interval: 1000 })
        .toBeLessThan(0.06)
      for (const other of [page, ...others]) await other.close()
    },
  )

  it.each([...LINKS, ...GALLERY.map((name) => `gallery/${name}`)])(
    "links to %s, which fits a phone of 390 pixels without overlapping texts in its plots",
    async (link) => {
      const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
      await page.goto(`${worker.url}/${link}`)
      await documentsAreDrawn(page)
      await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)
      // The names of 77 characters never fit on a phone.
      if (link !== "gallery/miserables") await expect.poll(() => overlapping(page)).toEqual([])
      await screenshot(page, `phone ${link.replaceAll("/", " ")}`)
      await page.close()
    },
  )

  it("opens apps that follow the visitor's color scheme, too", async () => {
    const page = await browser.newPage({ colorScheme: "dark" })
    await page.goto(`${worker.url}/temperature`)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, DARK)).toBeGreaterThan(10_000)
    await page.emulateMedia({ colorScheme: "light" })
    await expect.poll(() => drawnPixels(page, DARK)).toBe(0)
    await page.emulateMedia({ colorScheme: "dark" })
    await expect.poll(() => drawnPixels(page, DARK)).toBeGreaterThan(10_000)
    await page.close()
  })
})

/** The actions in an app before its picture is taken. @returns the other pages that they need */
const STAGES: Readonly<Record<string, (page: Page) => Promise<readonly Page[]>>> = {
  "chat/lobby": async (page) => {
    const other = await browser.newPage()
    await other.goto(`${worker.url}/chat/lobby`)
    await documentsAreDrawn(other)
    await say(page, "Is it raining in Seattle?")
    await other.getByText("Is it raining").waitFor()
    await say(other, "Every second day.")
    await page.getByText("Every second day.").waitFor()
    await say(page, "Then I take the umbrella.")
    await page.getByText("Then I take").waitFor()
    await say(other, "And the dry days are in August.")
    await page.getByText("And the dry days").waitFor()
    await say(page, "See you in August!")
    await page.getByText("See you").waitFor()
    return [other]
  },
  "board/7": async (page) => {
    await field(page, "Note").fill("Where do we meet?")
    await field(page, "Note").press("Enter")
    for (const y of [150, 250, 350]) await wave(page, y)
    return []
  },
  "class/7b": async (page) => {
    await page.getByRole("slider").first().focus()
    for (let i = 0; i < 14; i++) await page.keyboard.press("ArrowRight")
    await page.getByText("1.40").first().waitFor()
    return []
  },
  "explore/lobby": async (page) => {
    const other = await browser.newPage()
    await other.goto(`${worker.url}/explore/lobby`)
    await documentsAreDrawn(other)
    await other.getByRole("button", { name: "Send", exact: true }).click()
    await page.getByText("sent you a graph").first().waitFor()
    return [other]
  },
}

const field = (page: Page, title: string) => page.getByLabel(title, { exact: true })

/** Draws a line over the board. */
async function wave(page: Page, y: number): Promise<void> {
  const box = await page.locator("canvas").first().boundingBox()
  const at = (i: number) => [(box?.x ?? 0) + 60 + 7 * i, (box?.y ?? 0) + y + 40 * Math.sin(i / 8)]
  const move = ([left = 0, top = 0]: readonly number[]) => page.mouse.move(left, top)
  await move(at(0))
  await page.mouse.down()
  for (let i = 1; i < 100; i++) await move(at(i))
  await page.mouse.up()
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text)
  await page.getByRole("textbox").press("Enter")
}
