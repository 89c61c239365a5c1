// Working on graphs together: the list of shared graphs, following and presenting, comments, graphs that are sent back with
// changes, versions, links, and downloads.

import { readFileSync } from "node:fs"

import type { Page } from "playwright-core"
import { describe, expect, it, vi } from "vitest"

import {
  documentsAreDrawn,
  openPage,
  screenshot,
} from "../../../../worker-tests/support/browser.ts"
import { CDN, playCdn } from "../../../../worker-tests/support/cdn.ts"
import { openExamples } from "./examples-site.ts"
import {
  button,
  cards,
  drag,
  field,
  isHere,
  rangeOf,
  selectedIn,
  send,
  text,
  valueOf,
  type Visit,
  visit,
} from "./explore-page.ts"

const [WIND, RAIN, DAY] = ["Wind (m/s)", "Precipitation (mm)", "Day of the year"]
const [MAXIMUM, MINIMUM] = ["Maximum temperature (°C)", "Minimum temperature (°C)"]
const FIELDS = [WIND, RAIN, MAXIMUM, MINIMUM, DAY]

/** The time limit of a test with many pages on a busy machine. */
const PATIENT_MS = 600_000

vi.setConfig({ testTimeout: PATIENT_MS })
const { worker, browser } = await openExamples()

function enter(room: string, name: string, options: Partial<Visit> = {}): Promise<Page> {
  return visit({ browser, url: worker.url, room, name, ...options })
}

async function close(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.close()
}

/** The content of the file that a button saves, named after the graph. */
async function saved(page: Page, label: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, label).click()])
  const name = `maximum-temperature-against-wind.${label.toLowerCase()}`
  expect(download.suggestedFilename()).toBe(name)
  return readFileSync(await download.path(), "utf8")
}

describe("the list of shared graphs", () => {
  it("shows a late member every graph in pages, with times in the member's zone, as new until read", async () => {
    const ada = await enter("list", "Ada", { timezoneId: "UTC" })
    for (let i = 0; i < 8; i++) await send(ada, FIELDS[i % FIELDS.length] ?? DAY)
    const late = await enter("list", "Bob", { timezoneId: "Pacific/Kiritimati" }) // 14 hours ahead
    await text(late, "8 new").waitFor()
    await expect.poll(() => late.title()).toBe("(8) Explore the weather")
    await expect.poll(() => late.locator("link[rel=icon]").getAttribute("href")).toContain("b3261e")
    await expect.poll(() => cards(late).count()).toBe(6)
    await text(late, "1 to 6 of 8").waitFor()
    const timeOn = (page: Page) => cards(page).first().locator("time").textContent()
    await expect.poll(() => timeOn(ada)).not.toContain("UTC")
    await expect.poll(() => timeOn(late)).not.toContain("UTC")
    expect(await timeOn(late)).not.toBe(await timeOn(ada))

    await button(late, "Older").click()
    await text(late, "7 to 8 of 8").waitFor()
    await expect.poll(() => cards(late).count()).toBe(2)
    await screenshot(late, "explore-list", true)
    await cards(late).first().getByRole("button", { name: "Open" }).click()
    await text(late, "7 new").waitFor()
    await field(late, "Show").selectOption("Unread")
    await text(late, "1 to 6 of 7").waitFor()
    await button(late, "Mark all as read").click()
    await expect.poll(() => late.title()).toBe("Explore the weather")
    await close(ada, late)
  })

  it("distinguishes two members with the same name in people, menus and cards", async () => {
    const [ada, one, two] = [
      await enter("twins", "Ada"),
      await enter("twins", "Bob"),
      await enter("twins", "Bob"),
    ]
    await expect
      .poll(() =>
        ada
          .locator(".person")
          .filter({ hasText: /^Bob \(\w{4}\)$/ })
          .count(),
      )
      .toBe(2)
    const bobs = async () => {
      const choices = await field(ada, "To").locator("option").allTextContents()
      expect(new Set(choices).size).toBe(choices.length)
      return [choices.length, choices.filter((choice) => /^Bob \(\w{4}\)$/.test(choice)).length]
    }
    await expect.poll(bobs).toEqual([3, 2])
    await field(ada, "To").selectOption({ index: 1 })
    await button(ada, "Send").click()
    const got = async () => (await cards(one).count()) + (await cards(two).count())
    await expect.poll(got).toBe(1)
    const lucky = (await cards(one).count()) === 1 ? one : two
    await text(lucky, "from Ada to you alone").waitFor()
    await send(lucky, WIND)
    await text(ada, /from Bob \(\w{4}\) to everyone/).waitFor()
    await close(ada, one, two)
  })
})

it("the visible part and the selected days stay when the color, the days or an axis are chosen", async () => {
  const ada = await enter("stays", "Ada")
  await drag(ada, "pan", [200, 200], [260, 240])
  await drag(ada, "box-select", [200, 100], [400, 300])
  const [moved, selected] = [await rangeOf(ada), await selectedIn(ada)]
  expect(selected).toBeGreaterThan(2)
  await field(ada, "Color").selectOption(WIND)
  await text(ada, /colored by wind: 1461 days.* A part of them is in sight\./).waitFor()
  expect(await rangeOf(ada)).toEqual(moved)
  await expect.poll(() => selectedIn(ada)).toBe(selected)
  await ada.locator(".noUi-handle").last().press("PageDown") // fewer days
  await text(ada, /colored by wind: 14\d\d days, .*-1[012]-\d\d\. A part/).waitFor()
  expect(await rangeOf(ada)).toEqual(moved)
  await expect.poll(() => selectedIn(ada)).toBeGreaterThan(2)
  await field(ada, "Across").selectOption(RAIN)
  await text(ada, /against precipitation, .*\d\.$/).waitFor() // all points are in sight
  await expect.poll(() => selectedIn(ada)).toBeGreaterThan(2)
  await close(ada)
})

describe("following", () => {
  it("shows another member's axes, zoom, selection, panel and pointer until the follower changes something", async () => {
    const [ada, bob] = [
      await enter("follow", "Ada"),
      await enter("follow", "Bob", { colorScheme: "dark" }),
    ]
    await isHere(bob, "Ada")
    await field(bob, "Follow").selectOption({ label: "Ada" })
    await text(bob, "is followed: what they see, you see.").waitFor()
    await field(ada, "Across").selectOption(WIND)
    await expect.poll(() => field(bob, "Across").inputValue()).toBe(WIND)
    await drag(ada, "pan", [200, 200], [260, 240])
    // Ada's page may still be taking the last of the drag.
    await expect
      .poll(async () => (await rangeOf(bob)).join() === (await rangeOf(ada)).join())
      .toBe(true)
    await drag(ada, "box-select", [200, 100], [400, 300])
    await text(ada, /About the \d+ selected points|Shared in this room/).waitFor()
    await expect.poll(() => selectedIn(ada)).toBeGreaterThan(2)
    await expect.poll(async () => (await selectedIn(bob)) === (await selectedIn(ada))).toBe(true)
    await button(ada, "Comments").click()
    await text(bob, "To pin the comment to points").or(text(bob, "selected points.")).waitFor()
    const box = await ada.locator("canvas").first().boundingBox()
    await expect
      .poll(async () => {
        await ada.mouse.move((box?.x ?? 0) + 200 + 40 * Math.random(), (box?.y ?? 0) + 200)
        return valueOf(bob, "cursor", "data")
      })
      .toMatchObject({ text: [" ◂ Ada "] })
    await screenshot(bob, "explore-follow", true)

    await button(bob, "Take a copy of my own").click()
    await text(bob, "The graph is yours now.").waitFor()
    await field(ada, "Across").selectOption(RAIN)
    await text(ada, "Comments").waitFor()
    await expect.poll(() => field(bob, "Across").inputValue()).toBe(WIND)
    await button(bob, "Undo").click() // to the graph before following
    await expect.poll(() => field(bob, "Across").inputValue()).toBe(DAY)

    await field(bob, "Follow").selectOption({ label: "Ada" })
    await expect.poll(() => field(bob, "Across").inputValue()).toBe(RAIN)
    await field(bob, "Color").selectOption(WIND) // ends the following
    await text(bob, "You stopped following: the graph is yours now.").waitFor()
    await expect.poll(() => field(ada, "Color").inputValue()).toBe(MINIMUM)
    await close(ada, bob)
  })

  it("of a presenter starts for all members, even for later ones, and stops when the presentation ends", async () => {
    const [ada, bob] = [await enter("present", "Ada"), await enter("present", "Bob")]
    await isHere(ada, "Bob")
    await field(ada, "Up").selectOption(WIND)
    await isHere(bob, "Ada")
    await field(bob, "Follow").selectOption({ label: "Ada" })
    await text(bob, "is followed: what they see, you see.").waitFor()
    await button(ada, "Present to all").click()
    await text(bob, "presents to all").waitFor()
    await expect.poll(() => field(bob, "Up").inputValue()).toBe(WIND)
    const cyd = await enter("present", "Cyd", { viewport: { width: 390, height: 844 } })
    await expect.poll(() => field(cyd, "Up").inputValue()).toBe(WIND)
    await screenshot(cyd, "explore-present-phone", true)
    await button(cyd, "Back to mine").click()
    await expect.poll(() => field(cyd, "Up").inputValue()).toBe(MAXIMUM)
    await button(bob, "Present to all").click() // by the member who followed until now
    await text(ada, "Bob presents to all").waitFor()
    await bob.getByText("what they see, you see").waitFor({ state: "hidden" })
    await expect.poll(() => field(bob, "Follow").inputValue()).toBe("Nobody")
    await button(bob, "Stop presenting").click()
    await text(ada, "The presentation is over").waitFor()
    await close(ada, bob, cyd)
  })
})

describe("comments", () => {
  it("are pinned to a point by a tap and shown there to everybody", async () => {
    const [ada, bob] = [await enter("point", "Ada"), await enter("point", "Bob")]
    await isHere(ada, "Bob")
    await button(ada, "Comments").click()
    const point = await loneliestPoint(ada)
    await ada.mouse.click(...point.at)
    await text(ada, "About the selected point.").waitFor()
    await field(ada, "Comment").fill("A storm?")
    await button(ada, "Post").click()
    await text(bob, "Ada commented: A storm?").waitFor()
    const [x, y] = point.place
    for (const page of [ada, bob]) {
      await expect
        .poll(() => valueOf(page, "pins", "data"))
        .toMatchObject({ x: [x], y: [y], text: [" 1 "] })
      expect(await page.evaluate(BOXES)).toBe(0) // a point has no box
    }
    await screenshot(ada, "explore-comment-point", true)
    await close(ada, bob)
  })

  it("are pinned to a range, can be answered, and are shown to later members", async () => {
    const [ada, bob] = [await enter("comments", "Ada"), await enter("comments", "Bob")]
    await isHere(ada, "Bob")
    await drag(ada, "box-select", [200, 100], [400, 300])
    await button(ada, "Comments").click()
    await text(ada, /About the \d+ selected points\./).waitFor()
    await field(ada, "Comment").fill("Why so warm?")
    await button(ada, "Post").click()
    await text(bob, "Ada commented: Why so warm?").waitFor()
    await button(bob, "Comments").click()
    await button(bob, "Answer").click()
    await text(bob, "Answers Ada").waitFor()
    await field(bob, "Comment").fill("<b>July</b>")
    await button(bob, "Post").click()
    await text(ada, "<b>July</b>").waitFor()
    const boxes = (page: Page) => page.evaluate(BOXES)
    for (const page of [ada, bob]) {
      await expect.poll(() => valueOf(page, "pins", "data")).toMatchObject({ text: [" 1 "] })
      await expect.poll(() => boxes(page)).toBe(1)
      expect(await page.getByRole("alert").count()).toBe(0)
    }
    const late = await enter("comments", "Cyd")
    await button(late, "Comments").click()
    await text(late, "Why so warm?").waitFor()
    await expect.poll(() => boxes(late)).toBe(1)
    await screenshot(late, "explore-comments", true)
    // The comment belongs to its axes, and a click returns to them.
    await field(late, "Across").selectOption(WIND)
    await expect.poll(() => boxes(late)).toBe(0)
    await button(late, "Show").click()
    await expect.poll(() => field(late, "Across").inputValue()).toBe(DAY)
    await expect.poll(() => boxes(late)).toBe(1)
    await close(ada, bob, late)
  })

  it("are shown on a phone by a scroll to the graph, and answered in the field above", async () => {
    const viewport = { width: 390, height: 844 }
    const bob = await enter("phone", "Bob", { viewport })
    await button(bob, "Comments").click()
    await field(bob, "Comment").fill("A hot day?")
    await button(bob, "Post").click()
    const plot = bob.locator(".bk-Figure").first()
    await button(bob, "Show").click()
    await text(bob, "The graph shows comment 1.").waitFor()
    await expect.poll(async () => (await plot.boundingBox())?.y).toBeGreaterThanOrEqual(0)
    await button(bob, "Answer").click()
    await bob.locator("input:focus").waitFor()
    await close(bob)
  })
})

/** The point farthest from all others on the screen, so that a tap there selects no other. */
async function loneliestPoint(page: Page): Promise<Spot> {
  await page.locator("canvas").first().scrollIntoViewIfNeeded()
  return page.evaluate(LONELIEST)
}

interface Spot {
  readonly at: [x: number, y: number]
  readonly place: readonly [x: number, y: number]
}

const LONELIEST = `(() => {
  const plot = Bokeh.documents[0].get_model_by_name("plot")
  const { frame, canvas_view } = Bokeh.index.find_one(plot)
  const { left, top } = canvas_view.el.getBoundingClientRect()
  const { x, y } = plot.renderers[0].data_source.data
  const at = Array.from(x, (_, i) => [left + frame.x_scale.compute(x[i]), top + frame.y_scale.compute(y[i])])
  const distances = at.map(([ax, ay], i) =>
    at.reduce((nearest, [bx, by], j) => i === j ? nearest : Math.min(nearest, Math.hypot(ax - bx, ay - by)), Infinity))
  const best = distances.indexOf(Math.max(...distances))
  return { at: at[best], place: [x[best], y[best]] }
})()`

const BOXES = `[...Bokeh.documents[0].all_models].filter(({ type, attributes }) =>
  type === "BoxAnnotation" && attributes.visible && JSON.stringify(attributes.line_color).includes("#b3261e")).length`

describe("a sent graph", () => {
  it("is sent once by a double click, and again by a later click", async () => {
    const [ada, bob] = [await enter("twice", "Ada"), await enter("twice", "Bob")]
    await isHere(ada, "Bob")
    await field(ada, "Note").fill("Look")
    await button(ada, "Send").dblclick()
    await text(bob, "Ada sent you a graph.").waitFor()
    await send(ada, WIND) // all earlier clicks are done
    await expect.poll(() => cards(bob).count()).toBe(2)
    await expect.poll(() => cards(ada).count()).toBe(2)
    await button(ada, "Links").click()
    await button(ada, "Copy link").dblclick()
    await text(ada, "The new link is in the list").waitFor()
    await button(ada, "Comments").click()
    await field(ada, "Comment").fill("Windy")
    await button(ada, "Post").dblclick()
    await text(bob, "Ada commented: Windy").waitFor()
    await button(ada, "Links").click()
    await text(ada, "Your comment is posted.").waitFor()
    await expect.poll(() => ada.locator(".link:visible").count()).toBe(1)
    await close(ada, bob)
  })

  it("can be sent back with a list of changes, and shows its sender who has seen it", async () => {
    const [ada, bob] = [await enter("back", "Ada"), await enter("back", "Bob")]
    await isHere(ada, "Bob")
    await field(ada, "Note").fill("What about rain?")
    await send(ada, WIND)
    await text(ada, "not opened yet").waitFor()
    await text(bob, "What about rain?").waitFor()
    await button(bob, "Open it").click()
    await text(ada, "seen by Bob").waitFor()
    expect(await button(bob, "Send back to Ada").count()).toBe(0)
    await field(bob, "Up").selectOption(RAIN)
    await text(bob, "Up: Precipitation, was maximum temperature").waitFor()
    await button(bob, "Send back to Ada").click()
    await text(ada, "Sent back: your graph, changed:").waitFor()
    await expect
      .poll(() => cards(ada).first().locator("li").allTextContents())
      .toEqual(["Up: Precipitation, was maximum temperature"])
    await screenshot(ada, "explore-back", true)
    await close(ada, bob)
  })

  it("can be sent back from a phone to somebody with a long name", async () => {
    const name = "W".repeat(40)
    const ada = await enter("wide", "Ada", { viewport: { width: 390, height: 844 } })
    const bob = await enter("wide", name)
    await isHere(ada, name)
    await send(bob, WIND)
    await button(ada, "Open it").click()
    await field(ada, "Up").selectOption(RAIN)
    await button(ada, `Send back to ${name}`).waitFor()
    expect(await ada.evaluate("document.documentElement.scrollWidth")).toBe(390)
    await close(ada, bob)
  })

  it("can be downloaded as pictures by the browser, as data and as a page, and embedded by code for another page", async () => {
    const ada = await enter("away", "Ada")
    await field(ada, "Across").selectOption(WIND)
    await button(ada, "Take away").click()
    expect(await saved(ada, "SVG")).toContain("<svg")
    expect((await saved(ada, "PNG")).slice(1, 4)).toBe("PNG")
    const csv = await saved(ada, "CSV")
    expect(csv.split("\n").slice(0, 2)).toEqual([
      "date,wind,temp_max,temp_min",
      "2012-01-01,4.7,12.8,5",
    ])
    const json = await saved(ada, "JSON")
    expect(JSON.parse(json)).toMatchObject({ target_id: null, version: "3.10.0" })
    const script = `<script src="${CDN}bokeh-3.10.0.min.js"></script>`
    await drawSaved(`<div id="here"></div>${script}`, json)
    const html = await saved(ada, "HTML")
    expect(html).toContain("<!DOCTYPE html>")
    expect(html).not.toContain("bokeh-widgets") // the graph alone
    await drawSaved(html)
    await button(ada, "Code for another page").click()
    await text(ada, "Paste it where you want the graph").waitFor()
    const code = await ada.locator("code").textContent()
    const [, src = ""] = /src="([^"]+)"/.exec(code ?? "") ?? []
    const other = await browser.newPage()
    await other.goto(`${worker.url}/static/embed.html`) // any page of the same origin
    await other.setContent(`<body><h1>Another page</h1><script id="graph" src="${src}"></script>`)
    await other.locator("canvas").first().waitFor()
    await documentsAreDrawn(other)
    await screenshot(ada, "explore-away", true)
    await close(ada, other)
  })
})

/** Draws a saved graph as its reader would, in a page that has only BokehJS itself. */
async function drawSaved(html: string, json?: string): Promise<void> {
  const page = await browser.newPage()
  await playCdn(page)
  await page.setContent(html)
  if (json !== undefined) await page.evaluate(`Bokeh.embed.embed_item(${json}, "here")`)
  await page.locator("canvas").first().waitFor()
  await page.close()
}

describe("links and versions", () => {
  it("are listed with the number of times they were opened, and stop working when they are revoked", async () => {
    const ada = await enter("listed", "Ada")
    await button(ada, "Links").click()
    await button(ada, "Copy link").click()
    await text(ada, "A copy of the graph").waitFor()
    const href = await ada.getByRole("link", { name: "A copy of the graph" }).getAttribute("href")
    const copyLink = new URL(href ?? "", worker.url).href
    const copy = await openPage(browser, copyLink)
    await documentsAreDrawn(copy.page)
    // The list of links and its message are no change of the graph.
    const made = await copy.page.getByText("Ada made this on").innerText()
    expect(made).toMatch(/on [\d-]{10}\.\s*$/)
    await button(ada, "Shared").click()
    await button(ada, "Links").click()
    await text(ada, "opened once").waitFor()
    await text(ada, /good until/).waitFor()
    await button(ada, "Invite to my view").click()
    const live = ada.getByRole("link", { name: "This graph, live" })
    const guest = await openPage(
      browser,
      new URL((await live.getAttribute("href")) ?? "", worker.url).href,
    )
    await text(ada, "opened once, 1 here now").waitFor() // the list follows who comes and leaves
    await screenshot(ada, "explore-links", true)
    await guest.page.close()
    await text(ada, "1 here now").waitFor({ state: "hidden" })
    await field(ada, "Across").selectOption(WIND)
    const changed = copy.page.getByText(/Ada made this on .*, and has changed the original since/)
    await expect
      .poll(async () => copy.page.reload().then(() => changed.count()), { interval: 2000 })
      .toBe(1)
    await documentsAreDrawn(copy.page)
    expect(await field(copy.page, "Across").inputValue()).toBe(DAY)
    await button(ada, "Take it back").last().click() // the newest is the first
    await text(ada, "That link no longer works.").waitFor()
    const gone = await fetch(copyLink)
    expect(gone.status).toBe(404)
    await close(ada, copy.page)
  })

  it("restore a named state of the graph without changing messages", async () => {
    const [ada, bob] = [await enter("versions", "Ada"), await enter("versions", "Bob")]
    await isHere(ada, "Bob")
    await field(ada, "Across").selectOption(WIND)
    await button(ada, "Versions").click()
    await field(ada, "Name of this state").fill("Windy")
    await button(ada, "Keep under this name").click()
    await text(ada, "Kept as “Windy”.").waitFor()
    await send(bob, RAIN)
    await text(ada, "Bob sent you a graph.").waitFor()
    await field(ada, "Across").selectOption(MINIMUM)
    await screenshot(ada, "explore-versions", true)
    const windy = ada.locator(".version").filter({ hasText: "Windy" })
    await windy.filter({ hasText: "Ada, " }).filter({ hasText: "against wind" }).waitFor()
    await windy.getByRole("button", { name: "Restore" }).press("Enter")
    await expect.poll(() => field(ada, "Across").inputValue()).toBe(WIND)
    await text(ada, "That version is restored.").waitFor()
    await windy.waitFor() // the version is still listed, as is the state before
    await ada
      .locator(".version")
      .filter({ hasText: "minimum temperature, colored" })
      .first()
      .waitFor()
    // The reader stays near the cards, but a second Enter must not restore another one.
    const focused = ada.locator("button:focus")
    await expect.poll(() => focused.allTextContents()).toEqual(["Versions"])
    expect(await ada.locator(".panels").locator(focused).count()).toBe(1)
    await button(ada, "Shared").click()
    await expect.poll(() => cards(ada).count()).toBe(1)
    await close(ada, bob)
  })

  it("open in a copy as they were, whatever the graph is now", async () => {
    const ada = await enter("old", "Ada")
    await field(ada, "Across").selectOption(WIND)
    await button(ada, "Versions").click()
    await field(ada, "Name of this state").fill("Windy")
    await button(ada, "Keep under this name").click()
    await text(ada, "Kept as “Windy”.").waitFor()
    await field(ada, "Across").selectOption(MINIMUM)
    const windy = ada.locator(".version").filter({ hasText: "Windy" })
    await windy.getByRole("button", { name: "Copy link" }).click()
    await text(ada, "The link to that version is under Links.").waitFor()
    await button(ada, "Links").click()
    const link = ada.getByRole("link", { name: "A copy of the graph" })
    const href = (await link.getAttribute("href")) ?? ""
    const { page: copy } = await openPage(browser, new URL(href, worker.url).href)
    await documentsAreDrawn(copy)
    await expect.poll(() => field(copy, "Across").inputValue()).toBe(WIND)
    expect(await field(ada, "Across").inputValue()).toBe(MINIMUM)
    await close(ada, copy)
  })
})
