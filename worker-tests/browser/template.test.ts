// Pages by a template, with roots in separate places.

import { describe, expect, it } from "vitest"

import { BLUE, documentsAreDrawn, drawnPixels, openPage } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: "worker-tests/support/embed-apps.ts" })

describe("a page by a template", () => {
  it("has each root in the place of its name, and the others in the unnamed place", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/named/Ada`)
    await documentsAreDrawn(page)
    await expect.poll(() => page.locator("main canvas").count()).toBeGreaterThan(0)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(300)
    await page.locator("aside").getByText("hello Ada").waitFor()
    await page.locator("footer").getByText("no extra").waitFor()
    await expect
      .poll(() => page.locator("#missing [role=alert]").innerText())
      .toContain("no root is named 'missing', but: plot, text")
    expect(errors).toEqual([])
    await page.close()
  })

  it("has the document's outline and title, and runs its own script by the nonce", async () => {
    const { page } = await openPage(browser, `${worker.url}/named/Ada`)
    await documentsAreDrawn(page)
    await expect.poll(() => page.locator("h1").innerText()).toBe("About Ada")
    await expect.poll(() => page.locator("b").innerText()).toBe("A")
    expect(await page.locator("li").allInnerTexts()).toEqual(["Figure plot", "Div text", "Div"])
    await expect.poll(() => page.title()).toBe("About Ada")
    await expect.poll(() => page.locator("html").getAttribute("data-own")).toBe("ran")
    await page.close()
  })

  it("escapes all strings", async () => {
    const nasty = "</script><script>alert(1)</script>\"'&"
    const { page, errors } = await openPage(
      browser,
      `${worker.url}/named/${encodeURIComponent(nasty)}?extra=%3Cb%3E`,
    )
    await documentsAreDrawn(page)
    await expect.poll(() => page.locator("#who").innerText()).toBe(nasty)
    await expect.poll(() => page.locator("h1").innerText()).toBe(`About ${nasty}`)
    expect(errors).toEqual([])
    await page.close()
  })
})
