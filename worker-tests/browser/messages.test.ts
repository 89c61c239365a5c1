// An app's messages over the socket of stock BokehJS, and connection hooks.

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { tokenIn } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openPage } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: "worker-tests/support/embed-apps.ts" })

/** A window on the token's session that records the messages that it receives. */
async function join(token: string): Promise<Page> {
  const { page } = await openPage(browser, `${worker.url}/deep/1/a/b?bokeh-token=${token}`)
  await documentsAreDrawn(page)
  await page.evaluate(() => {
    const window_ = globalThis as unknown as PageWithMessages
    window_.heard = []
    for (const type of ["said", "you are"]) {
      window_.Bokeh.documents[0]?.on_message(type, (data) => window_.heard.push([type, data]))
    }
  })
  return page
}

async function newToken(): Promise<string> {
  return tokenIn(await (await fetch(`${worker.url}/deep/1/a/b`)).text())
}

/** Sends a message as a page's own script does. */
function say(page: Page, data: unknown): Promise<void> {
  return page.evaluate((message) => {
    const { Bokeh } = globalThis as unknown as PageWithMessages
    const { MessageSentEvent } = Bokeh.require("document/events")
    const [doc] = Bokeh.documents
    doc?._trigger_on_change(new MessageSentEvent(doc, "say", message))
  }, data)
}

function heard(page: Page): Promise<readonly unknown[]> {
  return page.evaluate(() => (globalThis as unknown as PageWithMessages).heard)
}

describe("an app's messages", () => {
  it("go both ways, and to all windows of a session or to single ones", async () => {
    const token = await newToken()
    const one = await join(token)
    const two = await join(token)
    await say(one, { words: ["hello", 1.5, null] })
    await one.getByText('said: {"words":["hello",1.5,null]}').waitFor()
    await two.getByText("said:").waitFor()
    const words = { words: ["hello", 1.5, null] }
    await expect
      .poll(() => heard(one))
      .toEqual([
        ["said", words],
        ["you are", 1],
      ])
    await expect
      .poll(() => heard(two))
      .toEqual([
        ["said", words],
        ["you are", 2],
      ])
    await Promise.all([one.close(), two.close()])
  })

  it("change nothing when a receive hook refuses them, and BokehJS logs the reason", async () => {
    const page = await join(await newToken())
    const logged = page.waitForEvent("console", (message) => message.type() === "error")
    await say(page, "unspeakable")
    expect((await logged).text()).toContain("that is not said here")
    await say(page, "speakable")
    await page.getByText('said: "speakable"').waitFor()
    await expect
      .poll(() => heard(page))
      .toEqual([
        ["said", "speakable"],
        ["you are", 1],
      ])
    await page.close()
  })
})

describe("a read-only window", () => {
  it("gets its slider set back to the session's value", async () => {
    const { page } = await openPage(browser, `${worker.url}/exhibit`)
    await documentsAreDrawn(page)
    const handle = page.locator(".noUi-handle")
    const logged = page.waitForEvent("console", (message) => message.type() === "error")
    await handle.focus()
    await page.keyboard.press("ArrowRight")
    expect((await logged).text()).toContain("you may only look")
    await expect.poll(() => handle.getAttribute("aria-valuenow")).toBe("3.0")
    await page.close()
  })
})

describe("a window that a connect hook refuses", () => {
  it("shows the reason and does not keep reconnecting", async () => {
    const { page } = await openPage(browser, `${worker.url}/deep/1/a/b?who=nobody`)
    let sockets = 0
    page.on("websocket", () => sockets++)
    const alert = page.getByRole("alert")
    await alert.waitFor()
    await expect.poll(() => alert.innerText()).toContain("access denied")
    await page.waitForTimeout(1500)
    expect(sockets).toBeLessThanOrEqual(1)
    await page.close()
  })
})

/** The globals of the page that functions use there. */
interface PageWithMessages {
  heard: unknown[]
  readonly Bokeh: {
    readonly documents: readonly PageDocument[]
    require(module: "document/events"): {
      readonly MessageSentEvent: new (doc: PageDocument, type: string, data: unknown) => object
    }
  }
}
interface PageDocument {
  on_message(type: string, callback: (data: unknown) => void): void
  _trigger_on_change(event: object): void
}
