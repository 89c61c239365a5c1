// A callback adds to a plot that is already shown. BokehJS reports no error and makes nothing twice.

import { join } from "node:path"

import { expect, it } from "vitest"

import { documentsAreDrawn, openPage, screenshot } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({
  entry: join(import.meta.dirname, "drawn-later-app.ts"),
})

/** The types of the models that the page's plot has drawn. */
function drawn(): string[] {
  const { Bokeh } = globalThis as unknown as {
    readonly Bokeh: { readonly index: Readonly<Record<string, View>> }
  }
  const plots = Object.values(Bokeh.index).flatMap(({ child_views = [] }) => child_views)
  const views = plots.flatMap(({ computed_renderer_views = [] }) => computed_renderer_views)
  return views.map(({ model }) => model.type)
}
interface View {
  readonly model: { readonly type: string }
  readonly child_views?: readonly View[]
  readonly computed_renderer_views?: readonly View[]
}

it("a glyph, the plot's first legend and an axis can be added to an open plot without an error", async () => {
  const { page, errors } = await openPage(browser, `${worker.url}/later`)
  await documentsAreDrawn(page)
  await page.getByRole("button", { name: "Draw" }).click()
  const isDrawn = async () => {
    const types = await page.evaluate(drawn)
    return types.includes("Legend") && types.filter((type) => type === "LinearAxis").length === 3
  }
  await expect.poll(isDrawn).toBe(true)
  await documentsAreDrawn(page)
  expect(errors).toEqual([])
  await page.close()
})

it("a change that BokehJS cannot draw is reported, and leaves the other changes of the callback", async () => {
  const { page } = await openPage(browser, `${worker.url}/categories`)
  await documentsAreDrawn(page)
  await page.getByRole("button", { name: "Change" }).click()
  await page.getByText("changed", { exact: true }).waitFor()
  await screenshot(page, "drawn-later-categories")
  expect(await page.getByRole("alert").allTextContents()).toHaveLength(1)
  await page.close()
})
