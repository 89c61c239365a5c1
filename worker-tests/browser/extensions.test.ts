// Models that BokehJS does not have. The page loads their bundle when its document needs it.

import { join } from "node:path"

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { documentsAreDrawn } from "../support/browser.ts"
import { openSite } from "../support/site.ts"
import { serveSite } from "../support/static-site.ts"

const { worker, browser } = await openSite({
  entry: join(import.meta.dirname, "extensions-app.ts"),
  vars: { BOKEH_ALLOW_WS_ORIGIN: "127.0.0.1:*" },
})

/** An extension's bundle: a model with its view, registered with BokehJS. */
const PING = `
const { Widget, WidgetView } = Bokeh.require("models/widgets/widget")
class PingView extends WidgetView {
  render() {
    super.render()
    const button = document.createElement("button")
    button.textContent = "ping " + this.model.count
    button.onclick = () => { this.model.count++ }
    this.shadow_el.append(button)
  }
  connect_signals() {
    super.connect_signals()
    this.connect(this.model.properties.count.change, () => this.rerender())
  }
}
class Ping extends Widget {
  static __module__ = "ping.models"
  static {
    this.prototype.default_view = PingView
    this.define(({ Int }) => ({ count: [Int, 0] }))
  }
}
Bokeh.require("base").default_resolver.register(Ping)
`

interface Visit {
  readonly page: Page
  /** How many times the bundle was loaded. */
  readonly loads: () => number
}

async function visit(url: string): Promise<Visit> {
  const page = await browser.newPage()
  let loads = 0
  await page.route("https://extensions.example.org/ping.js", (route) => {
    loads++
    return route.fulfill({ contentType: "text/javascript", body: PING })
  })
  await page.goto(url)
  return { page, loads: () => loads }
}

describe("a page whose document has models of an extension", () => {
  it("loads the bundle by itself once, and the models can be changed", async () => {
    const { page, loads } = await visit(`${worker.url}/ping`)
    await page.getByRole("button", { name: "ping 3" }).click()
    await page.getByRole("button", { name: "ping 4" }).waitFor()
    expect(loads()).toBe(1)
    await documentsAreDrawn(page) // and BokehJS has no other document
    await page.close()
  })

  it("loads the bundle in a snippet, too", async () => {
    const src = `${worker.url}/ping/autoload.js?bokeh-autoload-element=plot`
    const site = await serveSite(() => `<script id="plot" src="${src}"></script>`)
    const { page } = await visit(site.url)
    await page.getByRole("button", { name: "ping 3" }).waitFor()
    site.close()
    await page.close()
  })

  it("loads the bundle when the open document gets its first model of the extension", async () => {
    const { page, loads } = await visit(`${worker.url}/late`)
    const button = page.getByRole("button", { name: "extend" })
    await button.waitFor()
    expect(loads()).toBe(0)
    await button.click()
    await page.getByRole("button", { name: "ping 3" }).waitFor()
    await page.close()
  })

  it.for([
    [
      "/unknown",
      `could not resolve type 'pong.Pong', which BokehJS does not have: name the URL of its bundle: createServer(routes, { extensions: { "pong": ["https://..."] } })`,
    ],
    ["/wrong", "the bundle of the extension 'ping' does not define it for this version of BokehJS"],
  ])("shows at %s how to fix a missing bundle", async ([path, remedy = ""]) => {
    const { page } = await visit(`${worker.url}${path}`)
    await expect.poll(() => page.getByRole("alert").textContent()).toContain(remedy)
    await page.close()
  })
})
