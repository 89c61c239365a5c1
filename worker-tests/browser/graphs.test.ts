// A graph that one window sends to another: shown as the sender saw it, stored in the receiver's session, and unable to run
// code.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import {
  documentsAreDrawn,
  dragOver,
  openBrowser,
  openPage,
  screenshot,
  untilDragged,
} from "../support/browser.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"

const entry = "worker-tests/browser/graphs-app.ts"
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
let worker: ServerProcess
let browser: Browser
beforeAll(async () => {
  worker = await startDevServer({ persistTo, entry })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  rmSync(persistTo, { recursive: true })
})

async function enter(kind = "numbers"): Promise<Page> {
  const url = `${worker.url}/graphs/${kind}`
  const id = sessionIdOf(tokenIn(await (await fetch(url)).text()))
  const { page } = await openPage(browser, `${url}?bokeh-session-id=${id}`)
  await documentsAreDrawn(page)
  await page.getByText("joined").waitFor() // earlier messages do not arrive
  return page
}

/** The x ranges of all plots, to six digits. */
function ranges(page: Page): Promise<readonly (readonly number[])[]> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh.documents[0]?.all_models ?? [])]
    return models.flatMap(({ x_range }) =>
      x_range === undefined
        ? []
        : [[x_range.start, x_range.end].map((end) => Math.round(end * 1e6) / 1e6)],
    )
  })
}

const FULL = [0.9, 3.1]

/** Drags the page's first plot. @returns where its x range is after that */
async function pan(page: Page): Promise<readonly number[]> {
  const [before] = await ranges(page)
  const box = await page.locator(".bk-Figure").first().boundingBox()
  if (box === null) throw new Error("nothing is drawn")
  const [x, y] = [box.x + 200, box.y + 100]
  await untilDragged(
    () => dragOver(page, [x, y], [x + 60, y + 20]),
    async () => String((await ranges(page))[0]) !== String(before),
  )
  return (await ranges(page))[0] ?? []
}

describe("[G1] a graph that is sent", () => {
  it("opens in the receiver's document with its zoom, survives a restart, and can be reset", async () => {
    const [ada, bob] = [await enter(), await enter()]
    const zoomed = await pan(ada)
    await ada.getByRole("button", { name: "Send" }).click()
    await expect.poll(() => ranges(bob)).toEqual([FULL, zoomed])
    await screenshot(bob, "graphs-received")
    await worker.kill()
    worker = await startDevServer({ url: worker.url, persistTo, entry })
    await bob.reload()
    await documentsAreDrawn(bob)
    await expect.poll(() => ranges(bob)).toEqual([FULL, zoomed])
    await bob.locator(".bk-tool-icon-reset").nth(1).click()
    await expect.poll(() => ranges(bob)).toEqual([FULL, FULL])
    expect(await ranges(ada)).toEqual([zoomed])
    await Promise.all([ada.close(), bob.close()])
  })

  it.each(["numbers", "factors"])(
    "has its zoom in a page that was open when it came, and can be reset there: %s",
    async (kind) => {
      const [ada, bob] = [await enter(kind), await enter(kind)]
      const [full] = await ranges(bob)
      const zoomed = await pan(ada)
      await ada.getByRole("button", { name: "Send" }).click()
      await expect.poll(() => ranges(bob)).toEqual([full, zoomed])
      await bob.locator(".bk-tool-icon-reset").nth(1).click()
      await expect.poll(() => ranges(bob)).toEqual([full, full])
      expect(await ranges(ada)).toEqual([zoomed])
      await Promise.all([ada.close(), bob.close()])
    },
  )

  it("has the selection, the open tab and the hidden lines, also for somebody to whom the receiver passes it on", async () => {
    const [ada, bob] = [await enter(), await enter()]
    const expectSame = async (page: Page) => {
      await expect.poll(() => valuesOf(page, "Selection", "indices")).toEqual([[], [1]])
      await expect.poll(() => valuesOf(page, "GlyphRenderer", "visible")).toEqual([true, false])
      await expect.poll(() => valuesOf(page, "Tabs", "active")).toEqual([0, 1])
      const shown = page.getByText("two", { exact: true }).filter({ visible: true })
      await expect.poll(() => shown.count()).toBe(1)
    }
    await ada.getByText("second", { exact: true }).click()
    await ada.evaluate(SELECT_AND_HIDE)
    await ada.getByRole("button", { name: "Send" }).click()
    await expectSame(bob)
    const cyd = await enter()
    await bob.getByRole("button", { name: "Pass on" }).click()
    await expectSame(cyd)
    await ada.getByText("first", { exact: true }).first().click()
    await ada.getByText("one", { exact: true }).first().waitFor()
    await expectSame(bob)
    await screenshot(cyd, "graphs-passed-on")
    await Promise.all([ada.close(), bob.close(), cyd.close()])
  })

  it("shows HTML that the sender's visitor wrote as plain text", async () => {
    const [ada, bob] = [await enter(), await enter()]
    await ada.evaluate(() => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const models = [...(Bokeh.documents[0]?.all_models ?? [])]
      const text = models.find(({ name }) => name === "text")
      if (text !== undefined) text.text = '<form action="https://evil.test"><input></form>'
    })
    await ada.getByRole("button", { name: "Send" }).click()
    await bob.getByText("<form action=").waitFor()
    expect(await bob.locator("form").count()).toBe(0)
    await screenshot(bob, "graphs-html")
    await Promise.all([ada.close(), bob.close()])
  })
})

/** As a tap on a point, and one on the legend. */
const SELECT_AND_HIDE = `for (const model of Bokeh.documents[0].all_models) {
  if (model.type === "ColumnDataSource") model.selected.indices = [1]
  if (model.type === "GlyphRenderer") model.visible = false
}`

/** A property of all models of a type, in the order of the page. */
function valuesOf(page: Page, type: string, attr: string): Promise<unknown> {
  return page.evaluate(
    `[...Bokeh.documents[0].all_models].filter(({ type }) => type === "${type}").map((model) => model["${attr}"])`,
  )
}

interface BokehPage {
  readonly Bokeh: {
    readonly documents: readonly {
      readonly all_models: Iterable<{
        readonly name: string | null
        text?: string
        readonly x_range?: { readonly start: number; readonly end: number }
      }>
    }[]
  }
}
