// Apps in pages that are not the server's own.

import { once } from "node:events"
import { createServer, type Server } from "node:http"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import {
  BLUE,
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
  openPage,
  screenshot,
} from "../support/browser.ts"
import { freePort, type RunningWorker, startWorker } from "../support/start-worker.ts"

let worker: RunningWorker
let browser: Browser
let site: Server
let siteUrl: string
beforeAll(async () => {
  const port = await freePort()
  siteUrl = `http://127.0.0.1:${port}`
  worker = await startWorker({ vars: { BOKEH_ALLOW_WS_ORIGIN: `127.0.0.1:${port}` } })
  browser = await openBrowser()
  const src = `${worker.url}/temperature/autoload.js?bokeh-autoload-element=plot`
  site = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html")
    response.end(
      `<!DOCTYPE html><link rel="icon" href="data:,"><body><script id="plot" src="${src}"></script>`,
    )
  })
  site.listen(port)
  await once(site, "listening")
})
afterAll(async () => {
  site.close()
  await browser.close()
  await worker.stop()
})

describe("an embedded app", () => {
  it("is drawn in a static page of the same host, beside another one", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/embed.html`)
    await documentsAreDrawn(page, 2)
    expect(await drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(await page.title()).toBe("Two plots in a static page")
    expect(errors).toEqual([])
    await screenshot(page, "embed")
    await page.close()
  })

  it("is drawn in a page of an allowed origin", async () => {
    const { page, errors } = await openPage(browser, siteUrl)
    await documentsAreDrawn(page)
    expect(await drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(errors).toEqual([])
    await page.close()
  })

  it("says so in a page of any other origin", async () => {
    const { page } = await openPage(browser, siteUrl.replace("127.0.0.1", "localhost"))
    await page.getByRole("alert").waitFor()
    expect(await page.getByRole("alert").textContent()).toContain("could not be loaded")
    await page.close()
  })
})
