// A server that crashes and restarts. Open pages continue with their state.

import { globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

let worker: ServerProcess
let browser: Browser
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  rmSync(persistTo, { recursive: true })
})

describe("a server killed and started again", () => {
  it("serves the same session to the open page and to a new window", async () => {
    worker = await startDevServer({ persistTo })
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [five, eight] = [await meanTemperature(page, 5), await meanTemperature(page, 8)]
    await moveSlider(page, 5)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)

    await worker.kill()
    worker = await startDevServer({ url: worker.url, persistTo })
    const id = sessionIdOf(tokenIn(await page.content()))
    const other = await openPage(browser, `${worker.url}/temperature?bokeh-session-id=${id}`)
    await documentsAreDrawn(other.page)
    await expect.poll(() => shownTemperature(other.page)).toBeCloseTo(five, 9)

    await moveSlider(other.page, 3)
    await expect.poll(() => shownTemperature(other.page)).toBeCloseTo(eight, 9)
    // The page reconnects by itself: BokehJS tries for half a minute.
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(eight, 9)
  })

  it("shows everything that can still be read, and reports what was lost", async () => {
    const { page } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const [two, three] = [await meanTemperature(page, 2), await meanTemperature(page, 3)]
    await moveSlider(page, 3)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(three, 9)
    await worker.kill()
    expect(damageChanges()).toBeGreaterThan(0)
    worker = await startDevServer({ url: worker.url, persistTo })
    const line = page.getByRole("status").filter({ hasText: "could no longer be read" })
    await line.waitFor()
    const text = "Some of what was saved here could no longer be read. Lost: "
    await expect.poll(() => line.textContent()).toContain(text)
    await moveSlider(page, 2)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
  })
})

/** Damages all stored changes of all sessions, as a failing disk would. @returns the number of rows */
function damageChanges(): number {
  const files = globSync("**/*.sqlite", { cwd: persistTo }).map((name) => join(persistTo, name))
  const changed = files.map((file) => {
    const database = new DatabaseSync(file)
    const tables = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record'").all()
    const query = "UPDATE record SET data = CAST(substr(data, 1, length(data) / 2) AS BLOB)"
    const { changes = 0 } = tables.length === 0 ? {} : database.prepare(query).run()
    database.close()
    return Number(changes)
  })
  return changed.reduce((a, b) => a + b, 0)
}
