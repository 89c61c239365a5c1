// The examples of collaboration, with real windows: a class of thirty, an operations desk with roles, a board.

import type { Browser, BrowserContext, Page, WebSocketRoute } from "playwright-core"
import { describe, expect, it } from "vitest"

import {
  documentsAreDrawn,
  dragOver,
  screenshot,
  untilDragged,
} from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"
import { button, field, text } from "./explore-page.ts"

/** The number of students besides Ada and Bob, thirty in all. */
const OTHERS = 28
/** More pages that start at the same time only wait for each other. */
const OPENED_AT_ONCE = 4
const PHONE = { viewport: { width: 390, height: 844 } }
const PATIENCE_MS = 150_000
/** The time limit of a test: thirty pages are slow on a busy machine. */
const PATIENT_MS = 600_000

const { worker, browser } = await openExamples()

async function open(
  path: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  return openIn(await browser.newContext(options), path)
}

async function openIn(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(`${worker.url}${path}`)
  await documentsAreDrawn(page)
  return page
}

async function close(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.context().close()
}

const LONG = "x".repeat(80)

describe("a visitor's long word", () => {
  it.each(["chat", "explore", "class", "board"])("fits a phone in /%s", async (app) => {
    const page = await open(`/${app}/${LONG}?name=${"N".repeat(40)}`, PHONE)
    if (app === "chat") {
      await page.getByPlaceholder("Say something").fill(`${LONG}${LONG}`)
      await page.keyboard.press("Enter")
      await text(page, `You ${LONG}`).waitFor()
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390)
    await close(page)
  })
})

/** Whose line the button of the teacher's page shows to all: the line that the teacher sees. */
const CHOSEN = `[...Bokeh.documents[0].all_models].find(({ label }) => label === "Show to all")
  .tags.map((line) => line.get?.("name") ?? line.name)`

describe("a class room", () => {
  it("shows earlier hand-ins to a teacher who joins late", async () => {
    const ann = await open("/class/early?name=Ann")
    await button(ann, "Hand in").click()
    await text(ann, "The teacher will get it.").waitFor()
    const teacher = await open("/class/early/teacher")
    await text(teacher, "1 of 1 have handed in.").waitFor()
    await text(ann, "The teacher has it.").waitFor()
    await button(teacher, "Show to all").click()
    await text(teacher, "One student sees the line of Ann.").waitFor()
    await close(teacher, ann)
  })

  it(
    "sends the lines of thirty students to the teacher, and one line to all students",
    async () => {
      const teacher = await open("/class/7b/teacher")
      const [ada, bob] = [
        await open("/class/7b?name=Ada", PHONE),
        await open("/class/7b?name=Bob", { colorScheme: "dark" }),
      ]
      const context = await browser.newContext(PHONE)
      const others: Page[] = []
      while (others.length < OTHERS) {
        const some = Array.from({ length: OPENED_AT_ONCE }, (_, i) =>
          openIn(context, `/class/7b?name=Student ${others.length + i}`),
        )
        others.push(...(await Promise.all(some)))
      }
      await text(teacher, "0 of 30 have handed in.").waitFor()
      await field(teacher, "Task").fill("Find the line")
      await field(teacher, "Task").press("Enter")
      for (const page of [ada, bob, ...others]) await text(page, "Find the line").waitFor()

      for (const student of others) await button(student, "Hand in").click()
      for (const student of others) await text(student, "The teacher has it.").waitFor()
      await ada.getByRole("slider").first().focus()
      for (let i = 0; i < 14; i++) await ada.keyboard.press("ArrowRight")
      await text(ada, "1.40").waitFor()
      await button(ada, "Hand in").click()
      await text(ada, "The teacher has it.").waitFor()
      await text(teacher, `${OTHERS + 1} of 30 have handed in.`).waitFor()
      await expect.poll(() => linesOf(teacher)).toBe(OTHERS + 1)
      await screenshot(teacher, "class-teacher", true)

      const ofAda = field(teacher, "Answer").locator("option", { hasText: /^Ada:/ })
      await field(teacher, "Answer").selectOption((await ofAda.textContent()) ?? "")
      await expect.poll(() => teacher.evaluate(CHOSEN)).toEqual(["Ada"])
      await button(teacher, "Show to all").click()
      await text(bob, "The line of Ada is off by").waitFor()
      await expect.poll(() => linesOf(bob)).toBe(2)
      for (const student of others) {
        await text(student, "The line of Ada is off by").waitFor()
        await expect.poll(() => linesOf(student)).toBe(2)
      }
      await text(ada, "Your line is off by").waitFor() // and Ada has no second line
      expect(await linesOf(ada)).toBe(1)
      const namesake = await open("/class/7b?name=Ada")
      await button(namesake, "Hand in").click()
      await text(teacher, `${OTHERS + 2} of 31 have handed in.`).waitFor()
      await expect
        .poll(() =>
          field(teacher, "Answer")
            .locator("option", { hasText: /^Ada \(/ })
            .count(),
        )
        .toBe(2)
      await field(namesake, "Your name").fill("Ada Z")
      await field(namesake, "Your name").press("Enter")
      await field(teacher, "Answer")
        .locator("option", { hasText: /^Ada Z:/ })
        .waitFor({ state: "attached" })
      await close(namesake)
      const second = await open("/class/7b/teacher?name=Second")
      await text(second, `${OTHERS + 2} of 31 have handed in.`).waitFor()
      await close(second)
      await screenshot(ada, "class-phone", true)
      await screenshot(bob, "class-dark", true)
      await context.close()
      await close(teacher, ada, bob)
    },
    PATIENT_MS,
  )
})

function linesOf(page: Page): Promise<number> {
  return page.evaluate(
    `Bokeh.documents[0].get_model_by_name("cloud").renderers[1].data_source.data.xs.length`,
  )
}

describe("an operations desk", () => {
  const signedIn = (username: string, password: string) => ({
    httpCredentials: { username, password },
  })

  it("lets the lead present, an operator take an alert, and a guest only watch", async () => {
    const guest = await open("/operations", { ...PHONE, colorScheme: "dark" })
    const lead = await open("/operations?sign-in", signedIn("ada", "lead"))
    const desk = await open("/operations?sign-in", signedIn("bob", "desk"))
    await text(guest, "ada (lead)").waitFor()
    expect(await button(guest, "Take the alert").count()).toBe(0)
    expect(await button(desk, "Present to all").count()).toBe(0)
    // One person with two tabs is one member.
    const tab = await open("/operations?sign-in", signedIn("bob", "desk"))
    await text(tab, "ada (lead)").waitFor()
    await button(tab, "Take the alert").dblclick() // as one click
    await button(tab, "Cooler").click()
    await text(tab, /^Cooler was above/).waitFor()
    await button(tab, "Pump").click()
    for (const page of [tab, lead]) await text(page, /^Pump.*bob has taken it/).waitFor()
    for (const page of [tab, lead, guest]) {
      await expect.poll(async () => (await hereOn(page)).match(/bob/g)).toHaveLength(1)
    }
    await close(tab)
    await button(lead, "Turbine").click()
    await text(lead, /^Turbine was above/).waitFor() // until then, the buttons are the Pump's
    await button(lead, "Present to all").click()
    for (const page of [guest, desk]) {
      await text(page, "ada presents the Turbine.").waitFor()
      await text(page, /^Turbine was above/).waitFor()
    }
    await button(desk, "Take the alert").click()
    for (const page of [guest, lead]) await text(page, "bob has taken it").waitFor()
    await screenshot(guest, "operations-guest", true)
    await screenshot(lead, "operations-lead", true)
    await button(lead, "Cooler").click() // the others follow the presenter
    for (const page of [guest, desk]) await text(page, "ada presents the Cooler.").waitFor()
    await button(lead, "Turbine").click()
    await text(desk, "ada presents the Turbine.").waitFor()
    await button(desk, "Hand it back").click()
    for (const page of [guest, lead]) await text(page, /^Turbine.*nobody has taken it/).waitFor()
    await button(lead, "Stop presenting").click()
    await expect.poll(() => text(guest, "ada presents").count()).toBe(0)
    await text(guest, "Here: ada (lead), bob (operator), one guest").waitFor()
    await close(guest, lead, desk)
  })

  it("admits nobody without a correct password", async () => {
    const asked = await fetch(`${worker.url}/operations?sign-in`)
    expect([asked.status, asked.headers.get("WWW-Authenticate")?.split(" ")[0]]).toEqual([
      401,
      "Basic",
    ])
    const headers = { Authorization: `Basic ${btoa("ada:desk")}` }
    expect((await fetch(`${worker.url}/operations?sign-in`, { headers })).status).toBe(401)
    const odd = { Authorization: "Basic %%%" }
    expect((await fetch(`${worker.url}/operations?sign-in`, { headers: odd })).status).toBe(401)
  })
})

/** The members that the page shows. */
async function hereOn(page: Page): Promise<string> {
  return (await text(page, /^Here: /).textContent()) ?? ""
}

describe("a board", () => {
  it(
    "shows each visitor's strokes to all at its address, and undoes a visitor's own strokes",
    async () => {
      const sockets: WebSocketRoute[] = []
      const dark = await browser.newContext({ colorScheme: "dark" })
      await dark.routeWebSocket(/\/ws/, (socket) => {
        socket.connectToServer()
        sockets.push(socket)
      })
      const [ada, bob] = [await open("/board/1", PHONE), await openIn(dark, "/board/1")]
      const other = await open("/board/2")
      await stroke(ada, 100)
      await expect.poll(() => strokesOf(bob)).toBe(1)
      await Promise.all([stroke(bob, 200), stroke(ada, 300)]) // both at the same time: nothing is lost
      await expect.poll(async () => [await strokesOf(ada), await strokesOf(bob)]).toEqual([3, 3])
      await field(bob, "Note").fill("Ours")
      await field(bob, "Note").press("Enter")
      await expect.poll(() => ada.evaluate(NOTES)).toEqual([" Ours "])
      for (const page of [ada, bob])
        await expect.poll(() => field(page, "Note").inputValue()).toBe("")
      await screenshot(ada, "board-phone", true)
      await screenshot(bob, "board-dark", true)
      await sockets[0]?.close({ code: 1012 }) // the same window reconnects by another socket
      await expect.poll(() => sockets.length).toBe(2)
      await button(bob, "Take back").click() // his own, which is not the last
      await expect.poll(async () => [await strokesOf(ada), await strokesOf(bob)]).toEqual([2, 2])
      await button(bob, "Take back").click() // Bob has none left
      await button(ada, "Clear").click()
      await expect.poll(() => strokesOf(bob)).toBe(0)
      await bob.getByText("Somebody cleared the board.").waitFor()
      await ada.getByText("You cleared the board.").waitFor()
      await button(bob, "Restore what was cleared").click()
      await expect.poll(async () => [await strokesOf(ada), await strokesOf(bob)]).toEqual([2, 2])
      await expect.poll(() => ada.evaluate(NOTES)).toEqual([" Ours "])
      await expect.poll(() => strokesOf(other)).toBe(0)
      await close(ada, bob, other)
    },
    PATIENT_MS,
  )
})

const NOTES = `[...Bokeh.documents[0].get_model_by_name("notes").data.text]`

async function stroke(page: Page, y: number): Promise<void> {
  const box = await page.locator("canvas").first().boundingBox()
  const [left, top] = [(box?.x ?? 0) + 80, (box?.y ?? 0) + y]
  const before = await strokesOf(page)
  await untilDragged(
    () => dragOver(page, [left, top], [left + 120, top + 30]),
    async () => (await strokesOf(page)) > before,
  )
}

function strokesOf(page: Page): Promise<number> {
  return page.evaluate(`Bokeh.documents[0].get_model_by_name("strokes").data.xs.length`)
}
