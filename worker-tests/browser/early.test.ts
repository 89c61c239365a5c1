// A page that opens its session while BokehJS is still loading.

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openPage } from "../support/browser.ts"
import { openSite } from "../support/site.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

const { worker, browser } = await openSite()

/** The types of the messages that the page's sockets have sent and received so far, and the number of sockets. */
function watchSockets(page: Page): { sockets: number; sent: string; received: string } {
  const seen = { sockets: 0, sent: "", received: "" }
  page.on("websocket", (socket) => {
    seen.sockets++
    socket.on("framesent", ({ payload }) => void (seen.sent += payload.toString()))
    socket.on("framereceived", ({ payload }) => void (seen.received += payload.toString()))
  })
  return seen
}

/** Holds BokehJS back from the page. @returns a function that sends it */
async function holdBokehJs(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route("**/bokeh.min.js*", async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

describe("a page", () => {
  it("[F5] receives its document, and changes by others, before BokehJS is loaded", async () => {
    const url = `${worker.url}/temperature`
    const shared = `${url}?bokeh-token=${tokenIn(await (await fetch(url)).text())}`
    const first = await openPage(browser, shared)
    await documentsAreDrawn(first.page)
    const { page, errors } = await openPage(browser, "about:blank")
    const seen = watchSockets(page)
    const sendBokehJs = await holdBokehJs(page)
    await page.goto(shared, { waitUntil: "commit" })
    await expect.poll(() => seen.received).toContain("PULL-DOC-REPLY")
    const [five, six] = [await meanTemperature(first.page, 5), await meanTemperature(first.page, 6)]
    await moveSlider(first.page, 5)
    await expect.poll(() => shownTemperature(first.page)).toBeCloseTo(five, 9)
    await expect.poll(() => seen.received).toContain("PATCH-DOC")
    sendBokehJs()
    await documentsAreDrawn(page)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(five, 9)
    expect(seen.sent).not.toContain("PULL-DOC-REQ")
    expect(seen.sockets).toBe(1)
    await moveSlider(page, 1)
    await expect.poll(() => shownTemperature(first.page)).toBeCloseTo(six, 9)
    expect(errors).toEqual([])
    await first.page.close()
    await page.close()
  })
})
