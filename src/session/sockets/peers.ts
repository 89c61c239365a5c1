// The one registry of a session's sockets: whose each is and what is kept with it, also when the object sleeps.

import type { Connection } from "../../app/connection.ts"
import type { Admission } from "../../objects/admission.ts"
import type { KeptSocket, NewSocket, Sockets } from "../../ports.ts"
import { getOrMake } from "../../util/get-or-make.ts"
import { Packer } from "./packer.ts"
import { parseAttachment, type PeerOptions, type SendMessage, SocketPeer } from "./socket-peer.ts"

export class Peers {
  readonly #sockets: Sockets
  readonly #options: PeerOptions
  readonly #known = new WeakMap<KeptSocket, SocketPeer>()

  constructor(sockets: Sockets, sendMessage: SendMessage) {
    this.#sockets = sockets
    this.#options = { sendMessage, packer: new Packer() }
  }

  /** A socket that is not accepted yet. */
  create(socket: NewSocket, id: string, admission: Admission): SocketPeer {
    const peer = new SocketPeer(socket, { id, admission }, this.#options, { state: "asking" })
    this.#known.set(socket, peer)
    return peer
  }

  /** The one peer of a socket that was accepted. */
  of(socket: KeptSocket): SocketPeer {
    return getOrMake(this.#known, socket, () => {
      const kept = parseAttachment(socket.attachment)
      return new SocketPeer(socket, kept, this.#options, { state: "joined" })
    })
  }

  /** Those that are connected. */
  get all(): readonly SocketPeer[] {
    return this.#sockets.all.filter(({ isOpen }) => isOpen).map((socket) => this.of(socket))
  }

  /** Closed at our end, and not at the other. */
  get halfClosed(): number {
    return this.#sockets.all.filter(({ isOpen }) => !isOpen).length
  }

  get connections(): readonly Connection[] {
    return this.all.map(({ connection }) => connection)
  }

  /** Closes the sockets of everybody who came by that invitation. */
  disconnectGuests(inviteId: string, code: number, reason: string): void {
    for (const peer of this.all) {
      if (peer.admission.inviteId === inviteId) peer.close(code, reason)
    }
  }
}
