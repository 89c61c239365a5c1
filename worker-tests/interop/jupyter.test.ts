// The real Jupyter server with jupyter-server-proxy in front of the Worker. The proxy strips its prefix, and the Worker
// needs no setting for that.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { BLUE, documentsAreDrawn, drawnPixels, openBrowser, openPage } from "../support/browser.ts"
import { ensurePackages } from "../support/python-packages.ts"
import { type ServerProcess, startServer } from "../support/server-process.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite } from "../support/static-site.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

const BASE = "/user/ada/"
const home = mkdtempSync(join(tmpdir(), "bokeh-edge-jupyter-"))

function startJupyter(): Promise<ServerProcess> {
  const options = {
    ip: "127.0.0.1",
    port: 0,
    token: "",
    allow_origin: "*", // Jupyter's setting for sockets of pages from other origins
    base_url: BASE,
    root_dir: home,
    jpserver_extensions: "jupyter_server_proxy=True",
  }
  const args = Object.entries(options).map(([name, value]) => `--ServerApp.${name}=${value}`)
  return startServer({
    command: ensurePython(),
    args: ["-m", "jupyter_server", "--allow-root", "--no-browser", ...args],
    env: {
      PYTHONPATH: ensurePackages(),
      HOME: home,
      JUPYTER_CONFIG_DIR: home,
      JUPYTER_RUNTIME_DIR: home,
    },
    address: /(http:\/\/127\.0\.0\.1:\d+)\/user/,
    readyPath: `${BASE}api`,
  })
}

let worker: RunningWorker
let jupyter: ServerProcess
let browser: Browser
/** The Worker's URL behind Jupyter's proxy. */
let proxied = ""
beforeAll(async () => {
  worker = await startWorker({ vars: { BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" } })
  jupyter = await startJupyter()
  proxied = `${jupyter.url}${BASE}proxy/${new URL(worker.url).port}`
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await jupyter.stop()
  await worker.stop()
  rmSync(home, { recursive: true, force: true })
})

describe("behind jupyter-server-proxy", () => {
  it.for(["/temperature", "/temperature/"])("a page at %s works completely", async (path) => {
    const { page, errors } = await openPage(browser, proxied + path)
    await documentsAreDrawn(page)
    const two = await meanTemperature(page, 2)
    await moveSlider(page, 2)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    const scripts = await page.locator("script[src]").evaluateAll((all) => all.length)
    expect([scripts > 0, errors]).toEqual([true, []])
    await page.close()
  })

  it("a page of a route with parameters works", async () => {
    const { page, errors } = await openPage(browser, `${proxied}/weather/Seattle?a=1&a=2`)
    await documentsAreDrawn(page)
    expect(errors).toEqual([])
    await page.close()
  })

  it("a snippet works completely in a page of another origin", async () => {
    const src = `${proxied}/temperature/autoload.js?bokeh-autoload-element=plot`
    const site = await serveSite(() => `<script id="plot" src="${src}"></script>`)
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(errors).toEqual([])
    site.close()
    await page.close()
  })

  it("the list of apps links to them", async () => {
    const { page, errors } = await openPage(browser, `${proxied}/`)
    await page.getByRole("link", { name: "temperature" }).first().click()
    await documentsAreDrawn(page)
    expect(errors).toEqual([])
    await page.close()
  })
})
