// A tab that is really in the background, where browsers draw nothing and slow timers down. Its title and icon show that
// something arrived, and nothing is lost.

import { afterAll, describe, expect, it } from "vitest"

import { documentsAreDrawn, screenshot } from "../../../../worker-tests/support/browser.ts"
import { EXAMPLES } from "../../../../worker-tests/support/entries.ts"
import { startWorker } from "../../../../worker-tests/support/start-worker.ts"
import { button, cards, field, send, text } from "./explore-page.ts"
import { openTabs, visibilityOf } from "./tabs.ts"

const PATIENT_MS = 600_000
const [WIND, RAIN] = ["Wind (m/s)", "Precipitation (mm)"]

const worker = await startWorker({ entry: EXAMPLES })
const tabs = await openTabs()
afterAll(async () => {
  await tabs.close()
  await worker.stop()
})

/** Timers may run once a minute, so the title is checked as soon as something has arrived. */
const TOLD = `{
  const doc = Bokeh.documents[0]
  globalThis.told = []
  doc.on_change(() => queueMicrotask(() => {
    const [count] = doc.get_model_by_name("inbox").tags
    const news = count + " " + document.title.split(" ")[0]
    if (count > 0 && told.at(-1) !== news) told.push(news)
  }))
}`

async function enter(name: string) {
  const page = await tabs.window.newPage()
  page.setDefaultTimeout(PATIENT_MS)
  const sockets: string[] = []
  page.on("websocket", (socket) => sockets.push(socket.url()))
  await page.goto(`${worker.url}/explore/tabs?name=${name}`)
  await documentsAreDrawn(page)
  return { page, sockets }
}

describe("a tab in the background", () => {
  it(
    "marks title and icon when graphs arrive, shows all of them when it comes to the front, and removes the marks",
    async () => {
      const { page: bob, sockets } = await enter("Bob")
      const icon = () => bob.locator("link[rel=icon]").getAttribute("href")
      expect([await visibilityOf(bob), await bob.title()]).toEqual([
        "visible",
        "Explore the weather",
      ])
      await bob.evaluate(TOLD)
      const { page: ada } = await enter("Ada")
      await text(ada, "Bob").waitFor()
      expect(await visibilityOf(bob)).toBe("hidden")
      await send(ada, WIND)
      await expect.poll(() => bob.title()).toBe("(1) Explore the weather")
      await send(ada, RAIN)
      await expect.poll(() => bob.title()).toBe("(2) Explore the weather")
      await expect.poll(icon).toContain("b3261e")
      expect(await bob.evaluate("told")).toEqual(["1 (1)", "2 (2)"])
      await field(ada, "Color").selectOption(WIND)
      await button(ada, "Present to all").click()
      await button(ada, "Stop presenting").waitFor()
      expect([await visibilityOf(bob), sockets.length]).toEqual(["hidden", 1])

      await bob.bringToFront()
      await expect.poll(() => visibilityOf(bob)).toBe("visible")
      await expect.poll(() => cards(bob).count()).toBe(2)
      await expect.poll(() => field(bob, "Color").inputValue()).toBe(WIND)
      await documentsAreDrawn(bob)
      await screenshot(bob, "explore-tab-in-front")
      await button(bob, "Mark all as read").click()
      await expect.poll(() => bob.title()).toBe("Explore the weather")
      await expect.poll(icon).not.toContain("b3261e")
      expect([await visibilityOf(ada), sockets.length]).toEqual(["hidden", 1])
    },
    PATIENT_MS,
  )
})
