// A page whose session is opened while BokehJS is still being loaded.

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openPage } from "../support/browser.ts"
import { openSite } from "../support/site.ts"
import { moveSlider, shownTemperature } from "../support/temperature-page.ts"

const { worker, browser } = await openSite()

/** The types of the messages that its sockets have sent and received so far, and the number of the sockets. */
function watchSockets(page: Page): { sockets: number; sent: string; received: string } {
  const seen = { sockets: 0, sent: "", received: "" }
  page.on("websocket", (socket) => {
    seen.sockets++
    socket.on("framesent", ({ payload }) => void (seen.sent += payload.toString()))
    socket.on("framereceived", ({ payload }) => void (seen.received += payload.toString()))
  })
  return seen
}

/** BokehJS is not sent to the page before that. @returns what sends it */
async function holdBokehJs(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route("**/bokeh.min.js*", async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

describe("a page", () => {
  it("[F5] is sent its document before BokehJS, and what others change meanwhile", async () => {
    const url = `${worker.url}/temperature`
    const shared = `${url}?bokeh-token=${tokenIn(await (await fetch(url)).text())}`
    const first = await openPage(browser, shared)
    await documentsAreDrawn(first.page)
    const { page, errors } = await openPage(browser, "about:blank")
    const seen = watchSockets(page)
    const sendBokehJs = await holdBokehJs(page)
    await page.goto(shared, { waitUntil: "commit" })
    await expect.poll(() => seen.received).toContain("PULL-DOC-REPLY")
    const before = await shownTemperature(first.page)
    await moveSlider(first.page, 5)
    await expect.poll(() => shownTemperature(first.page)).not.toBe(before)
    await expect.poll(() => seen.received).toContain("PATCH-DOC")
    sendBokehJs()
    await documentsAreDrawn(page)
    const after = await shownTemperature(first.page)
    await expect.poll(() => shownTemperature(page)).toBe(after)
    expect(seen.sent).not.toContain("PULL-DOC-REQ")
    expect(seen.sockets).toBe(1)
    await moveSlider(page, 1)
    await expect.poll(() => shownTemperature(first.page)).not.toBe(after)
    expect(errors).toEqual([])
    await first.page.close()
    await page.close()
  })
})
