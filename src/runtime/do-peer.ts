// A session's peer over a hibernatable websocket.

import type { Peer } from "../ports.ts"
import { closeCode, closeReason } from "../util/close-codes.ts"

const peers = new WeakMap<WebSocket, SocketPeer>()

/** The one peer of a socket: the same object as long as this isolate lives. */
export function peerOf(socket: WebSocket): Peer {
  const known = peers.get(socket)
  if (known !== undefined) return known
  const made = new SocketPeer(socket)
  peers.set(socket, made)
  return made
}

class SocketPeer implements Peer {
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** A socket that dies between the look and the call is dead either way: its close event follows. */
  send(frame: string | Uint8Array): void {
    if (!this.isOpen) return
    try {
      this.#socket.send(frame)
    } catch {
      this.close(1011, "the connection was lost")
    }
  }

  close(code: number, reason: string): void {
    try {
      this.#socket.close(closeCode(code), closeReason(reason))
    } catch {
      // already closed
    }
  }
}
