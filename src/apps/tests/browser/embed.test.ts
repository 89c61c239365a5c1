// Apps in pages of other sites.

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import {
  BLUE,
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { type RunningWorker, startWorker } from "../../../../worker-tests/support/start-worker.ts"
import { serveSite, type StaticSite } from "../../../../worker-tests/support/static-site.ts"

let worker: RunningWorker
let browser: Browser
let site: StaticSite
beforeAll(async () => {
  site = await serveSite(() => {
    const src = `${worker.url}/temperature/autoload.js?bokeh-autoload-element=plot`
    return `<script id="plot" src="${src}"></script>`
  })
  worker = await startWorker({
    entry: EXAMPLES,
    vars: { BOKEH_ALLOW_WS_ORIGIN: new URL(site.url).host },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  site.close()
  await browser.close()
  await worker.stop()
})

describe("an embedded app", () => {
  it("is drawn in a static page of the same host, beside another app", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/static/embed.html`)
    await documentsAreDrawn(page, 2)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    await expect.poll(() => page.title()).toBe("Two plots in a static page")
    expect(errors).toEqual([])
    await screenshot(page, "embed")
    await page.close()
  })

  it("is drawn in a page of an allowed origin", async () => {
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows an error in a page of any other origin", async () => {
    const { page } = await openPage(browser, site.url.replace("127.0.0.1", "localhost"))
    await page.getByRole("alert").waitFor()
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("could not be loaded")
    await page.close()
  })
})
