// The documents at /docs: linked from the front page, on phones and laptops, light and dark.

import { describe, expect, it } from "vitest"

import { openPage, screenshot } from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"

const { worker, browser } = await openExamples()

describe("the documents", () => {
  it("are one click from the front page, and link to the next page", async () => {
    const { page, errors } = await openPage(browser, worker.url)
    await page.getByRole("link", { name: "Documentation" }).click()
    await page.locator("nav.side").getByRole("link", { name: "A first app" }).click()
    await expect.poll(() => page.locator("h1").innerText()).toBe("A first app")
    await page.locator("footer a").last().click()
    await expect.poll(() => page.locator("h1").innerText()).not.toBe("A first app")
    await page.getByRole("link", { name: "Examples" }).click()
    await page.getByRole("link", { name: "Documentation" }).waitFor()
    expect(errors).toEqual([])
    await page.close()
  })

  it("can be searched by their words", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/docs/adr/index.html`)
    await page.keyboard.press("/")
    await page.keyboard.type("rotate nothing like this")
    await page.getByText("No page has all these words.").waitFor()
    await page.getByRole("searchbox").fill("secret rollback")
    await page.getByRole("searchbox").fill("rolling back")
    await screenshot(page, "documents search")
    await page.getByRole("link", { name: /^Deploying: Rolling back/ }).waitFor()
    await page.getByRole("searchbox").press("Enter")
    await page.waitForURL("**/docs/deploying.html#rolling-back")
    expect(errors).toEqual([])
    await page.close()
  })

  it("are opened by /docs, too", async () => {
    const response = await fetch(`${worker.url}/docs`)
    expect([response.status, new URL(response.url).pathname]).toEqual([200, "/docs/index.html"])
    expect([
      response.headers.get("X-Content-Type-Options"),
      response.headers.get("Content-Type"),
      response.headers.get("Cache-Control"),
      response.headers.get("Set-Cookie"),
    ]).toEqual(["nosniff", "text/html; charset=utf-8", "public, max-age=0, must-revalidate", null])
  })

  it("are found without the ending .html, and an unknown page shows a message", async () => {
    const { page } = await openPage(browser, `${worker.url}/docs/first-app`)
    await page.waitForURL("**/docs/first-app.html")
    const response = await page.goto(`${worker.url}/docs/deeper/nothing.html`)
    expect(response?.status()).toBe(404)
    await page.getByRole("heading", { name: "There is no such page" }).waitFor()
    await screenshot(page, "documents without such a page")
    await page.getByRole("link", { name: "bokeh-edge" }).click()
    await page.waitForURL("**/docs/index.html")
    await page.close()
  })

  it.each([
    ["phone", 390, "light"],
    ["phone", 390, "dark"],
    ["laptop", 1200, "light"],
    ["laptop", 1200, "dark"],
  ] as const)("fit a %s of %i pixels, in %s", async (name, width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    for (const document of ["first-app", "configuration", "sharing"]) {
      await page.goto(`${worker.url}/docs/${document}.html`)
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0)
    }
    await screenshot(page, `documents ${name} ${colorScheme}`)
    await page.close()
  })
})
