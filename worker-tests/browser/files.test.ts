// Files that visitors choose, and what a document says of itself to BokehJS.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { documentsAreDrawn, openBrowser, openPage } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"

let worker: RunningWorker
let browser: Browser
beforeAll(async () => {
  worker = await startWorker({
    entry: join(import.meta.dirname, "files-app.ts"),
    vars: { BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE: "1000000" },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
})

const folder = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function file(name: string, bytes: number): string {
  const path = join(folder, name)
  writeFileSync(path, "a".repeat(bytes))
  return path
}

describe("a FileInput", () => {
  it("refuses in the page what is larger than a message, and takes what is not", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/files`)
    await documentsAreDrawn(page)
    const input = page.locator("input[type=file]")
    await input.setInputFiles(file("small.txt", 30))
    await page.getByText("small.txt, text/plain, 40 characters").waitFor()
    await input.setInputFiles(file("large.txt", 800_000))
    const alert = page.getByRole("alert")
    expect(await alert.textContent()).toBe(
      "Too large to be sent: large.txt (0.8 MB). At most 0.7 MB can be sent at a time.",
    )
    await input.setInputFiles(file("fits.txt", 740_000))
    await page.getByText("fits.txt, text/plain, 986668 characters").waitFor()
    expect(await alert.count()).toBe(0)
    expect(errors).toEqual([])
    await page.close()
  })
})

describe("a document", () => {
  it("tells BokehJS how to behave, and its title; it knows what it was opened with", async () => {
    const { page } = await openPage(browser, `${worker.url}/quiet?n=1`)
    await documentsAreDrawn(page)
    await page.getByText('{"n":["1"]}').waitFor()
    expect(await page.title()).toBe("A quiet app")
    const config = await page.evaluate(() => {
      const { Bokeh } = globalThis as unknown as { Bokeh: { documents: { config: object }[] } }
      const { config: sent } = Bokeh.documents[0] ?? { config: {} }
      return [Reflect.get(sent, "notify_connection_status"), Reflect.get(sent, "reconnect_session")]
    })
    expect(config).toEqual([false, false])
    await page.close()
  })
})
