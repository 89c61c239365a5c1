// A page with stock BokehJS, and no script of this server.

import { join } from "node:path"

import { expect, it } from "vitest"

import { connect, openToken } from "../support/bokeh-client.ts"
import { openSite } from "../support/site.ts"

const { worker, browser } = await openSite({
  entry: join(import.meta.dirname, "stock-app.ts"),
  vars: { BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE: `${1 << 20}` },
})

interface StockPage {
  readonly Bokeh: {
    require(module: "client/connection"): {
      pull_session(url: string, token: string): Promise<StockSession>
    }
  }
  session: StockSession
}
interface StockSession {
  readonly _connection: { readonly socket: { close(code: number): void } }
  readonly document: { roots(): readonly { value: number }[] }
}

it("a page with stock BokehJS reconnects although it sends back a document that exceeds the message limit", async () => {
  const token = await openToken(`${worker.url}/large`)
  const socketUrl = `${worker.url.replace("http", "ws")}/large/ws`
  const other = await connect(socketUrl, token)
  await other.request("PULL-DOC-REQ", {})
  const page = await browser.newPage()
  let sockets = 0
  page.on("websocket", () => void sockets++)
  const errors: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  await page.goto(`${worker.url}/static/js/bokeh.min.js`) // any page of the same origin
  for (const file of ["bokeh", "bokeh-widgets"]) {
    await page.addScriptTag({ url: `/static/js/${file}.min.js` })
  }
  await page.evaluate(
    async ([url = "", key = ""]) => {
      const stock = globalThis as unknown as StockPage
      stock.session = await stock.Bokeh.require("client/connection").pull_session(url, key)
    },
    [socketUrl, token],
  )
  const again = page.waitForEvent("console", (message) => /Reconnected/.test(message.text()))
  await page.evaluate(() => {
    const { session } = globalThis as unknown as StockPage
    session._connection.socket.close(4321)
  })
  await again
  const moved = other.waitForMessage("PATCH-DOC") // the first one that it receives
  await page.evaluate(() => {
    const slider = (globalThis as unknown as StockPage).session.document.roots()[2]
    if (slider !== undefined) slider.value = 5
  })
  expect((await moved).content).toEqual({
    events: [expect.objectContaining({ kind: "ModelChanged", attr: "value", new: 5 })],
  })
  expect([sockets, errors]).toEqual([2, []])
  await page.close()
  await other.close()
})
