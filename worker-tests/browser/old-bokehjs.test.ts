// A page with the BokehJS 3.9 of Python's package that loses its connection and reconnects.

import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Page } from "playwright-core"
import { expect, it } from "vitest"

import { documentsAreDrawn, openBrowser, openPage, repulled } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import { python } from "../support/python.ts"
import { serveSite } from "../support/static-site.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

it("[S18] a page with an older BokehJS reads arrays again after a reconnection, and continues", async () => {
  const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
  const bokehjs = await bundles()
  let src = ""
  const site = await serveSite(() => `${bokehjs}<script id="plot" src="${src}"></script>`)
  const vars = { BOKEH_ALLOW_WS_ORIGIN: new URL(site.url).host }
  let worker = await startDevServer({ persistTo, vars })
  src = `${worker.url}/temperature/autoload.js?bokeh-autoload-element=plot&resources=none`
  const browser = await openBrowser()
  try {
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    expect(await version(page)).toMatch(/^3\.9\./)
    const [five, six] = [await meanTemperature(page, 5), await meanTemperature(page, 6)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    const isBack = repulled(page)
    await worker.kill()
    worker = await startDevServer({ url: worker.url, persistTo, vars })
    await isBack
    await moveSlider(page, 1)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(six, 9)
    expect(errors.filter((text) => text.includes("repull"))).toEqual([])
  } finally {
    site.close()
    await browser.close()
    await worker.stop()
    rmSync(persistTo, { recursive: true })
  }
})

/** The scripts of the installed Python package, for a page. */
async function bundles(): Promise<string> {
  const folder = String(await python("static_js.py", []))
  const scripts = ["bokeh", "bokeh-widgets"].map((name) =>
    readFileSync(join(folder, `${name}.min.js`), "utf8"),
  )
  return scripts
    .map((code) => `<script>${code.replaceAll("</script", "<\\/script")}</script>`)
    .join("")
}

function version(page: Page): Promise<string> {
  return page.evaluate(
    () => (globalThis as unknown as { Bokeh: { version: string } }).Bokeh.version,
  )
}
