// The explorer's page for its tests.

import type { Browser, Page } from "playwright-core"
import { expect } from "vitest"

import {
  documentsAreDrawn,
  dragOver,
  untilDragged,
} from "../../../../worker-tests/support/browser.ts"

const PATIENCE_MS = 150_000

export interface Visit {
  readonly browser: Browser
  /** The server's URL. */
  readonly url: string
  readonly room: string
  readonly name: string
  readonly timezoneId?: string
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: "light" | "dark"
}

/** A separate window, which shares no cookies with others. */
export async function visit({ browser, url, room, name, ...options }: Visit): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(`${url}/explore/${room}?name=${encodeURIComponent(name)}`)
  await documentsAreDrawn(page)
  return page
}

export const button = (page: Page, label: string) =>
  page.getByRole("button", { name: label, exact: true })
export const field = (page: Page, title: string) => page.getByLabel(title, { exact: true })
/** The visible text. The same text is in the page for screen readers only. */
export const text = (page: Page, words: string | RegExp) =>
  page.getByRole("main").getByText(words).first()
export const cards = (page: Page) => page.locator(".card:visible")

/** Selects the x axis of the graph, and sends the graph to everybody. */
export async function send(page: Page, across: string): Promise<void> {
  await field(page, "Across").selectOption(across)
  await button(page, "Send").click()
  const title = `against ${across.replace(/ \(.*/, "").toLowerCase()}`
  await text(page, new RegExp(`^Sent .*${title} to`)).waitFor()
}

/** A property of the page's model with the name, as JSON. */
export function valueOf(page: Page, name: string, attr: string): Promise<unknown> {
  return page.evaluate(
    ([wanted, key]) => {
      const { Bokeh } = globalThis as unknown as BokehPage
      const model = Bokeh.documents[0].get_model_by_name(wanted ?? "")
      return JSON.parse(JSON.stringify(model?.attributes[key ?? ""] ?? null)) as unknown
    },
    [name, attr],
  )
}

/** Both ranges of the page's own graph. */
export function rangeOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as BokehPage
    const plot = Bokeh.documents[0].get_model_by_name("plot")
    return [plot?.x_range, plot?.y_range].flatMap((range) => [range?.start ?? 0, range?.end ?? 0])
  })
}

/** Drags a tool over a part of the graph, to move or select it. */
export async function drag(page: Page, tool: Tool, from: Spot, to: Spot): Promise<void> {
  if (!(await isActive(page, tool))) await page.locator(`.bk-tool-icon-${tool}`).first().click()
  const state = async () => JSON.stringify([await rangeOf(page), await selectedIn(page)])
  const before = await state()
  await untilDragged(
    async () => {
      const box = await page.locator("canvas").first().boundingBox()
      const at = ([x, y]: Spot): Spot => [(box?.x ?? 0) + x, (box?.y ?? 0) + y]
      await dragOver(page, at(from), at(to))
    },
    async () => (await state()) !== before,
  )
}

/** BokehJS's tools, by their icons. */
const TOOLS = { pan: "PanTool", "box-select": "BoxSelectTool" } as const
type Tool = keyof typeof TOOLS

/** A click on the icon of an active tool turns it off. */
function isActive(page: Page, tool: Tool): Promise<boolean> {
  return page.evaluate<boolean>(
    `[...Bokeh.documents[0].all_models].some(({ type, active }) => type === "${TOOLS[tool]}" && active)`,
  )
}

/** The number of selected points. */
export function selectedIn(page: Page): Promise<number> {
  return page.evaluate(SELECTED)
}

const SELECTED = `Bokeh.documents[0].get_model_by_name("plot").renderers[0].data_source.selected.indices.length`

/** Waits until the page shows another member. */
export async function isHere(page: Page, name: string): Promise<void> {
  await expect
    .poll(() => page.locator(".person").filter({ hasText: name }).count())
    .toBeGreaterThan(0)
}

type Spot = [x: number, y: number]
interface BokehPage {
  readonly Bokeh: {
    readonly documents: readonly [{ get_model_by_name(name: string): Model | null }]
  }
}
interface Model {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly x_range: Ends
  readonly y_range: Ends
}
type Ends = Readonly<Record<"start" | "end", number>>
