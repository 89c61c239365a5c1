// What somebody sees whose server is gone for a while: BokehJS's own notification, which our documents ask for.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { expect, it } from "vitest"

import { documentsAreDrawn, openBrowser, openPage, screenshot } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

// BokehJS tries at once, and after 2, 4, 8 and 16 s more.
it("tells of the lost connection, of its end after five tries, and comes back at a click", async () => {
  const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
  let worker = await startDevServer({ persistTo })
  const browser = await openBrowser()
  try {
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [two, five] = [await meanTemperature(page, 2), await meanTemperature(page, 5)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    await worker.kill()
    await page.getByText(/Reconnection will be attempted in \d+ s/).waitFor()
    await screenshot(page, "connection-lost")
    await page.getByText("lost permanently").waitFor()
    await screenshot(page, "connection-given-up")
    worker = await startDevServer({ url: worker.url, persistTo })
    await page.getByText("Try", { exact: true }).click()
    await page.getByText("reestablished").waitFor()
    await screenshot(page, "connection-back")
    expect(await shownTemperature(page)).toBeCloseTo(five, 9)
    await page.locator(".noUi-handle").focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft")
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
  } finally {
    await browser.close()
    await worker.stop()
    rmSync(persistTo, { recursive: true })
  }
})
