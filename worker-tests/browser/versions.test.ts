// Many versions of BokehJS, in pages that load it themselves.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import type { Browser, Page, WebSocketRoute } from "playwright-core"
import { afterAll, beforeAll, describe, it } from "vitest"

import { BOKEHJS_VERSIONS, ensureBokehJs } from "../support/bokeh-versions.ts"
import { openBrowser } from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite, type StaticSite } from "../support/static-site.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"
import { expectRow, knownRow } from "../support/versions-table.ts"

let worker: RunningWorker
let browser: Browser
let site: StaticSite
let body = ""
beforeAll(async () => {
  site = await serveSite(() => body)
  worker = await startWorker({ vars: { BOKEH_ALLOW_WS_ORIGIN: new URL(site.url).host } })
  browser = await openBrowser()
})
afterAll(async () => {
  site.close()
  await browser.close()
  await worker.stop()
})

const BUNDLES = ["bokeh", "bokeh-gl", "bokeh-widgets", "bokeh-tables"]

interface Visit {
  readonly page: Page
  /** How many times the page received the document. */
  readonly pulls: () => number
  readonly cut: () => Promise<void>
}

/** A page with the given BokehJS that draws the temperature app. Its socket can be cut. */
async function visit(version: string): Promise<Visit> {
  const folder = ensureBokehJs(version)
  const page = await browser.newPage()
  let socket: WebSocketRoute | undefined
  let pulls = 0
  await page.routeWebSocket(/\/temperature\/ws/, (route) => {
    socket = route
    route.connectToServer().onMessage((message) => {
      route.send(message)
      if (message.includes('"PULL-DOC-REPLY"')) pulls++
    })
  })
  await page.route(/\/bokehjs\//, (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? ""
    return route.fulfill({
      contentType: "text/javascript",
      body: readFileSync(join(folder, name), "utf8"),
    })
  })
  const tags = BUNDLES.map((name) => `<script src="/bokehjs/${name}.min.js"></script>`)
  const src = `${worker.url}/temperature/autoload.js?bokeh-autoload-element=plot&resources=none`
  body = `${tags.join("")}<script id="plot" src="${src}"></script>`
  await page.goto(site.url)
  return {
    page,
    pulls: () => pulls,
    cut: async () => {
      await socket?.close({ code: 1012, reason: "cut" })
    },
  }
}

/** Waits as long as necessary for a condition that is expected, and for a while for one that is not. */
const PATIENCE_MS = { yes: 100_000, no: 8000 }

async function comesTrue(
  isTrue: () => Promise<boolean>,
  isExpected: boolean | undefined,
): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS[isExpected === false ? "no" : "yes"]
  while (performance.now() < end) {
    if (await isTrue().catch(() => false)) return true
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return false
}

const isClose = (a: number, b: number) => Math.abs(a - b) < 1e-9

describe("a page with its own BokehJS", () => {
  it.for(BOKEHJS_VERSIONS)(
    "of version %s supports what the table of versions lists",
    async (version) => {
      const { page, pulls, cut } = await visit(version)
      const name = `BokehJS ${version}`
      const [draws, hears, returns] = knownRow(name).map((cell) => cell !== "no")
      const isDrawn = await comesTrue(
        async () =>
          (await page.locator("canvas").count()) > 0 && (await shownTemperature(page)) > -100,
        draws,
      )
      const [two = 0, three = 0] = isDrawn
        ? [await meanTemperature(page, 2), await meanTemperature(page, 3)]
        : []
      if (isDrawn) await moveSlider(page, 2)
      const isHeard =
        isDrawn && (await comesTrue(async () => isClose(await shownTemperature(page), two), hears))
      await cut()
      // A change without a socket ends 3.8's reconnection. A change before the document is redrawn is repeated.
      const isPulled = isHeard && (await comesTrue(async () => pulls() > 1, returns))
      const isMoved = async () => {
        if (isClose(await shownTemperature(page), three)) return true
        for (let i = 0; i < 3; i++) await page.locator(".noUi-handle").press("ArrowLeft")
        await moveSlider(page, 3)
        return false
      }
      const isBack = isPulled && (await comesTrue(isMoved, returns))
      expectRow(name, [isDrawn, isHeard, isBack])
      await page.close()
    },
  )
})
