// A server that crashes and comes back: pages that were open go on, with the state that they had.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

let worker: ServerProcess
let browser: Browser
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  rmSync(persistTo, { recursive: true })
})

describe("a server killed and started again", () => {
  it("serves the same session to the page that was open, and to a new window", async () => {
    worker = await startDevServer({ persistTo })
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [five, eight] = [await meanTemperature(page, 5), await meanTemperature(page, 8)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)

    await worker.kill()
    worker = await startDevServer({ url: worker.url, persistTo })
    const id = sessionIdOf(tokenIn(await page.content()))
    const other = await openPage(browser, `${worker.url}/temperature?bokeh-session-id=${id}`)
    await documentsAreDrawn(other.page)
    expect(await shownTemperature(other.page)).toBeCloseTo(five, 9)

    await moveSlider(other.page, 3)
    await expect.poll(() => shownTemperature(other.page)).toBeCloseTo(eight, 9)
    // By itself: BokehJS tries for half a minute.
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(eight, 9)
  })
})
