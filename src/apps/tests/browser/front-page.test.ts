// The front page: each example with a picture, a link that opens it, and its source. PICTURE=1 takes the pictures again.

import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import {
  documentsAreDrawn,
  openBrowser,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { type RunningWorker, startWorker } from "../../../../worker-tests/support/start-worker.ts"

const PICTURES = join(import.meta.dirname, "../../pictures")
const LINKS = [
  "temperature",
  "weather/Seattle",
  "host",
  "chat/lobby",
  "explore/lobby",
  "gallery",
  "ported",
  "shapes",
  "stream",
  "widgets",
]

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

describe("the front page", () => {
  it("has a card for each example, with a link that opens it", async () => {
    const { page, errors } = await openPage(browser, worker.url)
    const links = await page
      .locator("h2 a")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")))
    expect(links.map((link) => link?.replace(/^\W*/, ""))).toEqual(LINKS)
    expect(errors).toEqual([])
    await page.close()
  })

  it("has pictures that load, and sources that are text", async () => {
    const { page } = await openPage(browser, worker.url)
    const widths = () =>
      page.locator("img").evaluateAll((all: unknown) => {
        return (all as { naturalWidth: number }[]).map((one) => {
          return one.naturalWidth
        })
      })
    await expect.poll(async () => Math.min(...(await widths()))).toBeGreaterThan(100)
    expect(await widths()).toHaveLength(LINKS.length - 1)
    const sources = page.getByRole("link", { name: "source" })
    expect(await sources.count()).toBe(LINKS.length)
    await sources.first().click()
    expect(await page.locator("pre").innerText()).toContain('from "bokeh-edge"')
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
    expect(await overflow(page)).toBe(0)
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

  // Only on demand: they are no tests.
  const pictured = LINKS.filter((link) => !["host", "gallery", "ported"].includes(link))
  for (const link of process.env["PICTURE"] === undefined ? [] : pictured) {
    it(`takes the picture of ${link}`, async () => {
      const page = await browser.newPage({
        viewport: { width: 960, height: 600 },
        deviceScaleFactor: 0.5,
      })
      await page.goto(`${worker.url}/${link}`)
      await documentsAreDrawn(page)
      await page.waitForTimeout(1500) // what is streamed, and drawn in several steps
      await page.screenshot({ path: join(PICTURES, `${link.split("/")[0]}.png`) })
      await page.close()
    })
  }
})

/** How much wider the page is than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as {
        document: { documentElement: { scrollWidth: number; clientWidth: number } }
      }
    ).document.documentElement
    return scrollWidth - clientWidth
  })
}
