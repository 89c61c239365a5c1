// Two windows of different sizes on one session. Each shows the other's changes, and then no more messages are sent.

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, dragOver, openPage, untilDragged } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: "worker-tests/support/shared-app.ts" })

interface Window {
  readonly page: Page
  /** The PATCH-DOCs that the window has sent so far. */
  readonly sent: () => number
  /** The PATCH-DOCs that were answered. */
  readonly answered: () => number
}

async function openWindows(path: string): Promise<readonly [Window, Window]> {
  const url = `${worker.url}${path}`
  const token = tokenIn(await (await fetch(url)).text())
  const open = async (width: number): Promise<Window> => {
    const { page } = await openPage(browser, "about:blank")
    await page.setViewportSize({ width, height: 600 })
    let [sent, answered] = [0, 0]
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        if (payload.toString().includes('"PATCH-DOC"')) sent++
      })
      socket.on("framereceived", ({ payload }) => {
        if (payload.toString().includes('"msgtype":"OK"')) answered++
      })
    })
    await page.goto(`${url}?bokeh-token=${token}`)
    await documentsAreDrawn(page)
    return { page, sent: () => sent, answered: () => answered }
  }
  return [await open(1000), await open(500)]
}

/** Waits until everything is answered and no window has sent a message for a while. @returns the messages sent by each */
async function quiet(...windows: readonly Window[]): Promise<readonly number[]> {
  for (let last = ""; ;) {
    const now = windows.map(({ sent }) => sent())
    const isAnswered = windows.every(({ sent, answered }) => sent() <= answered())
    if (isAnswered && last === now.join()) return now
    last = now.join()
    await new Promise((resolve) => setTimeout(resolve, 600))
  }
}

interface View {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly selected: readonly number[]
  readonly rows: number
}

/** The values that a window shows. */
function view({ page }: Window): Promise<View> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const models = [...(Bokeh.documents[0]?.all_models ?? [])]
    const find = (type: string) => models.find((model) => model.type === type)
    const ends = (range?: Range) =>
      [range?.start, range?.end].map((end) => Math.round(Number(end) * 1e6) / 1e6)
    const plot = find("Figure")
    const source = find("ColumnDataSource")
    return {
      x: ends(plot?.x_range),
      y: ends(plot?.y_range),
      selected: source?.selected?.indices ?? [],
      rows: source?.get_length?.() ?? 0,
    }
  })
}

async function expectSame(one: Window, two: Window): Promise<void> {
  await expect.poll(async () => sameOrBoth(await view(one), await view(two))).toBe("the same")
}

function sameOrBoth(one: View, two: View): string {
  const [a, b] = [JSON.stringify(one), JSON.stringify(two)]
  return a === b ? "the same" : `${a} and ${b}`
}

/** Drags the plot by 50 pixels each way, in ten steps. */
async function pan(window: Window): Promise<void> {
  const { page } = window
  const box = await page.locator("canvas").first().boundingBox()
  if (box === null) throw new Error("nothing is drawn")
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const before = await view(window)
  await untilDragged(
    () => dragOver(page, [x, y], [x + 50, y + 50]),
    async () => (await view(window)).x.join() !== before.x.join(),
  )
}

describe("two windows on one session", () => {
  it("[S19] pan together, without an answer from the other window", async () => {
    const [one, two] = await openWindows("/shared")
    const [, sentByTwo] = await quiet(one, two)
    const before = await view(two)
    await pan(one)
    await expect.poll(async () => (await view(two)).x).not.toEqual(before.x)
    await expectSame(one, two)
    expect((await view(two)).y).not.toEqual(before.y)
    expect((await quiet(one, two))[1]).toBe(sentByTwo)
    const earlier = await view(one)
    await pan(two)
    await expect.poll(async () => (await view(one)).x).not.toEqual(earlier.x)
    await expectSame(one, two)
  })

  it("[S19] pan separately if the route sets that", async () => {
    const [one, two] = await openWindows("/own")
    const [, sentByTwo] = await quiet(one, two)
    const before = await view(two)
    await pan(one)
    await expect.poll(() => view(one)).not.toEqual(before)
    expect((await quiet(one, two))[1]).toBe(sentByTwo)
    expect(await view(two)).toEqual(before)
  })

  it("[S19] follow growing data, even in a window that opened later", async () => {
    const [one, two] = await openWindows("/shared")
    await quiet(one, two)
    await two.page.getByRole("button", { name: "more" }).click()
    for (const window of [one, two]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(() => view(window)).toMatchObject({ rows: 5, x: [0.8, 5.2] })
    }
    await expectSame(one, two)
  })

  it("[S3] select together", async () => {
    const [one, two] = await openWindows("/shared")
    const [, sentByTwo] = await quiet(one, two)
    const box = await one.page.locator("canvas").first().boundingBox()
    if (box === null) throw new Error("nothing is drawn")
    // The second point, x = 2 of 0.85 to 4.15, y = 2 of 0 to 10, wherever the plot's frame is.
    const { sx, sy } = await pointInPage(one, 2, 2)
    await one.page.mouse.click(box.x + sx, box.y + sy)
    for (const window of [one, two]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await expect.poll(async () => (await view(window)).selected).toEqual([1])
    }
    expect((await quiet(one, two))[1]).toBe(sentByTwo)
  })

  it("[S4] show text that is typed in a field, and the empty field after a callback clears it", async () => {
    const [one, two] = await openWindows("/saying")
    const fields = [one, two].map(({ page }) => page.getByRole("textbox"))
    for (const text of ["Hello", "Hello", "you"]) {
      await fields[0]?.pressSequentially(text)
      await expect.poll(() => fields[1]?.inputValue()).toBe(text)
      await fields[0]?.press("Enter")
      for (const field of fields) await expect.poll(() => field.inputValue()).toBe("")
      await two.page.getByText(text, { exact: true }).waitFor()
    }
  })
})

/** The place of a data point, from the plot's corner. */
function pointInPage({ page }: Window, x: number, y: number): Promise<{ sx: number; sy: number }> {
  return page.evaluate(
    ([dataX, dataY]) => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const models = [...(Bokeh.documents[0]?.all_models ?? [])]
      const plot = models.find(({ type }) => type === "Figure")
      const view_ = plot === undefined ? undefined : Bokeh.index.find_one(plot)
      const { x_scale, y_scale } = view_?.frame ?? {}
      return { sx: x_scale?.compute(dataX) ?? NaN, sy: y_scale?.compute(dataY) ?? NaN }
    },
    [x, y] as const,
  )
}

interface Range {
  readonly start: number
  readonly end: number
}
interface Scale {
  compute(value: number): number
}
interface BokehModel {
  readonly type: string
  readonly x_range?: Range
  readonly y_range?: Range
  readonly selected?: { readonly indices: readonly number[] }
  get_length?(): number
}
interface BokehPage {
  readonly Bokeh: {
    readonly documents: readonly { readonly all_models: Iterable<BokehModel> }[]
    readonly index: {
      find_one(
        model: BokehModel,
      ): { readonly frame: { readonly x_scale: Scale; readonly y_scale: Scale } } | undefined
    }
  }
}
