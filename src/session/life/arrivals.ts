// How a socket enters a session: it is admitted, and its page gets the notices that it needs; or it is refused with a
// reason.

import { ACTION_MESSAGE, EARLY_PULL, UPDATED_MESSAGE } from "../../client/task.ts"
import type { Admission } from "../../objects/admission.ts"
import type { NewSocket } from "../../ports.ts"
import { CLOSE } from "../../util/close-codes.ts"
import { SESSION_LIMITS } from "../../util/limits.ts"
import { openFailed } from "../sockets/failed-socket.ts"
import type { SocketPeer } from "../sockets/socket-peer.ts"
import type { SessionDoor } from "./door.ts"
import { type Awake, type Failed, failedWith, type SessionHost } from "./host.ts"
import { frameLimits, sessionLimits } from "./parts.ts"
import type { Presence } from "./presence.ts"
import type { SessionServices } from "./services.ts"
import { hasNothingOf } from "./start.ts"

const FULL = failedWith(CLOSE.tryAgainLater)

export class Arrivals {
  readonly #services: SessionServices
  readonly #host: SessionHost
  readonly #door: SessionDoor
  readonly #presence: Presence
  /** Sockets that are not admitted yet. */
  #connecting = 0
  /** Refused sockets that have not closed at their end. */
  #refused = 0

  constructor(services: SessionServices, host: SessionHost, door: SessionDoor, presence: Presence) {
    this.#services = services
    this.#host = host
    this.#door = door
    this.#presence = presence
  }

  /** Too many sockets are closed only at the server's end, so that no other socket is accepted, not even to be refused. */
  isBeset(admission: Admission): boolean {
    const { ports, peers } = this.#services
    const { sockets } = sessionLimits(ports, admission)
    return peers.halfClosed + this.#refused >= Math.max(sockets, SESSION_LIMITS.sockets)
  }

  /** Admits a socket that the Worker has checked, or refuses it with a reason. */
  async connect(socket: NewSocket, admission: Admission): Promise<void> {
    const { ports, peers, groups, store, schedule } = this.#services
    this.#presence.asked()
    if (this.#isFull(admission)) return this.#refuse(socket, FULL, admission)
    const peer = peers.create(socket, ports.random.alphanumeric(16), admission)
    this.#connecting++ // its place is taken before any await
    this.#presence.extend(admission) // groups are notified when it joins
    const state = await this.#door.admit(peer).finally(() => this.#connecting--)
    if (state.state !== "awake") {
      this.#presence.endIfAlone()
      return this.#refuse(socket, state, admission)
    }
    socket.keep()
    peer.joined()
    this.#door.came(peer)
    state.session.open(peer)
    this.#presence.tell("came", peer)
    if (admission.pulls === true) answerPull(peer, state)
    this.#tell(peer, state)
    groups.onlineChanged()
    if (!store.isNew) await schedule.goOn()
  }

  /** Sends notices to the package's pages: what was lost, or that another version of the app continues the session. */
  #tell(peer: SocketPeer, { session, restored }: Awake): void {
    if (peer.bokehVersion === undefined) return
    const text = this.#services.losses.notice
    if (text !== undefined) session.sendMessage(peer, ACTION_MESSAGE, { action: "notify", text })
    else if (restored.state === "updated") {
      session.sendMessage(peer, UPDATED_MESSAGE, hasNothingOf(restored))
    }
  }

  #isFull(admission: Admission): boolean {
    const { ports, peers } = this.#services
    const { sockets } = sessionLimits(ports, admission)
    if (peers.all.length + this.#connecting >= sockets) return true
    return this.#host.awake?.session.isFull === true
  }

  /**
   * A hibernatable socket that is closed before the response is sent gets no close event, so this socket is not
   * hibernatable.
   */
  #refuse(
    socket: NewSocket,
    { code, reason, failure }: Failed,
    { pattern, sessionId, pulls: hasAsked = false }: Admission,
  ): void {
    const told = { code, reason, route: pattern, session: sessionId }
    const { ports } = this.#services
    ports.log.warn("a socket was refused", told)
    this.#refused++
    const closed = () => void this.#refused--
    if (failure !== undefined) {
      const { timers } = ports
      openFailed(
        socket,
        { ...failure, code },
        { limits: frameLimits(ports), timers, hasAsked, closed },
      )
      return
    }
    socket.listen({ message: () => undefined, closed })
    socket.close(code, reason)
  }
}

/** BokehJS drops messages that share a websocket message with its first document, so the document goes alone. */
function answerPull(peer: SocketPeer, { session }: Awake): void {
  const header = JSON.stringify({ msgid: EARLY_PULL, msgtype: "PULL-DOC-REQ" })
  for (const frame of [header, "{}", "{}"]) session.receive(peer, frame)
  peer.flush()
}
