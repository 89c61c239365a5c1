// The errors that visitors see when an app fails, in its own page and in another site's page.

import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { openBrowser, openPage } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite, type StaticSite } from "../support/static-site.ts"

const entry = join(import.meta.dirname, "../interop/conformance-app.ts")
let development: RunningWorker
let production: RunningWorker
let browser: Browser
let site: StaticSite
/** The path of the app that the site embeds. */
let embedded = "/fails"
beforeAll(async () => {
  site = await serveSite(() => {
    const src = `${production.url}${embedded}/autoload.js?bokeh-autoload-element=plot`
    return `<p>Their own text</p><script id="plot" src="${src}"></script>`
  })
  const BOKEH_ALLOW_WS_ORIGIN = new URL(site.url).host
  development = await startWorker({ entry, vars: { BOKEH_ALLOW_WS_ORIGIN } })
  production = await startWorker({ entry, vars: { BOKEH_ALLOW_WS_ORIGIN, BOKEH_EDGE_DEV: "0" } })
  browser = await openBrowser()
})
afterAll(async () => {
  site.close()
  await browser.close()
  await Promise.all([development.stop(), production.stop()])
})

async function alertAt(url: string): Promise<string> {
  const { page } = await openPage(browser, url)
  const alert = page.getByRole("alert")
  await alert.waitFor()
  const text = await alert.textContent()
  await page.close()
  return text ?? ""
}

describe("an app that fails", () => {
  it("[E5] shows its error with the stack in development", async () => {
    expect(await alertAt(`${development.url}/fails`)).toMatch(
      /^The plot could not be loaded: RangeError: this app fails\n +at [^]*\(error \w{8}\)$/,
    )
  })

  it.each([
    ["its own page", () => `${production.url}/fails`],
    ["the element of any other page", () => site.url],
  ])("[E5] shows only an error id in production, in %s", async (_name, url) => {
    expect(await alertAt(url())).toMatch(
      /^The plot could not be loaded: the app failed \(error \w{8}\)$/,
    )
  })

  it("[E6] that does not exist is reported in the snippet's element", async () => {
    embedded = "/nowhere"
    expect(await alertAt(site.url)).toBe(
      "The plot could not be loaded: There is nothing at /nowhere/autoload.js.",
    )
  })
})
