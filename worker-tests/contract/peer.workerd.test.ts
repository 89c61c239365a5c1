// The socket over a real websocket fulfills the contract.

import { describe } from "vitest"

import { HibernatingSockets } from "../../src/runtime/hibernating-sockets.ts"
import { peerContract } from "./peer.ts"

describe("a socket over a websocket", () => {
  peerContract(() => {
    const { 0: client, 1: server } = new WebSocketPair()
    const frames: (string | readonly number[])[] = []
    client.binaryType = "arraybuffer"
    client.addEventListener("message", ({ data }) => {
      frames.push(typeof data === "string" ? data : [...new Uint8Array(data)])
    })
    const closed = new Promise<{ code: number; reason: string }>((resolve) => {
      client.addEventListener("close", ({ code, reason }) => resolve({ code, reason }))
    })
    client.accept()
    server.accept()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is never used
    const peer = new HibernatingSockets({} as DurableObjectState).of(server)
    return {
      peer,
      received: async () => {
        peer.close(1000, "") // all earlier messages have arrived when the close has
        await closed
        return frames
      },
      closed: () => closed,
    }
  })
})
