// Files that visitors choose, and the document's configuration of BokehJS.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterAll, describe, expect, it } from "vitest"

import { documentsAreDrawn, openPage } from "../support/browser.ts"
import { openSite } from "../support/site.ts"
import { serveSite } from "../support/static-site.ts"

const { worker, browser } = await openSite({
  entry: join(import.meta.dirname, "files-app.ts"),
  vars: { BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE: "1000000", BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" },
  buckets: ["FILES"],
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
  it("rejects a file that is larger than a message in the page, and sends a smaller one", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/files`)
    await documentsAreDrawn(page)
    const input = page.locator("input[type=file]")
    await input.setInputFiles(file("small.txt", 30))
    await page.getByText("small.txt, text/plain, 40 characters").waitFor()
    await input.setInputFiles(file("large.txt", 800_000))
    const alert = page.getByRole("alert")
    await expect
      .poll(() => alert.textContent())
      .toBe("Too large to be sent: large.txt (0.8 MB). At most 0.7 MB can be sent at a time.")
    await input.setInputFiles(file("fits.txt", 740_000))
    await page.getByText("fits.txt, text/plain, 986668 characters").waitFor()
    expect(await alert.count()).toBe(0)
    expect(errors).toEqual([])
    await page.close()
  })
})

describe("a FileInput of a route with uploads", () => {
  it("sends larger files in separate requests, which stream to the app", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/large`)
    await documentsAreDrawn(page)
    const input = page.locator("input[type=file]")
    await input.setInputFiles(file("large.bin", 20_000_000))
    await page.getByText("large.bin, application/octet-stream, 20000000, 20000000, input").waitFor()
    await page.getByRole("status").getByText("Sent: large.bin").waitFor()
    await input.setInputFiles(file("larger.bin", 30_000_001))
    await expect
      .poll(() => page.getByRole("alert").textContent())
      .toBe("Too large to be sent: larger.bin (30.0 MB). At most 30.0 MB can be sent in one file.")
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows in the page that the app could not take a file", async () => {
    const { page } = await openPage(browser, `${worker.url}/large`)
    await documentsAreDrawn(page)
    await page.locator("input[type=file]").setInputFiles(file("bad.bin", 1_000_000))
    await expect
      .poll(() => page.getByRole("alert").textContent())
      .toBe("bad.bin was not taken: the app could not take the file")
    await page.close()
  })

  it("sends files from a snippet in a page of another origin, too", async () => {
    const src = `${worker.url}/large/autoload.js?bokeh-autoload-element=plot`
    const site = await serveSite(() => `<script id="plot" src="${src}"></script>`)
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    await page.locator("input[type=file]").setInputFiles(file("large.bin", 1_000_000))
    await page.getByText("large.bin, application/octet-stream, 1000000, 1000000, input").waitFor()
    expect(errors).toEqual([])
    site.close()
    await page.close()
  })

  it("stores files in the route's bucket and gives the app their keys", async () => {
    const { page } = await openPage(browser, `${worker.url}/kept`)
    await documentsAreDrawn(page)
    await page.locator("input[type=file]").setInputFiles(file("kept.bin", 2_000_000))
    await page.getByText("2000000, application/octet-stream, true, true").waitFor()
    await page.locator("input[type=file]").setInputFiles(file("bad.bin", 1_000_000))
    await page.getByRole("alert").waitFor() // and a file that the app did not take is not kept
    await page.locator("input[type=file]").setInputFiles(file("list.bin", 1_000_000))
    await page.getByText("kept.bin,list.bin").waitFor()
    await page.close()
  })
})

describe("a document", () => {
  it("configures BokehJS, sets the page's title, and has the arguments that it was opened with", async () => {
    const { page } = await openPage(browser, `${worker.url}/quiet?n=1`)
    await documentsAreDrawn(page)
    await page.getByText('{"n":["1"]}').waitFor()
    await expect.poll(() => page.title()).toBe("A quiet app")
    const config = await page.evaluate(() => {
      const { Bokeh } = globalThis as unknown as { Bokeh: { documents: { config: object }[] } }
      const { config: sent } = Bokeh.documents[0] ?? { config: {} }
      return [Reflect.get(sent, "notify_connection_status"), Reflect.get(sent, "reconnect_session")]
    })
    expect(config).toEqual([false, false])
    await page.close()
  })
})
