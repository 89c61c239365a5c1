// Open pages continue after their token has expired, and after their session has left the server's memory.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { expiryOf, tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage, repulled } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"
let worker: ServerProcess
let browser: Browser
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
const vars = { BOKEH_SESSION_TOKEN_EXPIRATION: "20" }
beforeAll(async () => {
  worker = await startDevServer({ persistTo, vars })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  rmSync(persistTo, { recursive: true })
})

describe("an open page", () => {
  it("reconnects by itself with its state although its token has expired", async () => {
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [five, six] = [await meanTemperature(page, 5), await meanTemperature(page, 6)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    const expiresAtMs = expiryOf(tokenIn(await page.content()))
    await expect.poll(() => Date.now()).toBeGreaterThan(expiresAtMs)
    const reconnected = repulled(page)
    await worker.kill()
    worker = await startDevServer({ url: worker.url, persistTo, vars })
    await reconnected
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    await moveSlider(page, 1)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(six, 9)
    await page.close()
  })

  it("[S23] reconnects by itself with its changes when other code runs", async () => {
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [two, five] = [await meanTemperature(page, 2), await meanTemperature(page, 5)]
    await moveSlider(page, 2)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    const reconnected = repulled(page)
    await worker.kill()
    worker = await startDevServer({
      url: worker.url,
      persistTo,
      vars: { ...vars, BOKEH_EDGE_VERSION: "other" },
    })
    await reconnected
    await page.getByText("This app was updated.").waitFor()
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    await moveSlider(page, 3)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    await page.close()
  })

  it("continues after a quiet time", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [three, four] = [await meanTemperature(page, 3), await meanTemperature(page, 4)]
    await moveSlider(page, 3)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(three, 9)
    await new Promise((resolve) => setTimeout(resolve, 15_000))
    await moveSlider(page, 1)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(four, 9)
    expect(errors).toEqual([])
    await page.close()
  })
})
