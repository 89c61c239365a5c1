// A copy whose app was redeployed with only the copy's layout left in common, or with code that fails. The copy is shown
// without an error, as a picture. And an open page that cannot show what the new code builds.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { connect, linkBy, openToken } from "../support/bokeh-client.ts"
import {
  columnData,
  documentsAreDrawn,
  dragOver,
  openBrowser,
  openPage,
  propertyOf,
  SCREENSHOTS,
  untilDragged,
} from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"

const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-old-copies-"))
let browser: Browser
let worker: ServerProcess | undefined

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker?.kill()
  rmSync(persistTo, { recursive: true, force: true })
})

async function deploy(version: string): Promise<string> {
  await worker?.kill()
  const vars = { BOKEH_EDGE_VERSION: version, BOKEH_SECRET_KEY: "old copies" }
  const entry = "worker-tests/browser/old-copies-app.ts"
  worker = await startDevServer({ entry, url: worker?.url, persistTo, vars })
  return worker.url
}

async function published(url: string): Promise<string> {
  const author = await connect(`${url.replace("http", "ws")}/ws`, await openToken(url))
  await author.request("PULL-DOC-REQ")
  return linkBy(author, "publish", null)
}

it("copies can be viewed and panned when the code no longer fits or fails, and show why their buttons do nothing", async () => {
  const url = await deploy("1")
  const links = [await published(`${url}/changing`), await published(`${url}/failing`)]
  await deploy("2")
  for (const link of links) await seePicture(link) // oxlint-disable-line no-await-in-loop -- one page at a time
}, 600_000)

it("a copy shows the data that were sent, with the newer code's callbacks", async () => {
  const link = await published(`${await deploy("1")}/measuring`)
  const before = await openPage(browser, link)
  await documentsAreDrawn(before.page)
  const { y: sent = [] } = await columnData(before.page)
  expect(sent).toHaveLength(3)
  await deploy("2")
  const { page, errors } = await openPage(browser, link)
  await documentsAreDrawn(page)
  await page.getByText("all new").waitFor()
  expect(await columnData(page)).toMatchObject({ y: sent })
  await page.getByRole("button", { name: "Add" }).click()
  await expect.poll(() => columnData(page)).toMatchObject({ y: [...sent, 9] })
  await page.screenshot({ path: join(SCREENSHOTS, "copy-in-new-code.png") })
  expect(errors).toEqual([])
}, 600_000)

it("an open page that lacks a class of the newer code asks to be loaded again, and sends nothing", async () => {
  const { page, errors } = await openPage(browser, `${await deploy("1")}/growing`)
  await page.getByText("all old").waitFor()
  await deploy("2")
  await page.getByText("This app was updated: load the page again.").waitFor()
  await page.getByText("Client connection was lost").waitFor({ state: "detached" })
  await page.screenshot({ path: join(SCREENSHOTS, "page-of-old-code.png") })
  expect(await page.getByText("all old").count()).toBe(1)
  expect(errors.filter((text) => text.includes("could not resolve type 'Newer'"))).toHaveLength(1)
  const sent = await page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as { readonly Bokeh: PageBokeh }
    const frames: unknown[] = []
    WebSocket.prototype.send = (frame) => void frames.push(frame)
    const [root] = Bokeh.documents[0]?.roots() ?? []
    root?.setv({ text: "changed" })
    return frames
  })
  expect(sent).toEqual([])
}, 600_000)

interface PageBokeh {
  readonly documents: readonly {
    roots(): readonly { setv(values: { readonly text: string }): void }[]
  }[]
}

async function seePicture(link: string): Promise<void> {
  const { page, errors } = await openPage(browser, link)
  await documentsAreDrawn(page, 1, 2)
  const line =
    "The app no longer works with this copy: you can view and move it, but its buttons do nothing."
  await page.getByText(line).waitFor()
  expect(await page.getByText("all new").count()).toBe(0)
  const slider = page.getByRole("slider").first()
  await slider.focus()
  for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowRight")
  await expect.poll(() => slider.getAttribute("aria-valuenow")).toBe("5.0")
  const box = await page.locator(".bk-Figure").boundingBox()
  const [x, y] = [(box?.x ?? 0) + 200, (box?.y ?? 0) + 150]
  await untilDragged(
    () => dragOver(page, [x, y], [x + 60, y + 20]),
    async () => Number(await propertyOf(page, "DataRange1d", "start")) < 0.8,
  )
  await page.screenshot({ path: join(SCREENSHOTS, "old-copy.png") })
  expect(errors).toEqual([])
}
