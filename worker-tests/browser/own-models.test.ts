// Models of an app's own in a real page: a DataModel without any class there, and one drawn by the app's own class.

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { documentsAreDrawn, openBrowser, openPage, screenshot } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

let worker: RunningWorker
let browser: Browser
let page: Page
let errors: readonly string[]
beforeAll(async () => {
  worker = await startWorker({ entry: "worker-tests/support/own-models-app.ts" })
  browser = await openBrowser()
  ;({ page, errors } = await openPage(browser, `${worker.url}/own`))
  await documentsAreDrawn(page)
})
afterAll(async () => {
  expect(errors).toEqual([])
  await browser.close()
  await worker.stop()
})

it("tells the server what the page sets of a data model", async () => {
  await page.getByRole("button", { name: "in the page" }).click()
  await page.getByText("heard 2 to 7").waitFor()
})

it("tells the page what the server sets, and draws an own model anew", async () => {
  await page.getByText("# ## ###").waitFor()
  await page.getByRole("button", { name: "on the server" }).click()
  await page.getByText("#### #").waitFor()
  await expect
    .poll(() => page.evaluate(() => Reflect.get(globalThis, "told") as unknown))
    .toBe("from the server")
  await screenshot(page, "own-models")
})
