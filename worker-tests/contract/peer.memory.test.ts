// The unit tests' socket fulfills the contract.

import { describe } from "vitest"

import { FakeSocket } from "../support/fake-peer.ts"
import { peerContract } from "./peer.ts"

describe("a fake socket", () => {
  peerContract(() => {
    const peer = new FakeSocket()
    const listed = (frame: string | ArrayBuffer) =>
      typeof frame === "string" ? frame : [...new Uint8Array(frame)]
    return {
      peer,
      received: async () => peer.frames.map(listed),
      closed: async () => peer.closed ?? { code: 0, reason: "it is open" },
    }
  })
})
