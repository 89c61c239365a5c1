// Who is online: sockets that connect and disconnect, pages that vanish without closing, and how long the session stays in
// memory.

import type { ConnectionChange } from "../../app/viewers.ts"
import { internalsOf } from "../../document/document.ts"
import type { Attention } from "../../group/membership-ports.ts"
import type { Admission } from "../../objects/admission.ts"
import type { KeptSocket } from "../../ports.ts"
import { heartbeat } from "../../protocol/server-messages.ts"
import { CLOSE } from "../../util/close-codes.ts"
import { SignsOfLife } from "../sockets/signs-of-life.ts"
import type { SocketPeer } from "../sockets/socket-peer.ts"
import type { SessionDoor } from "./door.ts"
import type { Ending } from "./ending.ts"
import type { SessionHost } from "./host.ts"
import { sessionOptionsOf } from "./parts.ts"
import type { SessionServices } from "./services.ts"
import { Wakefulness } from "./wakefulness.ts"

/** Grace period: a reload is not a departure. */
const RELOAD_MS = 4000
const DEFAULT_AWAKE_S = 60 * 60

export class Presence {
  readonly #services: SessionServices
  readonly #host: SessionHost
  readonly #door: SessionDoor
  readonly #ending: Ending
  readonly #wakefulness: Wakefulness
  readonly #signsOfLife: SignsOfLife
  /** Sockets whose page has vanished: they are closed, and the runtime reports that later. */
  readonly #dropped = new WeakSet<SocketPeer>()
  /** When somebody last connected or disconnected. */
  #seenAtMs = -Infinity
  #checkedAtMs = 0

  constructor(services: SessionServices, host: SessionHost, door: SessionDoor, ending: Ending) {
    const { timers } = services.ports
    this.#services = services
    this.#host = host
    this.#door = door
    this.#ending = ending
    this.#wakefulness = new Wakefulness({
      timers,
      look: () => this.#look(),
      ended: () => this.#services.groups.onlineChanged(),
    })
    this.#signsOfLife = new SignsOfLife(timers, giveSign)
  }

  /** Somebody is connected, or was a moment ago. */
  get isOnline(): boolean {
    const { peers, ports } = this.#services
    return peers.all.length > 0 || Math.abs(ports.timers.now() - this.#seenAtMs) < RELOAD_MS
  }

  get attention(): Attention {
    const { isOn } = this.#wakefulness
    return { looks: isOn, reads: isOn || this.#awakeMs(this.#host.admission) === 0 }
  }

  /** A socket asks to be admitted. */
  asked(): void {
    this.dropSilent()
    this.#seenAtMs = this.#services.ports.timers.now()
  }

  /** Somebody has connected, or sent something: the session stays in memory. @returns whether it already did */
  extend(admission: Admission): boolean {
    this.#checkClock()
    return this.#wakefulness.extend(this.#awakeMs(admission))
  }

  /** If nobody is connected, the session may leave memory. @returns whether that is so */
  endIfAlone(): boolean {
    const isAlone = this.#services.peers.all.length === 0
    if (isAlone) this.#wakefulness.end()
    return isAlone
  }

  async disconnected(socket: KeptSocket, code: number): Promise<void> {
    const { peers, ports } = this.#services
    const peer = peers.of(socket)
    if (this.#dropped.has(peer)) return
    // 1005 and 1006 stand for a missing close frame and must not be sent.
    peer.close(code === 1005 || code === 1006 ? CLOSE.normal : code, "")
    if (peers.all.length === 0) this.#seenAtMs = ports.timers.now()
    await this.#left(peer, code)
  }

  /** Closes the sockets whose page has vanished without closing. A page that still exists reconnects. */
  dropSilent(): void {
    const { peers, ports } = this.#services
    for (const peer of this.#signsOfLife.look(() => peers.all)) {
      this.#dropped.add(peer)
      peer.close(CLOSE.tooSlow, "")
      ports.background(this.#left(peer, CLOSE.tooSlow))
    }
  }

  /** Notifies the app of who connected or disconnected. A session that sleeps is not woken for it. */
  tell(kind: ConnectionChange["kind"], { connection }: SocketPeer): void {
    const { awake } = this.#host
    if (awake === undefined || awake.life.connections.length === 0) return
    const { callbacks } = internalsOf(awake.document)
    awake.session.act(() => {
      for (const callback of awake.life.connections) {
        void callbacks.runOther("on_connections", () => callback({ kind, connection }))
      }
    })
  }

  async #left(peer: SocketPeer, code: number): Promise<void> {
    const { store, groups, peers, history, ports } = this.#services
    this.#host.awake?.session.close(peer)
    this.tell("left", peer)
    await this.#door.left(peer, code)
    if (this.endIfAlone()) history.current?.end()
    if (store.isNew || peers.all.length > 0) return
    if (groups.isInAny) ports.timers.after(RELOAD_MS, () => groups.onlineChanged())
    await this.#ending.leftAlone()
  }

  /** While it is in memory, the session checks by itself, so that its groups need not probe it. */
  #look(): void {
    const { groups, peers } = this.#services
    this.#checkClock()
    this.#door.closeUninvited(peers.all)
    if (!groups.isInAny) return
    this.dropSilent()
    if (peers.all.length === 0) groups.onlineChanged()
  }

  /** An alarm rings at its time: late, if the clock was set back since. */
  #checkClock(): void {
    const { ports, slowTimers } = this.#services
    const backMs = this.#checkedAtMs - ports.timers.now()
    this.#checkedAtMs -= backMs
    if (backMs > 0) slowTimers.setBack(backMs)
  }

  #awakeMs(admission: Admission | undefined): number {
    const { awake = DEFAULT_AWAKE_S } = sessionOptionsOf(this.#services.ports, admission)
    return awake * 1000
  }
}

/** Keeps an idle connection open on its path, and makes one of the package's pages respond with a ping. */
export function giveSign(peer: SocketPeer): void {
  for (const frame of heartbeat("heartbeat")) peer.send(frame)
}
