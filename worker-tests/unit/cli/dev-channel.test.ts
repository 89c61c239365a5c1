// Where pages in development hear the server: at the same place after a restart.

import { expect, it } from "vitest"

import { openChannel } from "../../../src/cli/dev-channel.ts"

const HOST = "127.0.0.1"

it("is where the server's port says, and elsewhere when somebody is there", async () => {
  const port = Math.trunc(Math.random() * 10_000)
  const [first, second] = [await openChannel(HOST, port), await openChannel(HOST, port)]
  expect(first.port).toBe(20_000 + port)
  expect([0, first.port]).not.toContain(second.port)
  const script = await fetch(`http://${HOST}:${second.port}/page.js`)
  expect(await script.text()).toContain("EventSource")
})
