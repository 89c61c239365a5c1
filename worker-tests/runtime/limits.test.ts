// What a visitor can't do, however hard he tries: attacks from raw sockets on real objects.

import { describe, expect, it } from "vitest"

import { TestSocket } from "../support/socket.ts"

describe("a socket whose message breaks the protocol", () => {
  it.each([
    ["a message type of 60 CJK characters", { msgid: "c1", msgtype: "語".repeat(60) }],
    ["a message type of control characters", { msgid: "c1", msgtype: "\u0001".repeat(100) }],
  ])("is closed with 1002, not left deaf, for %s", async (_what, header) => {
    const socket = await TestSocket.open("/temperature", `deaf-${header.msgtype.length}`)
    for (const part of [header, {}, {}]) socket.sendFrame(JSON.stringify(part))
    expect((await socket.closed()).code).toBe(1002)
  })

  it("is closed with 1002 for two buffers of one name of 200 characters", async () => {
    const socket = await TestSocket.open("/temperature", "deaf-buffers")
    const header = { msgid: "c1", msgtype: "PATCH-DOC", num_buffers: 2 }
    for (const part of [header, {}, { events: [] }]) socket.sendFrame(JSON.stringify(part))
    for (let i = 0; i < 2; i++) {
      socket.sendFrame(JSON.stringify({ id: "x".repeat(200) }))
      socket.sendFrame(new ArrayBuffer(1))
    }
    expect((await socket.closed()).code).toBe(1002)
  })
})
