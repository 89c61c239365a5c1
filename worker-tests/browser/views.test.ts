// The view of a plot belongs to the document: other windows, copies, reloads and restarts show it, and none of them changes
// it.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { sessionIdOf, tokenIn } from "../support/bokeh-client.ts"
import {
  columnData,
  documentsAreDrawn,
  dragOver,
  openBrowser,
  openPage,
  propertyOf,
  screenshot,
  untilDragged,
} from "../support/browser.ts"
import { playCdn } from "../support/cdn.ts"
import { startDevServer } from "../support/dev-server.ts"
import type { ServerProcess } from "../support/server-process.ts"

const entry = "worker-tests/browser/views-app.ts"
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

/** A window on a session that a first page started. A reload returns to the session. */
async function openWindow(id: string, width: number, path = "views"): Promise<Page> {
  const { page } = await openPage(browser, "about:blank")
  await page.setViewportSize({ width, height: 900 })
  await page.goto(`${worker.url}/${path}?bokeh-session-id=${id}`)
  await documentsAreDrawn(page)
  return page
}

async function begin(path = "views"): Promise<readonly [string, Page]> {
  const id = sessionIdOf(tokenIn(await (await fetch(`${worker.url}/${path}`)).text()))
  return [id, await openWindow(id, 1000, path)]
}

/** The ends of the first plot's ranges in the page, to six digits. */
function ends(page: Page, plot = 0): Promise<readonly number[]> {
  return page.evaluate((index) => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh.documents[0]?.all_models ?? [])]
    const found = models.filter(({ type }) => type === "Figure")[index]
    const [x, y] = [found?.x_range, found?.y_range]
    return [x?.start, x?.end, y?.start, y?.end].map((end) => Math.round(Number(end) * 1e6) / 1e6)
  }, plot)
}

/** The end of the first plot's x range that Reset restores; null if BokehJS computes it. */
function initialEnd(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh.documents[0]?.all_models ?? [])]
    return models.find(({ type }) => type === "Figure")?.x_range?._initial_end
  })
}

/** The width / height of a plot without its axes, whose labels are as wide as the fonts make them. */
function shape(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh.documents[0]?.all_models ?? [])]
    const plot = models.find(({ type }) => type === "Figure")
    const { width = NaN, height = NaN } = Bokeh.index.find_one(plot)?.frame.bbox ?? {}
    return (width / height).toFixed(3)
  })
}

/** The width and height of what a plot shows, in meters. */
async function size(page: Page, plot = 0): Promise<readonly [number, number]> {
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = await ends(page, plot)
  return [Math.round(x1 - x0), Math.round(y1 - y0)]
}

async function middle(page: Page, plot = 0): Promise<string> {
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = await ends(page, plot)
  return `${Math.round((x0 + x1) / 2)}, ${Math.round((y0 + y1) / 2)}`
}

/** Waits until each window shows the same part of the map, in its own shape. @returns the sizes */
async function settled(pages: readonly Page[]): Promise<readonly (readonly [number, number])[]> {
  let sizes: readonly (readonly [number, number])[] = []
  await expect
    .poll(async () => {
      sizes = await Promise.all(pages.map((page) => size(page)))
      const middles = await Promise.all(pages.map((page) => middle(page)))
      const shown = sizes.map(([width, height]) => (width / height).toFixed(3))
      const shapes = await Promise.all(pages.map(shape))
      return [shown.join() === shapes.join(), new Set(middles).size]
    })
    .toEqual([true, 1])
  return sizes
}

/** Pans the map in each window, twice, which zooms it in none. @returns the sizes */
async function panInTurn(pages: readonly Page[]): Promise<readonly (readonly [number, number])[]> {
  const sizes = await settled(pages)
  const sized = new Map(pages.map((page, i) => [page, sizes[i]]))
  for (const page of [...pages, ...pages]) {
    // oxlint-disable no-await-in-loop -- one after another
    await pan(page, [60, 40])
    const from = [page, ...pages.filter((other) => other !== page)]
    expect(await settled(from)).toEqual(from.map((each) => sized.get(each)))
    // oxlint-enable no-await-in-loop
  }
  return sizes
}

const FULL = [0.85, 4.15, 1.8, 6.2]

/** The center of the plot once it stays in place, since roots drawn above can move it. */
async function center(page: Page, plot: number): Promise<readonly [number, number]> {
  const element = page.locator(".bk-Figure").nth(plot)
  let box = await element.boundingBox()
  await expect
    .poll(async () => {
      const before = box
      box = await element.boundingBox()
      return before
    })
    .toEqual(expect.toSatisfy((before: unknown) => JSON.stringify(before) === JSON.stringify(box)))
  if (box === null) throw new Error("nothing is drawn")
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** Drags a plot. @returns its ranges after that */
async function pan(
  page: Page,
  [dx, dy]: readonly [number, number],
  plot = 0,
): Promise<readonly number[]> {
  const before = await ends(page, plot)
  await untilDragged(
    async () => {
      const [x, y] = await center(page, plot)
      await dragOver(page, [x, y], [x + dx, y + dy])
    },
    async () => (await ends(page, plot)).join() !== before.join(),
  )
  return ends(page, plot)
}

/**
 * Waits until all windows show the same ranges, different from those before. After a pan in one window, the pan in another
 * one may be set back for a moment, since their messages may have crossed [S12].
 */
async function together(
  pages: readonly Page[],
  before: readonly number[],
): Promise<readonly number[]> {
  let shown: readonly number[] = []
  await expect
    .poll(async () => {
      const all = await Promise.all(pages.map((page) => ends(page)))
      shown = all[0] ?? []
      return [new Set(all.map(String)).size, shown.join() !== before.join()]
    })
    .toEqual([1, true])
  return shown
}

/** Pans the first plot by 60 and 40, with the button still down. @returns where it was pressed */
async function beginPan(page: Page): Promise<readonly [number, number]> {
  const [x, y] = await center(page, 0)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 60, y + 40, { steps: 20 })
  return [x, y]
}

async function reset(page: Page): Promise<void> {
  await page.locator(".bk-tool-icon-reset").first().click()
}

/** Sends the server a request, whose answer shows that all earlier messages are done. */
async function copyLink(
  page: Page,
  button: "whole" | "one" | "viewer" | "editor",
): Promise<string> {
  const link = page.getByText(/bokeh-(?:snapshot|invite)=/)
  const before = (await link.count()) > 0 ? await link.textContent() : ""
  await page.getByRole("button", { name: button }).click()
  await expect.poll(() => link.textContent()).not.toBe(before)
  return `${worker.url}${(await link.textContent()) ?? ""}`
}

/** The URL of a file that draws the plots without a server. */
async function fileOf(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "file" }).click(),
  ])
  const path = join(persistTo, "view.html")
  await download.saveAs(path)
  return pathToFileURL(path).href
}

/** A page with two plots. */
async function opened(url: string): Promise<Page> {
  const { page } = await openPage(browser, "about:blank")
  await playCdn(page)
  await page.goto(url)
  await documentsAreDrawn(page, 1, 2)
  return page
}

describe("[S19] the view of a plot", () => {
  it("stays when another window opens the session, which shows the same view, even after reloads", async () => {
    const [id, one] = await begin()
    await expect.poll(() => ends(one)).toEqual(FULL)
    const view = await pan(one, [60, 40])
    const two = await openWindow(id, 600)
    await expect.poll(() => ends(two)).toEqual(view)
    await two.reload()
    await documentsAreDrawn(two)
    await one.reload()
    await documentsAreDrawn(one)
    await expect.poll(() => ends(two)).toEqual(view)
    await expect.poll(() => ends(one)).toEqual(view)
    await screenshot(two, "views-second-window")
    await Promise.all([one.close(), two.close()])
  })

  it("is seen by guests, whose windows do not change it when they open", async () => {
    const [, one] = await begin()
    await expect.poll(() => ends(one)).toEqual(FULL)
    const view = await pan(one, [60, 40])
    const guests: Page[] = []
    for (const role of ["viewer", "editor"] as const) {
      // oxlint-disable no-await-in-loop -- one after another
      const { page, errors } = await openPage(browser, await copyLink(one, role))
      await page.setViewportSize({ width: 600, height: 900 })
      await documentsAreDrawn(page)
      await expect.poll(() => ends(page)).toEqual(view)
      expect(errors).toEqual([])
      guests.push(page)
      // oxlint-enable no-await-in-loop
    }
    const [viewer, editor] = guests as [Page, Page]
    await copyLink(one, "viewer") // what the guests' pages sent when they opened is done by now
    expect(await ends(one)).toEqual(view)
    const along = await pan(one, [50, 0])
    for (const guest of guests) await expect.poll(() => ends(guest)).toEqual(along) // oxlint-disable-line no-await-in-loop
    await pan(editor, [-40, 20])
    for (const page of [editor, one]) await copyLink(page, "whole") // oxlint-disable-line no-await-in-loop -- both know its end
    const edited = await together([one, viewer, editor], along)
    await beginPan(viewer)
    await viewer.mouse.up()
    await copyLink(one, "editor")
    for (const page of [one, editor]) expect(await ends(page)).toEqual(edited) // oxlint-disable-line no-await-in-loop
    await Promise.all([one, ...guests].map((page) => page.close()))
  })

  it("is followed by other windows while it moves, even along one axis, and on a plot of bars", async () => {
    const [id, one] = await begin()
    const two = await openWindow(id, 600)
    const view = await pan(one, [50, 0])
    await expect.poll(() => ends(two)).toEqual(view)
    await pan(two, [-80, 30])
    await together([one, two], view)
    const bars = await pan(one, [60, 0], 1)
    await expect.poll(() => ends(two, 1)).toEqual(bars)
    const three = await openWindow(id, 800)
    await expect.poll(() => ends(three, 1)).toEqual(bars)
    await Promise.all([one.close(), two.close(), three.close()])
  })

  it("is followed if a script, or a tool without an event, moves a range that BokehJS computes", async () => {
    const [id, one] = await begin()
    await expect.poll(() => ends(one)).toEqual(FULL)
    const two = await openWindow(id, 600)
    await one.getByRole("button", { name: "near" }).click()
    await expect.poll(() => ends(two)).toEqual([2, 3, 1.8, 6.2])
    await one.locator(".bk-tool-icon-pan-left").first().click()
    await expect.poll(() => ends(one)).toEqual([1.9, 2.9, 1.8, 6.2])
    await expect.poll(() => ends(two)).toEqual([1.9, 2.9, 1.8, 6.2])
    const three = await openWindow(id, 800)
    await expect.poll(() => ends(three)).toEqual([1.9, 2.9, 1.8, 6.2])
    await reset(three)
    for (const page of [one, two, three]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(() => ends(page)).toEqual(FULL)
    }
    await Promise.all([one.close(), two.close(), three.close()])
  })

  it("is reset in all windows by Reset in any window", async () => {
    const [id, one] = await begin()
    await pan(one, [60, 40])
    const two = await openWindow(id, 600)
    await reset(two)
    await expect.poll(() => ends(two)).toEqual(FULL)
    await expect.poll(() => ends(one)).toEqual(FULL)
    const three = await openWindow(id, 800)
    await expect.poll(() => ends(three)).toEqual(FULL)
    await one.getByRole("button", { name: "more" }).click()
    for (const page of [one, two, three]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(() => ends(page)).toEqual([0.8, 5.2, 1.8, 6.2])
    }
    await Promise.all([one.close(), two.close(), three.close()])
  })

  it("is reset in all windows to the end that the app has set since it was moved", async () => {
    const [id, one] = await begin()
    const [start = NaN] = await pan(one, [60, 0])
    const two = await openWindow(id, 600)
    await expect.poll(async () => (await ends(two))[0]).toBe(start)
    await two.getByRole("button", { name: "far" }).click()
    for (const page of [one, two]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(() => initialEnd(page)).toBe(9)
      // oxlint-disable-next-line no-await-in-loop -- the same
      expect((await ends(page)).slice(0, 2)).toEqual([start, 9])
    }
    await reset(two)
    const three = await openWindow(id, 800)
    for (const page of [two, one, three]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(() => ends(page)).toEqual([0.6, 9, 1.8, 6.2])
    }
    await Promise.all([one.close(), two.close(), three.close()])
  })

  it("stays the same when data arrives", async () => {
    const [id, one] = await begin()
    const view = await pan(one, [60, 40])
    const two = await openWindow(id, 600)
    await two.getByRole("button", { name: "more" }).click()
    for (const page of [one, two]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(async () => (await columnData(page))["x"]).toHaveLength(5)
    }
    await copyLink(two, "one")
    expect([await ends(one), await ends(two)]).toEqual([view, view])
    await Promise.all([one.close(), two.close()])
  })

  it("is in other windows and in copies of the document or the plot, as are selection, tab and hidden glyphs", async () => {
    const [id, one] = await begin()
    await one.getByText("second", { exact: true }).click()
    const view = await pan(one, [40, 20])
    await one
      .locator(".bk-Figure")
      .first()
      .click({ position: { x: 314, y: 31 } }) // the legend
    await one.evaluate(() => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const models = [...(Bokeh.documents[0]?.all_models ?? [])]
      const source = models.find(({ selected }) => selected !== undefined)
      if (source?.selected !== undefined) source.selected.indices = [1]
    })
    // A second window, and the first after a reload.
    const two = await openWindow(id, 600)
    await one.reload()
    await documentsAreDrawn(one)
    for (const page of [one, two]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(() => valuesOf(page, "Selection", "indices")).toContainEqual([1])
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(() => valuesOf(page, "GlyphRenderer", "visible")).toContain(false)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(() => propertyOf(page, "Tabs", "active")).toBe(1)
    }
    await two.close()
    const links = [await copyLink(one, "whole"), await copyLink(one, "one")]
    for (const [i, link] of links.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const { page } = await openPage(browser, link)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await documentsAreDrawn(page)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(() => ends(page)).toEqual(view)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(() => valuesOf(page, "Selection", "indices")).toContainEqual([1])
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(() => valuesOf(page, "GlyphRenderer", "visible")).toContain(false)
      // oxlint-disable-next-line no-await-in-loop -- the same
      if (i === 0) await expect.poll(() => propertyOf(page, "Tabs", "active")).toBe(1)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await screenshot(page, `views-copy-${i}`)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await page.close()
    }
    await one.close()
  })

  it("is in a copy of single plots and in a file, also of categories, and Reset there shows everything", async () => {
    const [, one] = await begin()
    await expect.poll(() => ends(one)).toEqual(FULL)
    const full = await ends(one, 1)
    const views = [await pan(one, [40, 20]), await pan(one, [60, 0], 1)]
    for (const url of [await copyLink(one, "one"), await fileOf(one)]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const page = await opened(url)
      const both = () => Promise.all([ends(page, 0), ends(page, 1)])
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(both).toEqual(views)
      // oxlint-disable-next-line no-await-in-loop -- the same
      for (const tool of await page.locator(".bk-tool-icon-reset").all()) await tool.click()
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect.poll(both).toEqual([FULL, full])
      // oxlint-disable-next-line no-await-in-loop -- the same
      await page.close()
    }
    await one.close()
  })

  it("can be zoomed out to the bounds that the plot had at first, also in a window that opens later", async () => {
    const whole = [0, 10, 0, 10]
    const [id, one] = await begin("bounded")
    await expect.poll(() => ends(one)).toEqual(whole)
    await one.locator(".bk-tool-icon-zoom-in").click()
    await expect.poll(() => ends(one)).not.toEqual(whole)
    const view = await ends(one)
    const two = await openWindow(id, 600, "bounded")
    await expect.poll(() => ends(two)).toEqual(view)
    for (let i = 0; i < 3; i++) await two.locator(".bk-tool-icon-zoom-out").click() // oxlint-disable-line no-await-in-loop
    for (const page of [two, one]) await expect.poll(() => ends(page)).toEqual(whole) // oxlint-disable-line no-await-in-loop
    await Promise.all([one.close(), two.close()])
  })

  it("of a map fills each window's own shape, which moves no other window, and can be reset", async () => {
    const [id, one] = await begin("map")
    await expect.poll(async () => (await ends(one))[0]).toBeLessThan(-1e6)
    const full = await ends(one)
    const view = await pan(one, [60, 40])
    const two = await openWindow(id, 600, "map")
    await settled([one, two])
    expect((await ends(two)).slice(2)).toEqual(view.slice(2))
    for (const page of [two, one]) {
      // oxlint-disable-next-line no-await-in-loop -- what the windows sent before is done by then
      await page.getByRole("button", { name: "count" }).click()
    }
    await two.getByText("++").waitFor()
    expect(await ends(one)).toEqual(view)
    await screenshot(two, "views-map")
    await reset(two)
    await expect.poll(() => ends(one)).toEqual(full)
    expect((await ends(two)).slice(2)).toEqual([0, 4e6])
    await Promise.all([one.close(), two.close()])
  })

  it("of a map keeps its zoom in windows of different shapes, which move it in turn", async () => {
    const [id, one] = await begin("map")
    const two = await openWindow(id, 600, "map")
    const sizes = await panInTurn([one, two])
    const before = await shape(two)
    await two.setViewportSize({ width: 800, height: 900 })
    await expect.poll(() => shape(two)).not.toBe(before)
    await panInTurn([two, one])
    await one.reload()
    await documentsAreDrawn(one)
    const three = await openWindow(id, 600, "map")
    const [narrow, wide] = await settled([three, one])
    expect([wide, narrow]).toEqual(sizes)
    await Promise.all([one, two, three].map((page) => page.close()))
  })

  it("of a map is zoomed by the wheel, and to a box, alike in all windows, and moved by each of them then", async () => {
    const [id, one] = await begin("map")
    const two = await openWindow(id, 600, "map")
    const before = await settled([one, two])
    await two.mouse.move(...(await center(two, 0)))
    await two.mouse.wheel(0, -120)
    await expect.poll(() => size(one)).not.toEqual(before[0])
    const wheeled = await panInTurn([two, one])
    expect(wheeled[0]?.[1]).toBe(wheeled[1]?.[1])
    await two.locator(".bk-tool-icon-box-zoom").click()
    const [x, y] = await center(two, 0)
    await dragOver(two, [x - 30, y - 80], [x + 30, y + 80])
    await expect.poll(() => size(one)).not.toEqual(wheeled[1])
    await two.locator(".bk-tool-icon-pan").first().click()
    const boxed = await panInTurn([two, one])
    expect(boxed[0]?.[1]).toBe(boxed[1]?.[1])
    await reset(two)
    await expect.poll(() => size(one)).toEqual(before[0])
    expect(await settled([one, two])).toEqual(before)
    await Promise.all([one.close(), two.close()])
  })

  it("of two maps of the same longitudes keeps its zoom in windows of different shapes", async () => {
    const [id, one] = await begin("linked")
    const two = await openWindow(id, 600, "linked")
    const pages = [one, two]
    const widths = () => Promise.all(pages.map(async (page) => (await size(page))[0] / 1e6))
    await expect.poll(widths).toEqual([expect.closeTo(21.8, 0), expect.closeTo(12.5, 0)])
    const before = await widths()
    for (const [page, plot] of [one, two, one, two].map(
      (each, i) => [each, i % 3 ? 1 : 0] as const,
    )) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await pan(page, [60, 40], plot)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await expect
        .poll(async () => new Set([await middle(one, plot), await middle(two, plot)]).size)
        .toBe(1)
    }
    // The labels of an axis may become wider, and the plot narrower.
    await expect.poll(widths).toEqual(before.map((width) => expect.closeTo(width, 0)))
    await Promise.all(pages.map((page) => page.close()))
  })

  it("of a map is each window's own, as BokehJS computes it, with its own ranges", async () => {
    const [id, one] = await begin("own")
    const two = await openWindow(id, 600, "own")
    const [before] = await settled([two])
    const [x0, x1, y0, y1] = (await pan(one, [60, 40])).map(Math.round)
    await one.getByText(`told ${x0},${x1},${y0},${y1}`).waitFor()
    expect(await size(two)).toEqual(before)
    await Promise.all([one.close(), two.close()])
  })

  it("of a plot with the same scale along both axes keeps its zoom in windows of different shapes", async () => {
    const [id, one] = await begin("aspect")
    const two = await openWindow(id, 600, "aspect")
    const view = await pan(one, [60, 40])
    await expect.poll(() => ends(two)).toEqual(view)
    await pan(two, [-80, 30])
    await together([one, two], view)
    expect(await size(one)).toEqual(await size(two))
    await Promise.all([one.close(), two.close()])
  })

  it("[S20] is sent with one message of a pan at a time, and ends where the pan ended", async () => {
    const [id, one] = await begin()
    const onTheirWay = new Set<string>()
    let most = 0
    one.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        const [msgid, attrs] = endsIn(String(payload))
        if (attrs > 0) onTheirWay.add(msgid)
        most = Math.max(most, onTheirWay.size)
      })
      socket.on("framereceived", ({ payload }) => {
        for (const [, reqid = ""] of String(payload).matchAll(/"reqid":"(\w+)"/g)) {
          onTheirWay.delete(reqid)
        }
      })
    })
    await one.reload()
    await documentsAreDrawn(one)
    const two = await openWindow(id, 600)
    await copyLink(one, "whole") // the pages' messages at load are answered by now
    most = 0
    const view = await pan(one, [60, 40])
    await expect.poll(() => ends(two)).toEqual(view)
    expect(most).toBe(1)
    await Promise.all([one.close(), two.close()])
  })

  it("[S20] is kept if the server is killed right after a pan", async () => {
    const [id, one] = await begin()
    await copyLink(one, "whole") // it is stored by now
    await beginPan(one)
    await one.mouse.up()
    await worker.kill()
    const view = await ends(one)
    worker = await startDevServer({ url: worker.url, persistTo, entry })
    const two = await openWindow(id, 800)
    await expect.poll(() => ends(two)).toEqual(view)
    await Promise.all([one.close(), two.close()])
  })

  it("[S20] is not lost if the server is killed in the middle of a pan", async () => {
    const [id, one] = await begin()
    await copyLink(one, "whole") // it is stored by now
    const [x, y] = await beginPan(one)
    await worker.kill()
    await one.mouse.move(x + 90, y + 20, { steps: 20 })
    await one.mouse.up()
    const view = await ends(one)
    worker = await startDevServer({ url: worker.url, persistTo, entry })
    await expect.poll(() => ends(one)).toEqual(view)
    const two = await openWindow(id, 800)
    await expect.poll(() => ends(two)).toEqual(view)
    await Promise.all([one.close(), two.close()])
  })

  it("is restored after the server was killed", async () => {
    const [id, one] = await begin()
    await copyLink(one, "whole") // it is stored by now
    const view = await pan(one, [60, 40])
    const two = await openWindow(id, 600)
    await expect.poll(() => ends(two)).toEqual(view)
    await two.close()
    await worker.kill()
    worker = await startDevServer({ url: worker.url, persistTo, entry })
    const three = await openWindow(id, 800)
    await expect.poll(() => ends(three)).toEqual(view)
    await reset(three)
    await expect.poll(() => ends(three)).toEqual(FULL)
    await expect.poll(() => ends(one)).toEqual(FULL)
    await Promise.all([one.close(), three.close()])
  })
})

/** The id of a message that a page sends, and the number of range ends that it sets. */
function endsIn(payload: string): readonly [msgid: string, count: number] {
  const msgid = /"msgid":"(\w+)"/.exec(payload)?.[1] ?? ""
  return [msgid, payload.match(/"attr":"(?:start|end)"/g)?.length ?? 0]
}

/** The values of a property in all models of a type. */
function valuesOf(page: Page, type: string, attr: string): Promise<readonly unknown[]> {
  return page.evaluate(
    ([wanted, name]) => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const models = [...(Bokeh.documents[0]?.all_models ?? [])]
      return models
        .filter((model) => model.type === wanted)
        .map(({ attributes }) => attributes[name])
    },
    [type, attr] as const,
  )
}

interface Range {
  readonly start: number
  readonly end: number
  readonly _initial_end?: number | null
}
interface BokehPage {
  readonly Bokeh: {
    readonly documents: readonly {
      readonly all_models: Iterable<{
        readonly type: string
        readonly x_range?: Range
        readonly y_range?: Range
        readonly attributes: Readonly<Record<string, unknown>>
        readonly selected?: { indices: readonly number[] }
      }>
    }[]
    readonly index: { find_one(model: unknown): PlotView | null }
  }
}

interface PlotView {
  readonly frame: { readonly bbox: { readonly width: number; readonly height: number } }
}
