// Apps below a path that a proxy strips, without a setting on the server.

import { describe, expect, it } from "vitest"

import { BLUE, documentsAreDrawn, drawnPixels, openPage, repulled } from "../support/browser.ts"
import { openSite } from "../support/site.ts"
import { startWorker } from "../support/start-worker.ts"
import { serveSite } from "../support/static-site.ts"
import { serveBelowPrefix } from "../support/stripping-proxy.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

const { worker, browser } = await openSite({ vars: { BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" } })

describe("behind a proxy that strips its prefix", () => {
  it.for([
    ["its own host", { host: "own" }],
    ["the public host", { host: "public" }],
    ["its own host, and the proxy buffers", { host: "own", buffers: true }],
    ["paths that begin with two slashes", { doublesSlash: true }],
  ] as const)("a page works whole, where the server sees %s", async ([, options]) => {
    const proxy = await serveBelowPrefix(worker.url, options)
    const { page, errors } = await openPage(browser, `${proxy.url}/temperature`)
    await documentsAreDrawn(page)
    const two = await meanTemperature(page, 2)
    await moveSlider(page, 2)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    expect(proxy.outside).toEqual([])
    expect(errors).toEqual([])
    proxy.close()
    await page.close()
  })

  it("a page with slashes at the end of its URL works, and its socket's URL has one query", async () => {
    const proxy = await serveBelowPrefix(worker.url)
    const { page, errors } = await openPage(browser, `${proxy.url}/weather/Seattle//?a=1&a=2`)
    await documentsAreDrawn(page) // with its own socket
    const sockets: string[] = []
    page.on("websocket", (socket) => sockets.push(socket.url()))
    await page.reload()
    await documentsAreDrawn(page)
    const path = `${new URL(proxy.url).pathname}/weather/Seattle/ws`
    expect(sockets.map((url) => url.slice(url.indexOf(path)))).toEqual([
      `${path}?bokeh-version=3.10.0&bokeh-packed=1&a=1&a=2&bokeh-pull=1`,
    ])
    expect([proxy.outside, errors]).toEqual([[], []])
    proxy.close()
    await page.close()
  })

  it("a page works completely if its path has several slashes", async () => {
    for (const doublesSlash of [false, true]) {
      const proxy = await serveBelowPrefix(worker.url, { doublesSlash })
      const { page, errors } = await openPage(browser, `${proxy.url}//weather///Seattle`)
      await documentsAreDrawn(page)
      await page.goto(`${proxy.url}//`)
      await page.getByRole("link", { name: "temperature" }).first().click()
      await documentsAreDrawn(page)
      expect([proxy.outside, errors]).toEqual([[], []])
      proxy.close()
      await page.close()
    }
  })

  it("a snippet works completely in a page of another origin", async () => {
    const proxy = await serveBelowPrefix(worker.url, { doublesSlash: true })
    const src = `${proxy.url}//temperature/autoload.js?bokeh-autoload-element=plot`
    const site = await serveSite(() => `<script id="plot" src="${src}"></script>`)
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect([proxy.outside, errors]).toEqual([[], []])
    site.close()
    proxy.close()
    await page.close()
  })

  it("a page continues if the proxy drops idle sockets", async () => {
    const proxy = await serveBelowPrefix(worker.url, { idleMs: 6000 })
    const { page } = await openPage(browser, `${proxy.url}/temperature`)
    await documentsAreDrawn(page)
    const [two, three] = [await meanTemperature(page, 2), await meanTemperature(page, 3)]
    await moveSlider(page, 2)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(two, 9)
    await repulled(page)
    await moveSlider(page, 1)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(three, 9)
    proxy.close()
    await page.close()
  })

  it("snippets of two servers are drawn in one page", async () => {
    const other = await startWorker({ vars: { BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" } })
    const proxy = await serveBelowPrefix(worker.url)
    const tags = [proxy.url, other.url].map((url, i) => {
      const src = `${url}/temperature/autoload.js?bokeh-autoload-element=plot${i}`
      return `<script id="plot${i}" src="${src}"></script>`
    })
    const site = await serveSite(() => tags.join(""))
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page, 2)
    expect([proxy.outside, errors]).toEqual([[], []])
    site.close()
    proxy.close()
    await page.close()
    await other.stop()
  })

  it("the list of apps links to them", async () => {
    const proxy = await serveBelowPrefix(worker.url)
    const { page, errors } = await openPage(browser, `${proxy.url}/`)
    await page.getByRole("link", { name: "temperature" }).first().click()
    await documentsAreDrawn(page)
    expect([proxy.outside, errors]).toEqual([[], []])
    proxy.close()
    await page.close()
  })
})
