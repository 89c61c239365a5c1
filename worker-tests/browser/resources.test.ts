// BokehJS from the CDN (simulated with the package's files), and inline in the page.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { BLUE, documentsAreDrawn, drawnPixels, openBrowser } from "../support/browser.ts"
import { startWorker } from "../support/start-worker.ts"

const FILES = join(import.meta.dirname, "../../node_modules/@bokeh/bokehjs/build/js")

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

interface Seen {
  readonly errors: readonly string[]
  readonly requests: readonly string[]
  readonly pixels: number
  /** The error that the page shows if it can't draw. */
  readonly alert: string | null
}

/** @param change undefined if the CDN can't be reached */
async function see(
  resources: string,
  change: ((text: string) => string) | undefined,
): Promise<Seen> {
  const worker = await startWorker({ vars: { BOKEH_RESOURCES: resources } })
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
  const [errors, requests]: [string[], string[]] = [[], []]
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()))
  page.on("request", (request) => requests.push(new URL(request.url()).pathname))
  await page.route("https://cdn.bokeh.org/**", (route) => {
    if (change === undefined) return route.abort()
    const name = route.request().url().split("/").at(-1)?.replace("-3.10.0", "") ?? ""
    return route.fulfill({
      body: change(readFileSync(join(FILES, name), "utf8")),
      contentType: "text/javascript",
      headers: { "Access-Control-Allow-Origin": "*" },
    })
  })
  await page.goto(`${worker.url}/temperature`)
  let seen = 0
  const draws = async () => (seen = await drawnPixels(page, BLUE))
  const isThere = documentsAreDrawn(page)
    .then(() => expect.poll(draws).toBeGreaterThan(1000))
    .then(() => seen)
  const failed = page
    .getByRole("alert")
    .waitFor()
    .then(() => 0)
  const pixels = await Promise.race([isThere, failed])
  failed.catch(() => undefined)
  isThere.catch(() => undefined)
  const alert = pixels === 0 ? await page.getByRole("alert").textContent() : null
  await page.close()
  await worker.stop()
  return { errors, requests, pixels, alert }
}

const same = (text: string) => text

describe("BokehJS", () => {
  it("is loaded from the CDN with known hashes", async () => {
    const { errors, requests, pixels } = await see("cdn", same)
    expect(errors).toEqual([])
    expect(pixels).toBeGreaterThan(1000)
    expect(requests).toContain("/bokeh/release/bokeh-3.10.0.min.js")
    expect(requests.filter((path) => path.startsWith("/static"))).toEqual([])
  })

  it("does not run if the CDN's copy was changed", async () => {
    const { errors, pixels } = await see("cdn", (text) => `${text}\n;alert("mine")`)
    expect(errors.join()).toContain("integrity")
    expect(pixels).toBe(0)
  })

  it("is reported missing, with its address and the setting, if the CDN can't be reached", async () => {
    expect((await see("cdn", undefined)).alert).toBe(
      "The plot could not be loaded: BokehJS is not in the page: https://cdn.bokeh.org/bokeh/release/bokeh-3.10.0.min.js " +
        "did not load (see BOKEH_RESOURCES)",
    )
  })

  it("is in the page itself if it is set to be inline", async () => {
    const { errors, requests, pixels } = await see("inline", same)
    expect(errors).toEqual([])
    expect(pixels).toBeGreaterThan(1000)
    expect(requests.filter((path) => path.endsWith(".js"))).toEqual([])
  })
})
