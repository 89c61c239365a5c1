// An app's own models in real pages: a DataModel without a class in the browser, and a model drawn by the app's own class,
// also in documents that arrive later, from other sessions, or from a server that was killed.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { openBrowser, openPage, type OpenPage, screenshot } from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"
import { serveSite } from "../support/static-site.ts"

const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
const options = {
  persistTo,
  entry: "worker-tests/support/own-models-app.ts",
  vars: { BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" },
}

let worker: ServerProcess
let browser: Browser
beforeAll(async () => {
  worker = await startDevServer(options)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  rmSync(persistTo, { recursive: true })
})

function visit(path: string): Promise<OpenPage> {
  return openPage(browser, `${worker.url}${path}`)
}

/** Checks that the model is drawn, gets the page's changes, and sends its own to the page. */
async function worksIn(page: Page): Promise<void> {
  await page.getByText("# ## ###").waitFor()
  await page.getByRole("button", { name: "in the page" }).click()
  await page.getByText("heard 2 to 7").waitFor()
  await page.getByRole("button", { name: "on the server" }).click()
  await page.getByText("#### #").waitFor()
  await expect
    .poll(() => page.evaluate(() => Reflect.get(globalThis, "told") as unknown))
    .toBe("from the server")
}

describe("an own model", () => {
  it("works in a page with its script in the head", async () => {
    const { page, errors } = await visit("/own")
    await worksIn(page)
    await screenshot(page, "own-models")
    expect(errors).toEqual([])
    await page.close()
  })

  it("works in a page that does not mention it, under the pages' policy", async () => {
    const { page, errors } = await visit("/bare")
    await worksIn(page)
    expect(errors).toEqual([])
    await page.close()
  })

  it("works in a snippet in a page that runs only scripts with its nonce", async () => {
    const src = `${worker.url}/bare/autoload.js?bokeh-autoload-element=plot`
    const site = await serveSite(
      () => `<script id="plot" nonce="own" src="${src}"></script>`,
      () => "script-src 'nonce-own' 'unsafe-eval'",
    )
    const { page, errors } = await openPage(browser, site.url)
    await worksIn(page)
    expect(errors).toEqual([])
    site.close()
    await page.close()
  })

  it("works in a document to which it is added while the page is open", async () => {
    const { page, errors } = await visit("/late")
    await page.getByRole("button", { name: "add" }).click()
    await worksIn(page)
    expect(errors).toEqual([])
    await page.close()
  })

  it("works after the server was killed, with its earlier values", async () => {
    const id = sessionIdOf(tokenIn(await (await fetch(`${worker.url}/bare`)).text()))
    const path = `/bare?bokeh-session-id=${id}`
    const { page } = await visit(path)
    await page.getByRole("button", { name: "in the page" }).click()
    await page.getByText("heard 2 to 7").waitFor()
    await worker.kill()
    worker = await startDevServer({ ...options, url: worker.url })
    await page.goto(`${worker.url}${path}`)
    await page.getByText("# ## ###").waitFor()
    await page.getByRole("button", { name: "in the page" }).click()
    await page.getByText("heard 7 to 12").waitFor()
    await page.close()
  })

  it("works in a copy", async () => {
    const { page } = await visit("/copied")
    const link = await page.getByText("bokeh-snapshot").textContent()
    const copy = await openPage(browser, new URL(link ?? "", worker.url).href)
    await worksIn(copy.page)
    expect(copy.errors).toEqual([])
    await Promise.all([page.close(), copy.page.close()])
  })

  it("works in a message to other members", async () => {
    const [ada, bob] = [await visit("/room"), await visit("/room")]
    const isJoined = () => bob.page.getByRole("button", { name: "send" }).isEnabled()
    await expect.poll(isJoined).toBe(true) // earlier messages do not arrive
    await ada.page.getByRole("button", { name: "send" }).click()
    await bob.page.getByText("## ##").waitFor()
    await bob.page.getByText("amp 9").waitFor()
    expect(bob.errors).toEqual([])
    await Promise.all([ada.page.close(), bob.page.close()])
  })
})
