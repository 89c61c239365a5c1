// When the network or the tab comes back, a page checks its connection immediately, whatever its timers say.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"

import { PING, PONG } from "../../../src/client/task.ts"

/** Imported by its address, since tests have no types of browsers. */
const MODULE = new URL("../../../src/client/keep-alive.ts", import.meta.url).href

interface KeepAlive {
  readonly keepAlive: (connection: FakeConnection) => () => void
}

class FakeSocket {
  readyState: number = WebSocket.OPEN
  readonly sent: string[] = []

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.readyState = WebSocket.CLOSING
  }
}

class FakeConnection {
  socket: FakeSocket | null = new FakeSocket()
  reconnects = 0
  readonly closed: number[] = []

  _on_message = (_event: { readonly data: string }): void => undefined

  async reconnect(): Promise<void> {
    this.reconnects++
  }

  _on_close({ code }: { readonly code: number }): void {
    this.closed.push(code)
  }
}

describe("a page whose network or tab comes back", () => {
  const network = new EventTarget()
  const tab = Object.assign(new EventTarget(), { hidden: false })
  const comesBack = () => {
    network.dispatchEvent(new Event("online"))
    tab.dispatchEvent(new Event("visibilitychange"))
  }
  let connection: FakeConnection
  let stop: () => void

  beforeEach(async () => {
    vi.useFakeTimers()
    vi.stubGlobal("document", tab)
    vi.stubGlobal("addEventListener", network.addEventListener.bind(network))
    vi.stubGlobal("removeEventListener", network.removeEventListener.bind(network))
    tab.hidden = false
    connection = new FakeConnection()
    const { keepAlive } = (await import(MODULE)) as KeepAlive
    stop = keepAlive(connection)
    connection._on_message({ data: PONG })
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it("connects immediately where the connection is gone, and not while the tab is hidden", () => {
    connection.socket = null
    tab.hidden = true
    comesBack()
    expect(connection.reconnects).toBe(0)
    tab.hidden = false
    comesBack()
    expect(connection.reconnects).toBe(2)
    stop()
    comesBack()
    expect(connection.reconnects).toBe(2)
  })

  it("pings an open connection, and gives it up when it does not answer in 3 s", () => {
    comesBack()
    expect(connection.socket?.sent).toEqual([PING, PING, PING])
    connection._on_message({ data: PONG })
    vi.advanceTimersByTime(3000)
    expect(connection.closed).toEqual([])
    comesBack()
    vi.advanceTimersByTime(2999)
    expect(connection.closed).toEqual([])
    vi.advanceTimersByTime(1)
    expect([connection.closed, connection.socket?.readyState]).toEqual([[1006], WebSocket.CLOSING])
  })

  it("sends a sign of life when it hears the server, even when its clock was set back", () => {
    const hear = () => connection._on_message({ data: "news" })
    hear()
    expect(connection.socket?.sent).toEqual([PING])
    vi.setSystemTime(Date.now() - 3_600_000)
    hear()
    hear()
    expect(connection.socket?.sent).toEqual([PING, PING])
  })
})
