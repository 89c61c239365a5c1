// The port at which pages in development listen to the server: the same after a restart.

import { expect, it } from "vitest"

import { channelPort, openChannel } from "../../../src/cli/dev-channel.ts"

const HOST = "127.0.0.1"

it("the development channel's port follows from the server's, or is another when that port is taken", async () => {
  const port = Math.trunc(Math.random() * 10_000)
  const [first, second] = [await openChannel(HOST, port), await openChannel(HOST, port)]
  expect(first.port).toBe(channelPort(port))
  expect([0, first.port]).not.toContain(second.port)
  const script = await fetch(`http://${HOST}:${second.port}/page.js`)
  expect(await script.text()).toContain("EventSource")
})

it.each([1024, 8787, 20_000, 23_456, 29_999, 65_535])(
  "the development channel leaves port %d to the server itself",
  (port) => {
    expect(channelPort(port)).not.toBe(port)
    expect(channelPort(port)).toBeGreaterThanOrEqual(20_000)
    expect(channelPort(port)).toBeLessThan(30_000)
  },
)
