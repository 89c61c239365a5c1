// The script tags of serverDocument in pages of other sites.

import { globSync } from "node:fs"
import { dirname, join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { serverDocument } from "../../src/http/server-document.ts"
import { escapeHtml } from "../../src/util/html.ts"
import {
  BLUE,
  documentsAreDrawn,
  drawnPixels,
  type OpenPage,
  openBrowser,
  openPage,
} from "../support/browser.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite, type StaticSite } from "../support/static-site.ts"

let worker: RunningWorker
let browser: Browser
let site: StaticSite
let body = ""
let policy = ""
beforeAll(async () => {
  site = await serveSite(
    () => body,
    () => policy,
  )
  const vars = { BOKEH_ALLOW_WS_ORIGIN: new URL(site.url).host }
  worker = await startWorker({ entry: "worker-tests/support/embed-apps.ts", vars })
  browser = await openBrowser()
})
afterAll(async () => {
  site.close()
  await browser.close()
  await worker.stop()
})

/** The tag that embeds the path's app. */
function tag(path: string, options: Parameters<typeof serverDocument>[1] = {}): string {
  return serverDocument(`${worker.url}${path}`, options)
}

async function show(html: string): Promise<OpenPage> {
  body = html
  return openPage(browser, site.url)
}

const DEEP = `/deep/-5/${encodeURIComponent('ü/"<b>&amp; %')}/a/${encodeURIComponent("b c/d")}/e`
const DEEP_PARAMS = { n: -5, name: 'ü/"<b>&amp; %', rest: "a/b c/d/e" }

async function texts(page: Page): Promise<readonly unknown[]> {
  return (await page.locator("pre").allInnerTexts()).map((text): unknown => JSON.parse(text))
}

describe("serverDocument in a page of another origin", () => {
  it("shows an app with path parameters, any arguments, and its own socket path", async () => {
    const { page, errors } = await show(
      tag(DEEP, { arguments: { q: ["1", "2", "1"], "ü &=": "+%20/", empty: "" } }),
    )
    await documentsAreDrawn(page)
    const args = { q: ["1", "2", "1"], "ü &=": ["+%20/"], empty: [""] }
    expect(await texts(page)).toEqual([[DEEP_PARAMS, args]])
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows two apps, one of them twice, each with its own session", async () => {
    const { page, errors } = await show(tag("/temperature") + tag(DEEP) + tag("/temperature"))
    await documentsAreDrawn(page, 3)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(2000)
    expect(await texts(page)).toEqual([[DEEP_PARAMS, {}]])
    const handles = page.locator(".noUi-handle")
    await handles.first().focus()
    await page.keyboard.press("ArrowRight")
    await expect.poll(() => handles.first().getAttribute("aria-valuenow")).toBe("1.0")
    await expect.poll(() => handles.last().getAttribute("aria-valuenow")).toBe("0.0")
    expect(errors).toEqual([])
    await page.close()
  })

  it("sends headers and the visitor's cookies", async () => {
    const { page } = await show("")
    await page.context().addCookies([{ name: "visitor", value: "Ada", url: worker.url }])
    body = tag("/given", { credentials: true, headers: { "X-Visitor": "Bob" } })
    await page.reload()
    await documentsAreDrawn(page)
    expect(await texts(page)).toEqual([[{}, { "X-Visitor": "Bob" }, { visitor: "Ada" }]])
    await page.close()
  })

  it.for([{}, { credentials: true }])(
    "runs in a page that allows only scripts with its nonce: %j",
    async (options) => {
      policy = "script-src 'nonce-abc'"
      const { page, errors } = await show(tag("/temperature", { ...options, nonce: "abc" }))
      policy = ""
      await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
      expect(errors).toEqual([])
      await page.close()
    },
  )

  it("puts single roots where the page places them, and the others at the script", async () => {
    const places = '<div id="left"></div><div id="right"></div><div id="wrong"></div>'
    const roots = { text: "left", plot: "right", typo: "wrong" }
    const { page, errors } = await show(`${places}<p>${tag("/named/Ada", { roots })}</p>`)
    await documentsAreDrawn(page)
    await page.locator("#left").getByText("hello Ada").waitFor()
    await expect.poll(() => page.locator("#right canvas").count()).toBeGreaterThan(0)
    await page.locator("p").getByText("no extra").waitFor()
    await expect.poll(() => page.locator("#wrong").innerText()).toContain("no root is named 'typo'")
    expect(errors).toEqual([])
    await page.close()
  })
})

describe("a snippet in an iframe's srcdoc", () => {
  it("has the outer page's origin", async () => {
    const { page, errors } = await show(
      `<iframe width="900" height="700" srcdoc="${escapeHtml(tag("/temperature"))}"></iframe>`,
    )
    const [, frame = page] = page.frames()
    await expect.poll(() => drawnPixels(frame, BLUE)).toBeGreaterThan(1000)
    expect(errors).toEqual([])
    await page.close()
  })

  it("works in a page of the server with relative URLs", async () => {
    const { page, errors } = await openPage(browser, "about:blank")
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }))
    await page.goto(`${worker.url}/static/js/bokeh-gl.min.js`) // any page of the server without a policy
    const html = await (await fetch(`${worker.url}${DEEP}?q=1`)).text()
    await page.locator("body").evaluate((element, text) => {
      const page_ = element as unknown as { innerHTML: string }
      page_.innerHTML = `<iframe srcdoc="${text}"></iframe>`
    }, escapeHtml(html))
    const shown = page.frameLocator("iframe").locator("pre")
    expect(JSON.parse(await shown.innerText())).toEqual([DEEP_PARAMS, { q: ["1"] }])
    expect(errors).toEqual([])
    await page.close()
  })
})

describe("a page that has BokehJS", () => {
  /** Python's BokehJS, which is older than the server's. */
  const older = async (html: string): Promise<OpenPage> => {
    const opened = await show("")
    const lib = join(dirname(ensurePython()), "../lib")
    const [folder = ""] = globSync(`${lib}/python3.*/site-packages/bokeh/server/static/js`)
    await opened.page.route("**/older/*", (route) => {
      return route.fulfill({ path: join(folder, new URL(route.request().url()).pathname.slice(7)) })
    })
    body = html
    await opened.page.reload()
    return opened
  }
  const OLDER = ["bokeh", "bokeh-widgets", "bokeh-tables"]
    .map((name) => `<script src="/older/${name}.min.js"></script>`)
    .join("")

  it("of the same version loads only the missing parts", async () => {
    const { page, errors } = await show("")
    const loaded: string[] = []
    page.on("request", (request) => {
      const [, name] = /\/static\/js\/([\w-]+)/.exec(request.url()) ?? []
      if (name !== undefined) loaded.push(name)
    })
    body = `<script src="${worker.url}/static/js/bokeh.min.js"></script>${tag("/temperature")}`
    await page.reload()
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(loaded).toEqual(["bokeh", "bokeh-widgets", "bokeh-tables"])
    expect(errors).toEqual([])
    await page.close()
  })

  it("of another version keeps it beside the server's BokehJS", async () => {
    const { page, errors } = await older(OLDER + tag("/temperature"))
    await page.locator("canvas").first().waitFor()
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(await versions(page)).toEqual({ main: "3.9.2", documents: { "3.9.2": 0, "3.10.0": 1 } })
    expect(errors).toEqual([])
    await page.close()
  })

  it("of another version draws the app with it, if it requests no resources", async () => {
    const { page, errors } = await older(OLDER + tag("/temperature", { resources: "none" }))
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    expect(await versions(page)).toEqual({ main: "3.9.2", documents: { "3.9.2": 1 } })
    expect(errors).toEqual([])
    await page.close()
  })
})

/** The versions of BokehJS in a page, and the number of documents of each. */
function versions(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    interface BokehJS {
      readonly version: string
      readonly documents: readonly unknown[]
    }
    const { Bokeh } = globalThis as unknown as { Bokeh: BokehJS & Record<string, BokehJS> }
    const names = Object.keys(Bokeh).filter((name) => /^\d/.test(name))
    const documents = names.map((name) => [name, Bokeh[name]?.documents.length])
    return { main: Bokeh.version, documents: Object.fromEntries(documents) as unknown }
  })
}
