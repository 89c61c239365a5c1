// Real sites of Django, Flask, FastAPI and Channels that embed apps with Python's Bokeh, in Chromium.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { BLUE, documentsAreDrawn, drawnPixels, openBrowser, openPage } from "../support/browser.ts"
import { ensurePackages } from "../support/python-packages.ts"
import { startPythonSite } from "../support/python-site.ts"
import { python } from "../support/python.ts"
import type { ServerProcess } from "../support/server-process.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { serveSite } from "../support/static-site.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"
const FRAMEWORKS = ["django", "flask", "fastapi", "channels"] as const
/** The names in their pages' titles. */
const NAMES = { django: "Django", flask: "Flask", fastapi: "FastAPI", channels: "Channels" }

let worker: RunningWorker
let browser: Browser
const sites = new Map<string, ServerProcess>()

beforeAll(async () => {
  const vars = { BOKEH_SECRET_KEY, BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" }
  worker = await startWorker({ entry: "worker-tests/support/embed-apps.ts", vars })
  browser = await openBrowser()
  for (const name of FRAMEWORKS) {
    const site = { serverUrl: worker.url, secretKey: BOKEH_SECRET_KEY, packages: ensurePackages() }
    // oxlint-disable-next-line no-await-in-loop -- one after another
    sites.set(name, await startPythonSite(`${name}_site.py`, site))
  }
})
afterAll(async () => {
  await Promise.all([...sites.values()].map((site) => site.stop()))
  await browser.close()
  await worker.stop()
})

async function open(framework: string, path: string): ReturnType<typeof openPage> {
  return openPage(browser, `${sites.get(framework)?.url ?? ""}/${path}`)
}

/** The arguments, headers and cookies that the app /given received. */
async function given(page: Page): Promise<unknown> {
  await documentsAreDrawn(page)
  return JSON.parse(await page.locator("pre").innerText())
}

describe.each(FRAMEWORKS)("a page of %s", (framework) => {
  it.for([
    ["server_document", "document"],
    ["server_document with relative URLs", "relative"],
    ["server_document in a page that loads Python's own BokehJS", "no-resources"],
    ["server_session of a pushed document", "pushed"],
  ] as const)("shows an app by %s", async ([, path]) => {
    const { page, errors } = await open(framework, path)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(300)
    await expect.poll(() => page.title()).toBe(`A ${NAMES[framework]} page`)
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows a session that the site pulled and changed", async () => {
    const { page, errors } = await open(framework, "pulled")
    await documentsAreDrawn(page)
    await page.getByText("changed by Python").waitFor()
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows two apps", async () => {
    const { page, errors } = await open(framework, "two")
    await documentsAreDrawn(page, 2)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(300)
    expect(errors).toEqual([])
    await page.close()
  })

  it("passes arguments to the app", async () => {
    const { page } = await open(framework, "arguments")
    expect(await given(page)).toEqual([{ "a b": ["ü&=/?#%"], n: ["1"] }, {}, {}])
    await page.close()
  })

  it("passes headers to the app", async () => {
    const { page } = await open(framework, "headers")
    expect(await given(page)).toEqual([{}, { "X-Visitor": "Ada & Bob" }, {}])
    await page.close()
  })

  it("passes the visitor's cookies to the app only with credentials", async () => {
    const { page } = await open(framework, "credentials")
    await page.context().addCookies([{ name: "visitor", value: "Ada", url: worker.url }])
    await page.reload()
    expect(await given(page)).toEqual([{}, {}, { visitor: "Ada" }])
    await page.goto(page.url().replace("credentials", "arguments"))
    expect(await given(page)).toMatchObject([{ n: ["1"] }, {}, {}])
    await page.close()
  })
})

describe("the samples of docs/embedding.md", () => {
  it.each([
    ["django", "dashboard", "Smoothing"],
    ["django", "prepared", "Smoothing for Ada"],
    ["flask", "dashboard", "Smoothing"],
    ["fastapi", "dashboard", "Smoothing"],
  ] as const)("show an app in a page of %s at /%s", async (framework, path, title) => {
    const site = await startPythonSite("docs_site.py", {
      serverUrl: `${worker.url}#${framework}`,
      secretKey: BOKEH_SECRET_KEY,
      packages: ensurePackages(),
    })
    const { page, errors } = await openPage(browser, `${site.url}/${path}`)
    await documentsAreDrawn(page)
    await page.getByText(title).waitFor()
    await expect.poll(() => page.title()).toBe("Dashboard")
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(300)
    expect(errors.filter((text) => !text.includes("favicon") && !text.includes("404"))).toEqual([])
    await page.close()
    await site.stop()
  })

  it("show an app in a page of plain HTML", async () => {
    const text = readFileSync(join(import.meta.dirname, "../../docs/embedding.md"), "utf8")
    const plain = text.split("## In a plain HTML page")[1] ?? ""
    const [, sample = ""] = /```html\n([^]*?)```/.exec(plain) ?? []
    const site = await serveSite(() => sample.replace("https://apps.example.org", worker.url))
    const { page, errors } = await openPage(browser, site.url)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(300)
    expect(errors).toEqual([])
    await page.close()
    site.close()
  })
})

describe("a link made by Python", () => {
  it("to a session with a token opens that session with the token's headers", async () => {
    const { page, errors } = await open("flask", "by-token")
    expect(await given(page)).toEqual([{}, { "X-Visitor": "told by the token" }, {}])
    expect(errors).toEqual([])
    await page.close()
  })

  it("with a signed session id opens that session", async () => {
    const { page, errors } = await open("flask", "by-session-id")
    expect(await given(page)).toEqual([{ from: ["Flask"] }, {}, {}])
    expect(errors).toEqual([])
    await page.close()
  })

  it("with show_session shows the pushed document", async () => {
    const url = await python("show.py", [worker.url], { BOKEH_SECRET_KEY })
    const { page, errors } = await openPage(browser, String(url))
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(300)
    await expect.poll(() => page.title()).toBe("shown by Python")
    expect(errors).toEqual([])
    await page.close()
  })
})
