// Pages without a server, opened from the disk. Plots, widgets, tables and own models are drawn and work, and texts run no
// code.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import {
  column,
  ColumnDataSource,
  components,
  CustomJS,
  DataTable,
  Div,
  Document,
  figure,
  file_html,
  type FileOptions,
  Html,
  html,
  json_item,
  LayoutDOM,
  model,
  row,
  Slider,
  TableColumn,
} from "bokeh-edge"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import {
  BLUE,
  columnData,
  documentsAreDrawn,
  drawnPixels,
  openBrowser,
  propertyOf,
  screenshot,
} from "../support/browser.ts"
import { CDN, playCdn } from "../support/cdn.ts"

let browser: Browser
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "standalone-"))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

interface Opened {
  readonly page: Page
  readonly errors: readonly string[]
  readonly loaded: readonly string[]
}

/** Opens the text as a file, with BokehJS from a simulated CDN. */
async function open(text: string | Html, colorScheme: "light" | "dark" = "light"): Promise<Opened> {
  const path = join(folder, `${crypto.randomUUID()}.html`)
  writeFileSync(path, String(text))
  const page = await browser.newPage({ colorScheme })
  const [errors, loaded]: [string[], string[]] = [[], []]
  page.on("pageerror", ({ message }) => errors.push(message))
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  page.on("requestfinished", (request) => loaded.push(request.url()))
  await playCdn(page)
  await page.goto(pathToFileURL(path).href)
  return { page, errors, loaded }
}

function linked(): Document {
  const doc = new Document()
  doc.title = "Take it away"
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: Float64Array.of(2, 3, 2) } })
  const plot = figure({ height: 250, y_range: [0, 20] })
  plot.line("x", "y", { source, line_width: 3 })
  const slider = new Slider({ start: 1, end: 5, value: 1, title: "Times" })
  const code = "source.data = { x: [1, 2, 3], y: [2, 3, 2].map((y) => y * slider.value) }"
  slider.js_on_change("value", new CustomJS({ args: { source, slider }, code }))
  const columns = [new TableColumn({ field: "y", title: "Height" })]
  doc.add_root(column(slider, plot, new DataTable({ source, columns, height: 150 })))
  return doc
}

it("file_html makes a file that draws a document and runs its CustomJS without a server", async () => {
  const { page, errors, loaded } = await open(file_html(linked()))
  await documentsAreDrawn(page)
  await expect.poll(() => page.title()).toBe("Take it away")
  await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(100)
  await page.getByText("Height").waitFor()
  await page.locator(".noUi-handle").press("ArrowRight")
  await expect.poll(async () => (await columnData(page))["y"]).toEqual([4, 6, 4])
  await screenshot(page, "standalone")
  const names = loaded.filter((url) => url.startsWith(CDN)).map((url) => url.slice(CDN.length))
  expect(names.toSorted()).toEqual(
    ["bokeh", "bokeh-tables", "bokeh-widgets"].map((name) => `${name}-3.10.0.min.js`),
  )
  expect(errors).toEqual([])
})

it("a file with the theme auto is dark while the reader's system is dark", async () => {
  const { page, errors } = await open(file_html(linked(), { theme: "auto" }), "dark")
  await documentsAreDrawn(page)
  const looks = () => Promise.all([propertyOf(page, "Figure", "background_fill_color"), back(page)])
  await expect.poll(looks).toEqual(["#20262B", "rgb(21, 25, 28)"])
  await screenshot(page, "standalone-dark")
  await page.emulateMedia({ colorScheme: "light" })
  await expect.poll(looks).toEqual(["#ffffff", "rgb(255, 255, 255)"])
  expect(errors).toEqual([])
})

/** The color behind everything. */
function back(page: Page): Promise<string> {
  return page.evaluate<string>("getComputedStyle(document.body).backgroundColor")
}

it("a file shows an error if BokehJS can't be reached", async () => {
  const path = join(folder, "offline.html")
  writeFileSync(path, file_html(linked()))
  const page = await browser.newPage()
  await page.route(`${CDN}**`, (route) => route.abort())
  await page.clock.install()
  await page.goto(pathToFileURL(path).href)
  await page.clock.runFor(20_000)
  await page.getByText("BokehJS is not in the page.").waitFor()
  await page.close()
})

it("a file runs no script in a visitor's string", async () => {
  const text = `<b>Hello</b><img src="x:" onerror="document.title = 'acted'">`
  const { page, errors } = await open(file_html(new Div({ text }), { title: "quiet" }))
  await page.getByText("Hello").waitFor()
  await expect.poll(() => errors.join()).toContain("Content Security Policy")
  await expect.poll(() => page.title()).toBe("quiet")
})

it("a custom template gets each root at the place of its name", async () => {
  const roots = [new Div({ text: "first", name: "a" }), new Div({ text: "second", name: "b" })]
  const options: FileOptions = {
    template: ({ resources, embed }) =>
      html`<!DOCTYPE html><head>${resources}</head><body><main>${embed("b")}</main><footer>${embed("a")}</footer></body>`,
  }
  const { page, errors } = await open(file_html(roots, options))
  await page.locator("main").getByText("second").waitFor()
  await page.locator("footer").getByText("first").waitFor()
  expect(errors).toEqual([])
})

it("a file includes the class of an app's own model", async () => {
  const Stars = model(
    "standalone.Stars",
    { count: 3 },
    {
      extends: LayoutDOM,
      script: `
        const { LayoutDOM, LayoutDOMView } = Bokeh.require("models/layouts/layout_dom")
        class StarsView extends LayoutDOMView {
          get child_models() { return [] }
          render() { super.render(); this.shadow_el.append(Object.assign(document.createElement("b"), { textContent: "★".repeat(this.model.count) })) }
        }
        class Stars extends LayoutDOM {
          static __module__ = "standalone"
          static __name__ = "Stars"
          static { this.prototype.default_view = StarsView; this.define(({ Float }) => ({ count: [Float, 3] })) }
        }
        Bokeh.Models.register(Stars)`,
    },
  )
  const { page, errors } = await open(file_html(row(new Stars({ count: 5, width: 100 }))))
  await page.getByText("★★★★★").waitFor()
  expect(errors).toEqual([])
})

it("components and json_item work in a page that loads BokehJS itself", async () => {
  const [script, { plot, text }] = components({ plot: drawn(), text: new Div({ text: "beside" }) })
  const item = JSON.stringify(json_item(drawn(), "later"))
  const scripts = ["bokeh", "bokeh-widgets"].map(
    (name) => html`<script src="${CDN}${name}-3.10.0.min.js"></script>`,
  )
  const { page, errors } = await open(
    html`<!DOCTYPE html><head>${scripts}${script}</head>
    <body><main>${text}</main>${plot}<div id="later"></div><script>Bokeh.embed.embed_item(${new Html(item)})</script></body>`,
  )
  await page.locator("main").getByText("beside").waitFor()
  await documentsAreDrawn(page, 2)
  await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(200)
  await expect.poll(() => page.locator("#later canvas").count()).toBeGreaterThan(0)
  expect(errors).toEqual([])
})

function drawn(): ReturnType<typeof figure> {
  const plot = figure({ width: 300, height: 200 })
  plot.line([1, 2, 3], [1, 3, 2], { line_width: 3 })
  return plot
}
