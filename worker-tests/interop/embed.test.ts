// The script tags that Python's Bokeh makes, in a page that neither it nor the server wrote.

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { BLUE, documentsAreDrawn, drawnPixels, openBrowser, openPage } from "../support/browser.ts"
import { python } from "../support/python.ts"
import { freePort } from "../support/server-process.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite, type StaticSite } from "../support/static-site.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

let worker: RunningWorker
let browser: Browser
let site: StaticSite
let tags: readonly string[]
let shown = ""
beforeAll(async () => {
  const port = await freePort()
  const vars = { BOKEH_SECRET_KEY, BOKEH_ALLOW_WS_ORIGIN: `127.0.0.1:${port}` }
  worker = await startWorker({ vars })
  site = await serveSite(port, () => shown)
  browser = await openBrowser()
  const url = `${worker.url}/temperature`
  tags = (await python("embed_tags.py", [url], { BOKEH_SECRET_KEY })) as string[]
})
afterAll(async () => {
  site.close()
  await browser.close()
  await worker.stop()
})

describe("a script tag made by Python", () => {
  it.for([
    ["server_document", 0],
    ["server_document with relative URLs", 1],
    ["server_session", 2],
  ] as const)("%s draws the app in any page", async ([, index]) => {
    shown = tags[index] ?? ""
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    expect(await drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(errors).toEqual([])
    await page.close()
  })
})
