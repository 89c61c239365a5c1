// The contract of a session's socket, for the unit tests' fake socket and the one over a real websocket.

import { expect, it } from "vitest"

import type { Socket } from "../../src/ports.ts"

export interface Ends {
  readonly peer: Socket
  /** What the other end has received so far. */
  readonly received: () => Promise<readonly (string | readonly number[])[]>
  /** How the other end was closed. */
  readonly closed: () => Promise<{ readonly code: number; readonly reason: string }>
}

const utf8 = (text: string) => new TextEncoder().encode(text).byteLength

export function peerContract(connect: () => Ends): void {
  it("is open until it is closed", async () => {
    const { peer, closed } = connect()
    expect(peer.isOpen).toBe(true)
    peer.close(1000, "done")
    expect(peer.isOpen).toBe(false)
    expect(await closed()).toEqual({ code: 1000, reason: "done" })
  })

  it("delivers strings and bytes in order", async () => {
    const { peer, received } = connect()
    const bytes = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4)
    peer.send("one")
    peer.send(bytes)
    peer.send("é\u0000")
    peer.send(new Uint8Array())
    expect(await received()).toEqual(["one", [1, 2, 3], "é\u0000", []])
  })

  it("sends nothing after it is closed, without an error", async () => {
    const { peer, received } = connect()
    peer.send("before")
    peer.close(1000, "")
    peer.send("after")
    expect(await received()).toEqual(["before"])
  })

  it("closes once, with the first reason", async () => {
    const { peer, closed } = connect()
    peer.close(4005, "first")
    peer.close(1011, "second")
    expect(await closed()).toEqual({ code: 4005, reason: "first" })
  })

  it("cuts a close reason that is too long at a character boundary", async () => {
    const { peer, closed } = connect()
    peer.close(1002, "€".repeat(100))
    const { code, reason } = await closed()
    expect([code, reason]).toEqual([1002, "€".repeat(41)])
    expect(utf8(reason)).toBeLessThanOrEqual(123)
  })

  it.each([1000, 1002, 1009, 1011, 1013, 3000, 4999])("closes with %d", async (code) => {
    const { peer, closed } = connect()
    peer.close(code, "why")
    expect(await closed()).toEqual({ code, reason: "why" })
  })

  it.each([0, 999, 1004, 1005, 1006, 1015, 2999, 5000, NaN])(
    "closes with 1011 instead of %d, which can't be sent",
    async (code) => {
      const { peer, closed } = connect()
      peer.close(code, "why")
      expect(peer.isOpen).toBe(false)
      expect(await closed()).toEqual({ code: 1011, reason: "why" })
    },
  )
}
