// The reasons with which the Worker and the object reject sockets.

import { SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { tokenIn } from "../support/bokeh-client.ts"
import { TestSocket } from "../support/socket.ts"

describe("a socket", () => {
  it("[T5] is closed with the reason if its token is for another route", async () => {
    const page = await SELF.fetch("http://server/host")
    const token = tokenIn(await page.text())
    const socket = await TestSocket.openWith("/temperature", ["bokeh", token])
    expect(await socket.closed()).toEqual({
      code: 4001,
      reason: "the token is for another app, path or user: load the page again",
    })
  })
})
