// The only registry of a session's sockets: who each belongs to, and what is stored with it, also while the object sleeps.

import type { Connection } from "../../app/connection.ts"
import type { Admission } from "../../objects/admission.ts"
import type { KeptSocket, NewSocket, Sockets } from "../../ports.ts"
import { CLOSE } from "../../util/close-codes.ts"
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

  /** A socket that has not been accepted yet. */
  create(socket: NewSocket, id: string, admission: Admission): SocketPeer {
    const peer = new SocketPeer(socket, { id, admission }, this.#options, "asking")
    this.#known.set(socket, peer)
    return peer
  }

  /** The only peer of an accepted socket. */
  of(socket: KeptSocket): SocketPeer {
    return getOrMake(this.#known, socket, () => {
      const kept = parseAttachment(socket.attachment)
      return new SocketPeer(socket, kept, this.#options, socket.isOpen ? "joined" : "shut")
    })
  }

  /** The peers that are connected. */
  get all(): readonly SocketPeer[] {
    return this.#sockets.all.filter(({ isOpen }) => isOpen).map((socket) => this.of(socket))
  }

  /** How many are closed at the server's end, but not at the other. */
  get halfClosed(): number {
    return this.#sockets.all.filter(({ isOpen }) => !isOpen).length
  }

  get connections(): readonly Connection[] {
    return this.all.map(({ connection }) => connection)
  }

  /** Closes the sockets of everybody who used that invitation. */
  disconnectGuests(inviteId: string): void {
    for (const peer of this.all) {
      if (peer.admission.inviteId === inviteId) peer.close(CLOSE.revoked, "")
    }
  }
}
