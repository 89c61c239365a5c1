// A page acknowledges what it has read. A client that does not is closed.

import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"

import { connect, openToken } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openPage } from "../support/browser.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({ entry: "worker-tests/support/reading-app.ts" })

const MORE = { kind: "MessageSent", msg_type: "more", msg_data: null }

interface PageWithBokeh {
  readonly Bokeh: {
    readonly documents: readonly { _trigger_on_change(event: object): void }[]
    require(module: string): { readonly MessageSentEvent: new (...args: unknown[]) => object }
  }
}

function askForMore(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { Bokeh } = globalThis as unknown as PageWithBokeh
    const { MessageSentEvent } = Bokeh.require("document/events")
    const [doc] = Bokeh.documents
    doc?._trigger_on_change(new MessageSentEvent(doc, "more", null))
  })
}

describe("[S25] data of more than the limit of unread bytes", () => {
  it("reaches a page on one socket, since the page acknowledges what it has read", async () => {
    const { page } = await openPage(browser, "about:blank")
    const sockets: string[] = []
    page.on("websocket", (socket) => sockets.push(socket.url()))
    await page.goto(`${worker.url}/reading`)
    await documentsAreDrawn(page)
    for (let i = 1; i <= 12; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await askForMore(page)
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await page.getByText(`${i}`, { exact: true }).waitFor()
    }
    expect(sockets).toHaveLength(1)
    await page.close()
  })

  it("can't be opened in one document, and the page names the limit", async () => {
    const { page } = await openPage(browser, `${worker.url}/large`)
    const alert = page.getByRole("alert")
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(
      /^The plot could not be loaded: 13\d{6} bytes are unread, more than limits\.unreadBytes$/,
    )
    await page.close()
  })

  it("does not reach a client that never acknowledges, which is closed with 4011", async () => {
    const token = await openToken(`${worker.url}/reading`)
    const client = await connect(`${worker.url.replace("http", "ws")}/reading/ws`, token)
    for (let i = 0; i < 12; i++) client.send("PATCH-DOC", { events: [MORE] })
    expect((await client.waitForClose()).code).toBe(4011)
  })
})
