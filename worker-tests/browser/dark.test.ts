// Parts that BokehJS paints white or black in spite of its variables are readable on pages with a dark color scheme.

import { join } from "node:path"

import type { Page } from "playwright-core"
import { expect, it } from "vitest"

import { documentsAreDrawn, screenshot } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: join(import.meta.dirname, "dark-app.ts") })

interface Styles {
  getComputedStyle(element: unknown, pseudo?: string): Readonly<Record<string, string>>
}

function style(page: Page, selector: string, name: string, pseudo?: string): Promise<unknown> {
  return page
    .locator(selector)
    .first()
    .evaluate(
      (element, [property, part]) => {
        const styles = (globalThis as unknown as Styles).getComputedStyle(element, part)
        return styles[property]
      },
      [name, pseudo] as const,
    )
}

const DARK = /^rgb\((\d\d, ){2}\d\d\)$/

it("a dark page has a readable file field, menu and table header", async () => {
  const page = await browser.newPage({ colorScheme: "dark" })
  await page.goto(`${worker.url}/dark`)
  await documentsAreDrawn(page)
  const button = "::file-selector-button"
  expect(await style(page, "input[type=file]", "backgroundColor", button)).toMatch(DARK)
  expect(await style(page, ".slick-header-columns", "backgroundColor")).toMatch(DARK)
  expect(await style(page, "select.bk-input", "backgroundImage")).not.toContain("black")
  await screenshot(page, "dark-widgets")
  await page.close()
})

it.each(["light", "dark"] as const)(
  "selection, focus and icons are visible if the system forces its %s colors",
  async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, forcedColors: "active" })
    await page.goto(`${worker.url}/dark`)
    await documentsAreDrawn(page)
    const ink = await style(page, "body", "color")
    const back = (selector: string) => style(page, selector, "backgroundColor")
    expect(await back(".bk-btn.bk-active")).not.toEqual(await back(".bk-btn:not(.bk-active)"))
    expect(await back(".bk-tool-icon-save")).toBe(ink)
    expect(await back(".bk-tool-icon-pan")).toBe(await back(".bk-btn.bk-active")) // the tool is active
    expect(await style(page, "select.bk-input", "appearance")).toBe("auto") // the system's arrow
    await page.locator("select.bk-input").focus()
    expect(await style(page, "select.bk-input", "outlineStyle")).toBe("solid")
    await screenshot(page, `forced-colors-${colorScheme}`)
    await page.close()
  },
)
