// A TCP proxy whose connections can die silently, like those of a closed laptop.

import { once } from "node:events"
import { connect, createServer, type Socket } from "node:net"

export interface StallingProxy {
  /** Without a trailing slash. */
  readonly url: string
  /** Blocks all existing connections, and with `isAll` also new ones. */
  stall(isAll?: boolean): void
  close(): void
}

export async function stallingProxy(serverUrl: string): Promise<StallingProxy> {
  const upstream = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let isStalled = false
  const server = createServer((front) => {
    const behind = connect(Number(upstream.port), upstream.hostname)
    for (const socket of [front, behind]) {
      sockets.add(socket)
      socket.on("error", () => undefined)
      socket.on("close", () => sockets.delete(socket))
    }
    if (isStalled) return
    front.pipe(behind)
    behind.pipe(front)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    stall: (isAll = false) => {
      isStalled = isAll
      for (const socket of sockets) socket.unpipe().pause()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
