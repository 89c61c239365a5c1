// All of Bokeh works under the pages' Content-Security-Policy: code, maps, math, scripts of the head.

import { join } from "node:path"

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { documentsAreDrawn, screenshot } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: join(import.meta.dirname, "policy-app.ts") })

/** Every script of another server records its origin in window.loaded. */
async function visit(path: string): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage()
  const errors: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  await page.route(/^https:/, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "Access-Control-Allow-Origin": "*" },
      body: route.request().url().endsWith(".mjs")
        ? `export const what = "import"`
        : "(window.loaded ??= []).push(document.currentScript.src)",
    }),
  )
  await page.goto(`${worker.url}${path}`)
  return { page, errors }
}

describe("the pages' Content-Security-Policy", () => {
  it("allows every kind of CustomJS, its imports from other servers, and math", async () => {
    const { page, errors } = await visit("/code")
    await documentsAreDrawn(page)
    const input = page.locator("input")
    await input.fill("b")
    await input.press("Enter")
    const kinds = [
      "filter",
      "formatter",
      "function",
      "import",
      "module",
      "module: true",
      "transform",
    ]
    const ran = () => page.evaluate(() => [...new Set(Reflect.get(globalThis, "ran") as string[])])
    await expect.poll(async () => (await ran()).toSorted()).toEqual(kinds)
    expect(errors).toEqual([])
    await screenshot(page, "policy-code")
    await page.close()
  })

  it("does not run handlers and links in HTML that a document shows", async () => {
    const { page, errors } = await visit("/acting")
    await documentsAreDrawn(page)
    await page.getByText("handler").click()
    await page.getByText("link").click()
    await expect.poll(() => errors).toHaveLength(2)
    expect(errors.every((error) => error.includes("violates"))).toBe(true)
    expect(await page.evaluate(() => Reflect.get(globalThis, "acted") as unknown)).toBeUndefined()
    await page.close()
  })

  it("allows the code of hovers, tables, tickers and textures", async () => {
    const { page, errors } = await visit("/more")
    await documentsAreDrawn(page)
    await page.mouse.move(120, 120)
    await page.mouse.move(121, 121) // over a bar
    await page.getByText(/is [12]/).waitFor()
    await page.getByText("the x").click()
    const kinds = ["compare", "expr", "hover", "template", "texture", "ticker"]
    const ran = () => page.evaluate(() => [...new Set(Reflect.get(globalThis, "ran") as string[])])
    await expect.poll(async () => (await ran()).toSorted()).toEqual(kinds)
    expect(errors).toEqual([])
    await screenshot(page, "policy-more")
    await page.close()
  })

  it.for(["/map", "/map-by-string"])("allows a GMapPlot to load its API: %s", async (path) => {
    const { page, errors } = await visit(path)
    const loaded = () => page.evaluate(() => Reflect.get(globalThis, "loaded") as unknown)
    await expect
      .poll(loaded)
      .toEqual([expect.stringMatching(/^https:\/\/maps.googleapis.com\/maps\/api\/js\?.*key=key&/)])
    expect(errors).toEqual([])
    await page.close()
  })

  it("allows the scripts of the route's head, whatever their origin", async () => {
    const { page, errors } = await visit("/head")
    await documentsAreDrawn(page)
    expect(await page.evaluate(() => Reflect.get(globalThis, "inline") as unknown)).toBe(1)
    expect(await page.evaluate(() => Reflect.get(globalThis, "loaded") as unknown)).toEqual([
      "https://elsewhere.example.org/lib.js",
    ])
    expect(errors).toEqual([])
    await page.close()
  })

  it("allows a template's scripts only from the servers that the route names", async () => {
    const { page, errors } = await visit("/template")
    await documentsAreDrawn(page)
    expect(await page.evaluate(() => Reflect.get(globalThis, "loaded") as unknown)).toEqual([
      "https://cdn.example.org/lib/known.js",
    ])
    expect(
      await page.evaluate(() => Reflect.get(globalThis, "injected") as unknown),
    ).toBeUndefined()
    expect(errors).toEqual([
      expect.stringContaining("violates"),
      expect.stringContaining("violates"),
    ])
    await page.close()
  })
})
