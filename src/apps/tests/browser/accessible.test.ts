// Accessibility for users of a keyboard or a screen reader: axe-core finds no serious fault in the pages of the examples and
// the documentation, in light and dark, and a graph can be sent without a mouse.

import axe from "axe-core"
import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { documentsAreDrawn } from "../../../../worker-tests/support/browser.ts"
import { openExamples } from "./examples-site.ts"
import { cards, field, isHere, rangeOf, send, text, visit } from "./explore-page.ts"

const APPS =
  "temperature weather/Seattle chat/lobby board/7 class/7b class/7b/teacher operations shapes stream gallery/stocks"
const PAGES = ["", "docs/index.html", "docs/sharing.html", "docs/plots.html"]
/** The page shows all widgets, whose buttons have BokehJS's own colors. */
const BOKEHJS_COLORS = { rules: { "color-contrast": { enabled: false } } }

/** The time limit of a test with many pages on a busy machine. */
const PATIENT_MS = 600_000

const { worker, browser } = await openExamples()

/** The serious faults of a page, with their places. */
async function faults(page: Page, options: object = {}): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const json = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(JSON.stringify)`,
  )
  const { violations } = JSON.parse(String(json)) as axe.AxeResults
  const isSerious = ({ impact }: axe.Result) => impact === "serious" || impact === "critical"
  return violations
    .filter(isSerious)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)
}

async function faultsAt(path: string, options?: object): Promise<readonly string[]> {
  const page = await browser.newPage()
  const found: string[] = []
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${worker.url}/${path}`)
    if (!PAGES.includes(path)) await documentsAreDrawn(page)
    found.push(...(await faults(page, options)))
  }
  await page.close()
  return found
}

const PHONE = { width: 390, height: 844 }
const LAPTOP = { width: 1280, height: 800 }

describe("axe-core finds no serious fault", () => {
  it.each([...APPS.split(" "), ...PAGES])("in /%s", async (path) => {
    expect(await faultsAt(path)).toEqual([])
  })

  it("in /widgets, except for the colors of BokehJS's own buttons", async () => {
    expect(await faultsAt("widgets", BOKEHJS_COLORS)).toEqual([])
  })

  it.each(["light", "dark"] as const)(
    "in any panel of the explorer, in %s",
    async (colorScheme) => {
      const room = `axe ${colorScheme}`
      const at = { browser, url: worker.url, room }
      const [ada, bob] = [
        await visit({ ...at, name: "Ada", colorScheme }),
        await visit({ ...at, name: "Bob" }),
      ]
      await isHere(ada, "Bob")
      await send(bob, "Wind (m/s)")
      await field(bob, "Follow").selectOption({ label: "Ada" })
      await text(ada, "Bob sent you a graph.").waitFor()
      for (const panel of ["Comments", "Links", "Versions", "Take away", "Shared"]) {
        const tab = ada.getByRole("button", { name: panel, exact: true })
        await tab.click()
        await expect.poll(() => tab.getAttribute("aria-pressed")).toBe("true")
        for (const size of [PHONE, LAPTOP]) {
          await ada.setViewportSize(size)
          expect(await faults(ada), `${panel}, ${size.width} pixels wide`).toEqual([])
        }
      }
      for (const page of [ada, bob]) await page.close()
    },
  )
})

describe("with the keyboard alone", () => {
  it("the focus of a field is visible, also in forced colors", async () => {
    const page = await visit({ browser, url: worker.url, room: "forced", name: "Ada" })
    await page.emulateMedia({ forcedColors: "active" })
    await tabTo(page, "Note")
    await page.locator("input:focus").waitFor()
    expect(await page.evaluate(OUTLINE)).toBe("solid")
    await page.close()
  })

  it(
    "a graph is chosen, sent with a note, opened and sent back, and each step is announced",
    async () => {
      const at = { browser, url: worker.url, room: "keyboard" }
      const [ada, bob] = [await visit({ ...at, name: "Ada" }), await visit({ ...at, name: "Bob" })]
      await isHere(ada, "Bob")
      await tabTo(ada, "Across")
      const axes = await rangeOf(ada)
      await ada.keyboard.press("ArrowUp") // from the day to the option above it
      await expect.poll(() => rangeOf(ada)).not.toEqual(axes)
      await tabTo(ada, "Days, from")
      await ada.keyboard.press("PageUp")
      await tabTo(ada, "Note")
      await ada.keyboard.type("By keyboard")
      await tabTo(ada, "Send")
      await ada.keyboard.press("Enter")
      await ada
        .locator("#said")
        .getByText(/^Sent .* to one person\.$/)
        .waitFor()
      await bob.locator("#said").getByText("Ada sent you a graph.").waitFor()
      await text(bob, "By keyboard").waitFor()

      await tabTo(bob, "Open it")
      await bob.keyboard.press("Enter")
      await expect
        .poll(() => field(bob, "Across").inputValue())
        .toBe(await field(ada, "Across").inputValue())
      await tabTo(bob, "Up")
      await bob.keyboard.press("ArrowDown")
      await text(bob, "You have changed:").waitFor()
      await tabTo(bob, "Send back to Ada")
      await bob.keyboard.press("Space")
      await expect.poll(() => cards(ada).count()).toBe(2)
      for (const page of [ada, bob]) await page.close()
    },
    PATIENT_MS,
  )
})

/** Twice around, since an element that the server replaces in between loses the focus. */
const MAX_TABS = 200

/** Presses Tab until the element with that name has the focus. @throws Error if the keyboard does not reach it */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < MAX_TABS; i++) {
    if ((await page.evaluate(FOCUSED)) === name) return
    await page.keyboard.press("Tab")
  }
  throw new Error(
    `the keyboard does not reach "${name}", but "${String(await page.evaluate(FOCUSED))}"`,
  )
}

/** The focused element, in any shadow root. */
const FOCUS = `
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement`
const OUTLINE = `(() => {${FOCUS}
  return getComputedStyle(at).outlineStyle
})()`
/** Its name. */
const FOCUSED = `(() => {${FOCUS}
  const labels = [...(at?.labels ?? [])].map(({ textContent }) => textContent)
  return (at?.getAttribute("aria-label") ?? labels[0] ?? at?.textContent ?? "").trim()
})()`
