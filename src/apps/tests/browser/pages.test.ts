// The other pages: the list of apps, a route with a parameter, and unknown pages.

import { describe, expect, it } from "vitest"

import {
  columnData,
  documentsAreDrawn,
  drawnPixels,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"

const { worker, browser } = await openExamples()

describe("the site", () => {
  it("lists the apps with links that open them", async () => {
    const { page, errors } = await openPage(browser, worker.url)
    await screenshot(page, "index")
    await page.getByRole("link", { name: "Temperature" }).click()
    await documentsAreDrawn(page)
    expect(errors).toEqual([])
    await page.close()
  })

  it.for(["Seattle", "New York"])(
    "shows the weather of %s if that city is in the path",
    async (city) => {
      const { page, errors } = await openPage(browser, `${worker.url}/weather/${city}`)
      await documentsAreDrawn(page)
      await expect.poll(() => page.title()).toContain(city)
      await expect.poll(() => drawnPixels(page, [214, 96, 77])).toBeGreaterThan(500)
      expect((await columnData(page))["date"]).toHaveLength(1461)
      expect(errors).toEqual([])
      await screenshot(page, `weather-${city}`)
      await page.close()
    },
  )

  it("shows the days of one kind when the menu selects it", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/weather/Seattle`)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, [214, 96, 77])).toBeGreaterThan(500)
    const before = await drawnPixels(page)
    await page.locator("select").selectOption("snow")
    await expect.poll(() => drawnPixels(page)).toBeLessThan(before - 500)
    expect(errors).toEqual([])
    await page.close()
  })

  it("answers 404 for an unknown city", async () => {
    const response = await fetch(`${worker.url}/weather/Atlantis`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain("There is nothing at /weather/Atlantis.")
  })

  it("answers 404 with a message for an unknown page", async () => {
    const { page } = await openPage(browser, `${worker.url}/no/such/app`)
    await expect.poll(() => page.title()).toBe("404")
    await page.getByText("There is nothing at /no/such/app.").waitFor()
    await page.close()
  })
})
