// The explorer: members of a room make graphs and send them to each other, and nothing is lost when the server is killed.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

import {
  documentsAreDrawn,
  dragOver,
  openBrowser,
  openPage,
  repulled,
  screenshot,
  untilDragged,
} from "../../../../worker-tests/support/browser.ts"
import { startDevServer } from "../../../../worker-tests/support/dev-server.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import type { ServerProcess } from "../../../../worker-tests/support/server-process.ts"

let worker: ServerProcess
let browser: Browser
/** How long a member who closed the last window counts as present. */
const PATIENCE_MS = 4000
/** The title of the explorer's next version. */
const NEXT = "src/apps/tests/browser/explore-next-app.ts"
const DOCS_PICTURE = join(import.meta.dirname, "../../../../docs/explore.png")
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-"))
beforeAll(async () => {
  browser = await openBrowser()
  worker = await startDevServer({ entry: EXAMPLES, persistTo })
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  rmSync(persistTo, { recursive: true })
})

async function enter(room: string, name: string): Promise<Page> {
  const { page, errors } = await openPage(browser, `${worker.url}/explore/${room}?name=${name}`)
  await documentsAreDrawn(page)
  expect(errors).toEqual([])
  return page
}

/** The address of the page's link with the given text. */
async function linkOf(page: Page, linkText: string): Promise<string> {
  const href = await page.getByRole("link", { name: linkText, exact: true }).getAttribute("href")
  return new URL(href ?? "", worker.url).href
}

/** Opens the page's link with the given text in a separate window. */
async function enterBy(page: Page, linkText: string): Promise<Page> {
  const { page: opened } = await openPage(browser, await linkOf(page, linkText))
  await documentsAreDrawn(opened)
  return opened
}

const button = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true })
const select = (page: Page, title: string) => page.getByLabel(title, { exact: true })
const text = (page: Page, words: string) => page.getByText(words).first()
/** The axes of the page's own graph. */
const shown = async (page: Page) => [
  await select(page, "Across").inputValue(),
  await select(page, "Up").inputValue(),
]

/** Both ranges of the page's own graph. */
function rangeOf(page: Page, plot = "plot"): Promise<readonly number[]> {
  return page.evaluate((name) => {
    const { Bokeh } = globalThis as unknown as PlotPage
    const { x_range: x, y_range: y } = Bokeh.documents[0].get_model_by_name(name)
    return [x.start, x.end, y.start, y.end]
  }, plot)
}

/** The selected points of a graph, in the page. */
function selectedIn(plot: string): string {
  return `Bokeh.documents[0].get_model_by_name("${plot}").renderers[0].data_source.selected.indices`
}

interface PlotPage {
  readonly Bokeh: { readonly documents: readonly [BokehDocument] }
}
interface BokehDocument {
  get_model_by_name(name: string): Readonly<Record<"x_range" | "y_range", Ends>>
}
type Ends = Readonly<Record<"start" | "end", number>>

/** Drags the graph. @returns its ranges after that, the same in all windows */
async function pan(page: Page): Promise<readonly number[]> {
  const before = await rangeOf(page)
  const canvas = page.locator("canvas").first()
  await canvas.scrollIntoViewIfNeeded()
  await untilDragged(
    async () => {
      const box = await canvas.boundingBox()
      const [x, y] = [(box?.x ?? 0) + 200, (box?.y ?? 0) + 200]
      await dragOver(page, [x, y], [x + 60, y + 40])
    },
    async () => (await rangeOf(page)).join() !== before.join(),
  )
  await expect.poll(() => isStill(page)).toBe(true)
  return rangeOf(page)
}

/** Waits until the graph's ranges no longer change. */
async function isStill(page: Page): Promise<boolean> {
  const before = await rangeOf(page)
  await page.waitForTimeout(300)
  return before.join() === (await rangeOf(page)).join()
}

const titleOf = (field: string) => field.replace(/ \(.*/, "")

const pictureWidth = (page: Page) =>
  page
    .locator(".card img")
    .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)

const [WIND, RAIN, DAY] = ["Wind (m/s)", "Precipitation (mm)", "Day of the year"]
const [MAXIMUM, MINIMUM] = ["Maximum temperature (°C)", "Minimum temperature (°C)"]

/** Reloads a page, and records a number until all members would have noticed its departure. */
async function watched(
  page: Page,
  watch: () => Promise<number>,
): Promise<{ readonly seen: ReadonlySet<number>; readonly tookMs: number }> {
  await expect.poll(watch).toBe(1)
  const seen = new Set<number>()
  const startMs = Date.now()
  let tookMs = Infinity
  const isBack = repulled(page).then(() => (tookMs = Date.now() - startMs))
  const back = Promise.all([isBack, page.reload().then(() => documentsAreDrawn(page))])
  while (Date.now() < startMs + PATIENCE_MS + 2000) {
    seen.add(await watch())
    await page.waitForTimeout(100)
  }
  await back
  return { seen, tookMs }
}

describe("the explorer", () => {
  it("shows members to each other, and sends a graph from one to all, who can open it and undo that", async () => {
    const [ada, bob] = [await enter("story", "Ada"), await enter("story", "Bob")]
    await text(ada, "Bob").waitFor()
    await text(bob, "Ada").waitFor()
    await select(ada, "Across").selectOption(WIND)
    await select(ada, "Up").selectOption(RAIN)
    await button(ada, "Send").click()
    await text(ada, "Sent precipitation against wind to one person.").waitFor()
    await text(bob, "Ada sent you a graph.").waitFor()
    await expect.poll(() => pictureWidth(bob)).toBe(320) // the picture that Ada's browser drew
    await expect.poll(() => shown(bob)).toEqual([DAY, MAXIMUM])
    await button(bob, "Open it").click() // beside the notification
    await expect.poll(() => shown(bob)).toEqual([WIND, RAIN])
    await text(ada, "seen by Bob").waitFor()
    await button(bob, "Undo").click()
    await expect.poll(() => shown(bob)).toEqual([DAY, MAXIMUM])
    await button(bob, "Redo").click()
    await expect.poll(() => shown(bob)).toEqual([WIND, RAIN])

    const cyd = await enter("story", "Cyd")
    await text(ada, "Cyd").waitFor()
    await select(bob, "To").selectOption({ label: "Cyd" })
    await bob.evaluate("HTMLCanvasElement.prototype.toDataURL = () => { throw new Error('no') }")
    await button(bob, "Send").click()
    await text(cyd, "Bob sent you a graph.").waitFor()
    await expect.poll(() => cyd.locator(".card:visible").count()).toBe(2) // including Ada's graph from before Cyd joined
    await expect.poll(() => cyd.locator(".card svg").count()).toBe(1) // drawn by the server
    await expect.poll(() => ada.locator(".card:visible").count()).toBe(1) // her own
    await cyd.close()
    await expect.poll(() => ada.getByText("Cyd").count()).toBe(0)
    for (const page of [ada, bob]) await page.close()
  })

  it("sends a graph with its zoom and selection, to view as it is or to open as the receiver's own", async () => {
    const [ada, bob] = [await enter("zoom", "Ada"), await enter("zoom", "Bob")]
    await text(bob, "Ada").waitFor()
    await select(ada, "Across").selectOption(WIND)
    await expect.poll(async () => (await rangeOf(ada))[1]).toBeLessThan(50)
    const whole = await rangeOf(ada)
    const zoomed = await pan(ada)
    await ada.evaluate(`${selectedIn("plot")} = [3, 5]`) // as taps do
    await button(ada, "Send").click()
    await text(bob, "Ada sent you a graph.").waitFor()
    await button(bob, "Look").click()
    await expect.poll(() => rangeOf(bob, "received")).toEqual(zoomed)
    await expect.poll(() => bob.evaluate(selectedIn("received"))).toEqual([3, 5])
    await button(bob, "Fold").waitFor()
    await screenshot(bob, "explore-look", true)
    await button(bob, "Open").click()
    await expect.poll(() => rangeOf(bob)).toEqual(zoomed)
    await expect.poll(() => bob.evaluate(selectedIn("plot"))).toEqual([3, 5])
    await bob.locator(".bk-tool-icon-reset").first().click()
    await expect.poll(() => rangeOf(bob)).toEqual(whole)
    await bob.reload()
    await documentsAreDrawn(bob)
    await button(bob, "Fold").waitFor()
    await expect.poll(() => rangeOf(bob, "received")).toEqual(zoomed)
    await button(ada, "Links").click()
    await button(ada, "Copy link").click()
    const copy = await enterBy(ada, "A copy of the graph")
    await expect.poll(() => rangeOf(copy)).toEqual(zoomed)
    await expect.poll(() => copy.evaluate(selectedIn("plot"))).toEqual([3, 5])
    for (const page of [ada, bob, copy]) await page.close()
  })

  it("asks its owner whether a viewer may edit", async () => {
    const ada = await enter("asked", "Ada")
    await button(ada, "Links").click()
    await button(ada, "Invite to my view").click()
    const refused = await enterBy(ada, "This graph, live")
    await button(refused, "Ask to edit").click()
    await text(ada, "asks to change this graph with you.").waitFor()
    expect(await refused.getByText("asks to change").count()).toBe(0)
    await screenshot(ada, "explore-asked", true)
    await button(ada, "Not now").click()
    await text(refused, "Only the owner changes this graph.").waitFor()
    await expect.poll(() => ada.getByText("asks to change").count()).toBe(0)
    await refused.close()

    const guest = await enterBy(ada, "This graph, live")
    await button(guest, "Ask to edit").click()
    await text(ada, "asks to change this graph with you.").waitFor()
    await button(ada, "Let them edit").click()
    await expect.poll(() => guest.getByText("You are viewing").count()).toBe(0)
    await select(guest, "Up").selectOption(RAIN)
    await expect.poll(() => shown(ada)).toEqual([DAY, RAIN])
    await text(ada, "They can now change this graph").waitFor()
    await button(ada, "Undo").click() // which takes back only what she did
    await text(ada, "There is nothing of yours to undo.").waitFor()
    await button(guest, "Undo").click()
    await expect.poll(() => shown(ada)).toEqual([DAY, MAXIMUM])
    await ada.getByText("This graph, to work on together").waitFor()
    for (const page of [ada, guest]) await page.close()
  })

  it("makes links to a copy for each visitor, and to a live view that is read-only", async () => {
    const [ada, eve] = [await enter("links", "Ada"), await enter("links", "Eve")]
    await text(eve, "Ada").waitFor()
    await button(eve, "Send").click()
    await text(ada, "Eve sent you a graph.").waitFor()
    await select(ada, "Across").selectOption(WIND)
    await button(ada, "Links").click()
    await button(ada, "Copy link").click()
    const copy = await enterBy(ada, "A copy of the graph")
    await expect.poll(() => shown(copy)).toEqual([WIND, MAXIMUM])
    // The copy has nothing else of Ada's, neither her name nor received graphs, and nobody in the room sees the reader.
    await expect.poll(() => copy.getByLabel("Your name").inputValue()).toMatch(/^Guest/)
    expect(await copy.locator(".card:visible").count()).toBe(0)
    expect(await copy.locator(".person").count()).toBe(0)
    expect(await ada.locator(".person").filter({ hasText: "Guest" }).count()).toBe(0)
    await select(copy, "Up").selectOption(RAIN)
    await expect.poll(() => shown(copy)).toEqual([WIND, RAIN])
    await expect.poll(() => shown(ada)).toEqual([WIND, MAXIMUM])
    await button(copy, "Join the room").click()
    await ada.locator(".person").filter({ hasText: "Guest" }).waitFor()
    await button(copy, "Shared").click()
    await expect.poll(() => copy.locator(".card:visible").count()).toBe(1)

    await button(ada, "Invite to my view").click()
    const viewer = await enterBy(ada, "This graph, live")
    await text(viewer, "You are viewing Ada's page: only others can change it.").waitFor()
    await text(ada, "1 looking on").waitFor()
    expect(await ada.getByText("You are viewing").count()).toBe(0)
    await select(ada, "Up").selectOption(RAIN)
    await expect.poll(() => shown(viewer)).toEqual([WIND, RAIN])
    await expect.poll(() => select(viewer, "Up").isDisabled()).toBe(true)
    // Viewers do not see Ada's links and notifications, and what they can request is one click away.
    await viewer.getByRole("heading", { name: "Links" }).waitFor()
    expect(await viewer.getByText("This graph, live").count()).toBe(0)
    await text(ada, "The new link is in the list").waitFor()
    expect(await viewer.getByText("The new link is in the list").count()).toBe(0)
    expect(await viewer.locator(".person.me").textContent()).toBe("Ada")
    await button(viewer, "Make a copy of my own").click()
    await text(viewer, "This is a copy: change it as you like.").waitFor()
    await expect.poll(() => ada.getByText("looking on").count()).toBe(0)
    await select(viewer, "Up").selectOption(MINIMUM)
    await expect.poll(() => shown(viewer)).toEqual([WIND, MINIMUM])
    expect(await shown(ada)).toEqual([WIND, RAIN])

    const late = await enterBy(ada, "This graph, live")
    const invitation = ada.locator(".link").filter({ hasText: "This graph, live" })
    await invitation.getByRole("button", { name: "Take it back" }).click()
    await text(late, "The connection was closed: the invitation was revoked.").waitFor()
    await late.reload()
    await text(late, "This link does not work: the invitation was revoked").waitFor()
    for (const page of [ada, eve, copy, viewer, late]) await page.close()
  })

  it("does not count a reload as a departure, and a member continues in the same state after it", async () => {
    const [ada, bob] = [await enter("reload", "Ada"), await enter("reload", "Bob")]
    const bobs = () => ada.locator(".person").filter({ hasText: "Bob" }).count()
    await expect.poll(bobs).toBe(1)
    await select(bob, "Across").selectOption(WIND)
    await button(ada, "Send").click()
    await text(bob, "Ada sent you a graph.").waitFor()
    // A reload that takes longer than the server's patience is a departure. On a busy machine it is repeated.
    let reload = await watched(bob, bobs)
    while (reload.tookMs > PATIENCE_MS - 1000) reload = await watched(bob, bobs)
    expect([...reload.seen]).toEqual([1])
    await expect.poll(() => shown(bob)).toEqual([WIND, MAXIMUM])
    await expect.poll(() => bob.locator(".card:visible").count()).toBe(1)

    // The tab's stored session is no longer valid, so it starts a new one.
    await bob.evaluate("sessionStorage.setItem(Object.keys(sessionStorage)[0], 'e30.x')")
    await bob.reload()
    await documentsAreDrawn(bob)
    await expect.poll(() => shown(bob)).toEqual([DAY, MAXIMUM])
    for (const page of [ada, bob]) await page.close()
  })

  it("shows names with HTML as plain text, and Guest for an empty name", async () => {
    const name = "<img src=x onerror=alert(1)> $$x$$"
    const [eve, dan] = [await enter("names", encodeURIComponent(name)), await enter("names", "")]
    await button(eve, "Send").click()
    await dan.getByText(name, { exact: true }).first().waitFor()
    await text(dan, `${name} sent you a graph.`).waitFor()
    expect(await dan.locator("img:not([src^=data])").count()).toBe(0)
    await text(eve, "Guest").waitFor()
    for (const page of [eve, dan]) await page.close()
  })

  it("keeps shared graphs when the server is killed, and delivers once what is sent while it is down", async () => {
    const [ada, bob] = [await enter("killed", "Ada"), await enter("killed", "Bob")]
    await text(ada, "Bob").waitFor()
    await select(ada, "Across").selectOption(MINIMUM)
    await button(ada, "Send").click()
    await text(bob, "Ada sent you a graph.").waitFor()
    await button(bob, "Keep").click()
    await button(bob, "Let go").waitFor()

    await worker.kill()
    await text(ada, "Reconnection will be attempted").waitFor()
    await select(ada, "Up").selectOption(WIND)
    await button(ada, "Send").click() // it is kept until the server is back
    worker = await startDevServer({ entry: EXAMPLES, url: worker.url, persistTo })
    await text(ada, "Sent wind against minimum temperature").waitFor()
    await text(bob, "Wind against minimum temperature").waitFor()
    await text(bob, "Maximum temperature against minimum temperature").waitFor()
    await expect.poll(() => bob.locator(".card:visible").count()).toBe(2)
    await screenshot(bob, "explore")
    await bob.setViewportSize({ width: 390, height: 844 })
    await screenshot(bob, "explore-phone")
  })

  it("keeps cards, zoom, axes and links in its next version, with the new title", async () => {
    const [ada, bob] = [await enter("deploy", "Ada"), await enter("deploy", "Bob")]
    await text(ada, "Bob").waitFor()
    for (const field of [RAIN, MINIMUM]) {
      await select(bob, "Up").selectOption(field)
      await button(bob, "Send").click()
      await text(ada, `${titleOf(field)} against day of the year`).waitFor()
    }
    const cards = ada.locator(".card:visible")
    await expect.poll(() => cards.count()).toBe(2)
    await cards.first().getByRole("button", { name: "Keep" }).click()
    await button(ada, "Let go").waitFor()
    await select(ada, "Across").selectOption(WIND)
    await expect.poll(async () => (await rangeOf(ada))[1]).toBeLessThan(50)
    const zoomed = await pan(ada)
    await button(ada, "Links").click()
    await button(ada, "Copy link").click()
    await text(ada, "A copy of the graph").waitFor()
    const copyLink = await linkOf(ada, "A copy of the graph")
    await button(ada, "Invite to my view").click()
    await text(ada, "This graph, live").waitFor()
    const liveLink = await linkOf(ada, "This graph, live")
    await button(ada, "Shared").click()

    await worker.kill()
    worker = await startDevServer({ entry: NEXT, url: worker.url, persistTo })
    await text(ada, "Explore the weather, again").waitFor()
    await text(ada, "New: there is one more widget.").waitFor()
    await expect.poll(() => ada.title()).toBe("(2) Explore again")
    await expect.poll(() => shown(ada)).toEqual([WIND, MAXIMUM])
    await expect.poll(() => rangeOf(ada)).toEqual(zoomed)
    await expect.poll(() => cards.count()).toBe(2)
    await screenshot(ada, "explore-next")
    // The buttons of cards made by a callback work.
    await cards.first().getByRole("button", { name: "Let go" }).click()
    await expect.poll(() => button(ada, "Let go").count()).toBe(0)
    await cards.first().getByRole("button", { name: "Open" }).click()
    await expect.poll(() => shown(ada)).toEqual([DAY, MINIMUM])

    const copy = await openPage(browser, copyLink)
    await documentsAreDrawn(copy.page)
    await expect.poll(() => shown(copy.page)).toEqual([WIND, MAXIMUM])
    await expect.poll(() => rangeOf(copy.page)).toEqual(zoomed)
    await text(copy.page, "New: there is one more widget.").waitFor()
    const live = await openPage(browser, liveLink)
    await documentsAreDrawn(live.page)
    await expect.poll(() => shown(live.page)).toEqual([DAY, MINIMUM])
    await screenshot(copy.page, "explore-next-copy")
    for (const page of [ada, bob, copy.page, live.page]) await page.close()
    await worker.kill()
    worker = await startDevServer({ entry: EXAMPLES, url: worker.url, persistTo })
  })

  it("works with three members (PICTURE=1 renews the picture of docs/sharing.md)", async () => {
    const [ada, bob] = [await enter("lab", "Ada"), await enter("lab", "Bob")]
    await ada.setViewportSize({ width: 1060, height: 960 })
    await bob.setViewportSize({ width: 400, height: 960 })
    await text(ada, "Bob").waitFor()
    await select(bob, "Across").selectOption(MINIMUM)
    await select(bob, "Color").selectOption(DAY)
    await button(bob, "Send").click()
    await text(ada, "Bob sent you a graph.").waitFor()
    const cyd = await enter("lab", "Cyd")
    await select(cyd, "Across").selectOption(WIND)
    await select(cyd, "Up").selectOption(RAIN)
    await button(cyd, "Send").click()
    await text(ada, "Cyd sent you a graph.").waitFor()
    await bob.evaluate("scrollTo(0, 0)")
    await ada.waitForTimeout(500)
    const shots = await Promise.all(
      [ada, bob].map(async (page) => (await page.screenshot()).toString("base64")),
    )
    const style = "border-radius: 8px; box-shadow: 0 1px 6px #0006"
    const images = shots.map((png) => `<img style="${style}" src="data:image/png;base64,${png}">`)
    const sheet = await browser.newPage({ viewport: { width: 1508, height: 988 } })
    await sheet.setContent(
      `<body style="margin: 14px; display: flex; gap: 16px; background: #c3cad6">${images.join("")}`,
    )
    await screenshot(sheet, "explore-three")
    if (process.env["PICTURE"] !== undefined) await sheet.screenshot({ path: DOCS_PICTURE })
  })
})
