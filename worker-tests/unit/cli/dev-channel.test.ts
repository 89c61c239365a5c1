// The port at which pages in development listen to the server: the same after a restart.

import { expect, it } from "vitest"

import { openChannel } from "../../../src/cli/dev-channel.ts"

const HOST = "127.0.0.1"

it("the development channel's port follows from the server's, or is another when that port is taken", async () => {
  const port = Math.trunc(Math.random() * 10_000)
  const [first, second] = [await openChannel(HOST, port), await openChannel(HOST, port)]
  expect(first.port).toBe(20_000 + port)
  expect([0, first.port]).not.toContain(second.port)
  const script = await fetch(`http://${HOST}:${second.port}/page.js`)
  expect(await script.text()).toContain("EventSource")
})
