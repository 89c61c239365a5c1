// Admission control: whose session it is, what invitations allow, and what the app's connect and disconnect hooks say.

import type { Admission } from "../../objects/admission.ts"
import { CLOSE, CLOSE_TEXT } from "../../util/close-codes.ts"
import { countGuest, isInvited } from "../sharing/kept-invites.ts"
import type { SocketPeer } from "../sockets/socket-peer.ts"
import { isSharedSessionId } from "../token.ts"
import { expired, type Failed, type SessionHost, type WokenState } from "./host.ts"
import type { SessionServices } from "./services.ts"

export const REVOKED_REASON = CLOSE_TEXT[CLOSE.revoked]
export const REVOKED: Failed = { state: "failed", code: CLOSE.revoked, reason: REVOKED_REASON }
export const FOREIGN: Failed = {
  state: "failed",
  code: CLOSE.forbidden,
  reason: "this session is another user's",
}

export class SessionDoor {
  readonly #services: SessionServices
  readonly #host: SessionHost

  constructor(services: SessionServices, host: SessionHost) {
    this.#services = services
    this.#host = host
  }

  /** The session awake, for a peer that is let in; otherwise why not. */
  async admit(peer: SocketPeer): Promise<WokenState> {
    const { admission } = peer
    const refusal = this.#foreign(admission) ?? (await this.#refusalOf(peer))
    return refusal ?? this.recheck(admission, await this.#host.wake(admission))
  }

  /** While the session was waking up, somebody else may have opened it, or the invitation may have been revoked. */
  recheck(admission: Admission, state: WokenState): WokenState {
    return state.state === "awake" ? (this.#foreign(admission) ?? state) : state
  }

  /** A socket is let in. */
  came({ admission: { inviteId } }: SocketPeer): void {
    if (inviteId !== undefined) countGuest(this.#services.store, inviteId)
  }

  /** A socket is closed: the app's hook runs. */
  async left({ admission, connection }: SocketPeer, code: number): Promise<void> {
    const { findRoute, log } = this.#services.ports
    const disconnect = findRoute(admission.pattern)?.options.connection?.disconnect
    if (disconnect === undefined) return
    const state = await this.#host.wake(admission)
    if (state.state !== "awake") return
    try {
      await disconnect(connection, code, state.document, state.context)
    } catch (error) {
      log.error("the disconnect hook failed", { error })
    }
  }

  /** Who came by an invitation that has expired is shown out, also where the window was open meanwhile. */
  showOut(peers: readonly SocketPeer[]): void {
    const uninvited = peers.filter(({ admission }) => this.#isUninvited(admission))
    for (const peer of uninvited) peer.close(CLOSE.revoked, "the invitation has expired")
  }

  /** Of a session that is not there, its start says that it is over. */
  #isUninvited({ inviteId }: Admission): boolean {
    const { store, ports } = this.#services
    if (inviteId === undefined || this.#host.admission === undefined) return false
    return !isInvited(store, inviteId, ports.timers.now())
  }

  /** Why somebody is refused whatever the app says. */
  #foreign(admission: Admission): Failed | undefined {
    const isThere = this.#host.admission !== undefined
    const isOneForAll = this.#isOneForAll(admission)
    if (!isThere && !isOneForAll && !this.#host.mayHaveOpened(admission)) return FOREIGN
    if (this.#isUninvited(admission)) return REVOKED
    return this.#isOwner(admission) ? undefined : FOREIGN
  }

  /** Asks the app whether it wants the connection. An expired token that opens nothing is refused anyway. */
  async #refusalOf(peer: SocketPeer): Promise<Failed | undefined> {
    const { admission } = peer
    const { ports, store } = this.#services
    const connect = ports.findRoute(admission.pattern)?.options.connection?.connect
    if (connect === undefined) return undefined
    if (!admission.mayStart && store.isNew && !this.#host.awake) return expired(admission)
    try {
      await connect(peer.connection, this.#host.contextFor(admission))
    } catch (error) {
      const { reason } = this.#host.failed("the connect hook failed", error)
      return { state: "failed", code: CLOSE.internalError, reason }
    }
    return peer.refusal && { state: "failed", ...peer.refusal }
  }

  /** True for a socket of the user who opened the session, for the first one, and where all share one. */
  #isOwner(admission: Admission): boolean {
    const { user, inviteId } = admission
    const first = this.#host.admission
    if (this.#isOneForAll(admission)) return true
    return first === undefined || inviteId !== undefined || first.user?.id === user?.id
  }

  #isOneForAll({ pattern, sessionId }: Admission): boolean {
    const { session } = this.#services.ports.findRoute(pattern)?.options ?? {}
    return session?.shared !== undefined && isSharedSessionId(sessionId)
  }
}
