// The real Panel, HoloViews and ipywidgets, with the bundles of their packages, in Chromium.

import { type ChildProcessByStdio, spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { extname, join } from "node:path"
import { createInterface } from "node:readline"
import type { Readable } from "node:stream"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { ensurePython } from "../../scripts/ensure-python.ts"
import {
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
  openPage,
  type OpenPage,
  propertyOf,
  screenshot,
} from "../support/browser.ts"
import { ensurePackages } from "../support/python-packages.ts"
import { python } from "../support/python.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite } from "../support/static-site.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  const saved = await python("extensions.py", ["save"], { PYTHONPATH: ensurePackages() })
  worker = await startWorker({
    entry: join(import.meta.dirname, "extensions-app.ts"),
    vars: {
      BOKEH_SECRET_KEY,
      BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*",
      SAVED: JSON.stringify(saved),
    },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
})

const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" }

/** A page that can load the packages' files from a simulated CDN. */
async function visit(url: string, options: { readonly panel?: string } = {}): Promise<OpenPage> {
  const opened = await openPage(browser, "about:blank")
  await opened.page.route(/example\.org|cdn\.holoviz\.org/, async (route) => {
    const path = new URL(route.request().url()).pathname
      .replace("/panel/1.9.4/", "/panel/")
      .replace("panel.js", options.panel ?? "panel.js")
    const body = await readFile(join(ensurePackages(), path)).catch(() => undefined)
    if (body === undefined) return route.fulfill({ status: 404 })
    return route.fulfill({ body, contentType: TYPES[extname(path)] ?? "application/octet-stream" })
  })
  await opened.page.goto(url)
  return opened
}

/** Waits until everything is drawn. */
async function isDrawn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Panel's button" }).waitFor()
  await page.getByText("the square is 4").waitFor()
  await page.getByRole("columnheader", { name: "2015" }).waitFor()
  await expect.poll(() => propertyOf(page, "Title", "text")).toBe("times: 1")
  await page.getByRole("button", { name: "ipywidgets' button" }).waitFor()
  await expect.poll(() => drawnPixels(page)).toBeGreaterThan(500)
  await documentsAreDrawn(page)
}

interface Pushing {
  readonly process: ChildProcessByStdio<null, Readable, null>
  readonly lines: AsyncIterator<string>
  readonly url: string
}

async function push(): Promise<Pushing> {
  const PYTHONPATH = ensurePackages()
  const env = { ...process.env, PYTHONPATH, BOKEH_SECRET_KEY, BOKEH_SIGN_SESSIONS: "yes" }
  const host = `${worker.url}/host`
  const args = [join(import.meta.dirname, "extensions.py"), "push", host]
  const pushing = spawn(ensurePython(), args, { env, stdio: ["ignore", "pipe", "inherit"] })
  const lines = createInterface(pushing.stdout)[Symbol.asyncIterator]()
  const { value: id } = await lines.next()
  return {
    process: pushing,
    lines,
    url: `${host}?bokeh-session-id=${encodeURIComponent(String(id))}`,
  }
}

describe("documents of Panel, HoloViews and ipywidgets", () => {
  it("are drawn in a session that Python pushed, and changes in the browser run callbacks in Python", async () => {
    const pushing = await push()
    const { page, errors } = await visit(pushing.url)
    await isDrawn(page)
    await page.getByRole("button", { name: "Panel's button" }).click()
    await page.getByText("Panel heard 1").waitFor()
    const [side, times] = [page.locator(".noUi-handle").nth(0), page.locator(".noUi-handle").nth(1)]
    await side.press("ArrowRight")
    await page.getByText("the square is 9").waitFor()
    await times.press("ArrowRight")
    await expect.poll(() => propertyOf(page, "Title", "text")).toBe("times: 2")
    await page.getByRole("button", { name: "ipywidgets' button" }).click()
    await page.getByRole("button", { name: "ipywidgets heard it" }).waitFor()
    expect((await pushing.lines.next()).value).toBe('["panel", "ipywidgets"]')
    await screenshot(page, "extensions", true)
    // BokehJS reports each model that was unknown before the bundle was loaded.
    expect(errors.filter((error) => !error.includes("could not resolve type"))).toEqual([])
    pushing.process.kill()
    await page.close()
  })

  it("are drawn from a saved document and in copies of it", async () => {
    const { page } = await visit(`${worker.url}/saved`)
    await isDrawn(page)
    const text = page.getByText("bokeh-snapshot")
    await text.waitFor()
    const link = await text.textContent()
    await expect.poll(() => page.title()).toBe("What Python saved")
    await page.goto(new URL(link ?? "", worker.url).href)
    await isDrawn(page)
    await expect.poll(() => page.title()).toBe("What Python saved")
    await page.close()
  })

  it("are drawn by a snippet in another page", async () => {
    const src = `${worker.url}/saved/autoload.js?bokeh-autoload-element=plot`
    const site = await serveSite(() => `<script id="plot" src="${src}"></script>`)
    const { page } = await visit(site.url)
    await isDrawn(page)
    site.close()
    await page.close()
  })

  it("show an error with the reason if the bundle is Panel's minified one, which is for BokehJS 3.9", async () => {
    const { page } = await visit(`${worker.url}/saved`, { panel: "panel.min.js" })
    const text = await page.getByRole("alert").textContent()
    expect(text).toContain("could not resolve type 'panel.models")
    expect(text).toContain(
      "the bundle of the extension 'panel' does not define it for this version of BokehJS",
    )
    await page.close()
  })
})
