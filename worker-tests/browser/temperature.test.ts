// The temperature app in use: a page, its slider, and a second window on the same session.

import { describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import { BLUE, documentsAreDrawn, drawnPixels, openPage, screenshot } from "../support/browser.ts"
import { openSite } from "../support/site.ts"
import { meanTemperature, moveSlider, shownTemperature } from "../support/temperature-page.ts"

const { worker, browser } = await openSite()

describe("the temperature app", () => {
  it("draws its line without errors", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    await expect.poll(() => drawnPixels(page, BLUE)).toBeGreaterThan(1000)
    await expect.poll(() => page.title()).toBe("Temperature")
    expect(errors).toEqual([])
    await screenshot(page, "temperature")
    await page.close()
  })

  it("smooths the line on the server when the slider moves", async () => {
    const { page, errors } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    const smoothed = await meanTemperature(page, 12)
    let before = 0
    await expect.poll(async () => (before = await drawnPixels(page, BLUE))).toBeGreaterThan(1000)
    await moveSlider(page, 12)
    await expect.poll(() => shownTemperature(page)).toBeCloseTo(smoothed, 9)
    // A smoother line is shorter.
    await expect.poll(() => drawnPixels(page, BLUE)).toBeLessThan(before * 0.9)
    expect(errors).toEqual([])
    await page.close()
  })

  it("shows the same in two windows on one session, whichever slider moves", async () => {
    const one = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(one.page)
    const id = sessionIdOf(tokenIn(await one.page.content()))
    const other = await openPage(browser, `${worker.url}/temperature?bokeh-session-id=${id}`)
    await documentsAreDrawn(other.page)
    const [three, seven] = [await meanTemperature(one.page, 3), await meanTemperature(one.page, 7)]

    await moveSlider(one.page, 3)
    for (const { page } of [one, other]) {
      await expect.poll(() => shownTemperature(page)).toBeCloseTo(three, 9)
    }
    await moveSlider(other.page, 4)
    for (const { page } of [one, other]) {
      await expect.poll(() => shownTemperature(page)).toBeCloseTo(seven, 9)
      await page.getByText("Smoothing by N days: 7").waitFor()
    }
    expect([...one.errors, ...other.errors]).toEqual([])
    await one.page.close()
    await other.page.close()
  })
})
