// Admission control: whose session it is, what invitations allow, and what the app's connect and disconnect hooks return.

import type { Admission } from "../../objects/admission.ts"
import { CLOSE } from "../../util/close-codes.ts"
import { countGuest, isInvited } from "../sharing/kept-invites.ts"
import type { SocketPeer } from "../sockets/socket-peer.ts"
import { isSharedSessionId } from "../token.ts"
import type { Ending } from "./ending.ts"
import { expired, type Failed, failedWith, type SessionHost, type WokenState } from "./host.ts"
import { sessionOptionsOf } from "./parts.ts"
import type { SessionServices } from "./services.ts"

const REVOKED = failedWith(CLOSE.revoked)
const FOREIGN = failedWith(CLOSE.forbidden, "this session is another user's")

export class SessionDoor {
  readonly #services: SessionServices
  readonly #host: SessionHost
  readonly #ending: Ending

  constructor(services: SessionServices, host: SessionHost, ending: Ending) {
    this.#services = services
    this.#host = host
    this.#ending = ending
  }

  /**
   * The session, awake, for a peer that is admitted; otherwise the reason for the refusal. A session that is ending admits
   * nobody: new sockets wait, and find it gone.
   */
  async admit(peer: SocketPeer): Promise<WokenState> {
    await this.#ending.over
    const { admission } = peer
    const refusal = this.#foreign(admission) ?? (await this.#refusalOf(peer))
    const state = refusal ?? (await this.wake(admission))
    return this.#ending.over === undefined ? state : this.admit(peer)
  }

  /** While the session was waking, somebody else may have opened it, or the invitation may have been revoked. */
  async wake(admission: Admission): Promise<WokenState> {
    await this.#ending.over
    const state = await this.#host.wake(admission)
    return state.state === "awake" ? (this.#foreign(admission) ?? state) : state
  }

  /** A socket was admitted. */
  came({ admission: { inviteId } }: SocketPeer): void {
    if (inviteId !== undefined) countGuest(this.#services.store, inviteId)
  }

  /** A socket has closed: the app's hook runs. */
  async left({ admission, connection }: SocketPeer, code: number): Promise<void> {
    const { routes, log } = this.#services.ports
    const disconnect = routes.get(admission.pattern)?.options.connection?.disconnect
    if (disconnect === undefined) return
    const state = await this.#host.wake(admission)
    if (state.state !== "awake") return
    try {
      await disconnect(connection, code, state.document, state.context)
    } catch (error) {
      log.error("the disconnect hook failed", { error })
    }
  }

  /** Disconnects guests whose invitation has expired, also while their window is open. */
  closeUninvited(peers: readonly SocketPeer[]): void {
    const uninvited = peers.filter(({ admission }) => this.#isUninvited(admission))
    for (const peer of uninvited) peer.close(CLOSE.revoked, "the invitation has expired")
  }

  /** For a session that does not exist, the start itself reports that it is over. */
  #isUninvited({ inviteId }: Admission): boolean {
    const { store, ports } = this.#services
    if (inviteId === undefined || this.#host.admission === undefined) return false
    return !isInvited(store, inviteId, ports.timers.now())
  }

  /** Why somebody is refused, whatever the app's hook would return. */
  #foreign(admission: Admission): Failed | undefined {
    const isThere = this.#host.admission !== undefined
    const isOneForAll = this.#isOneForAll(admission)
    if (!isThere && !isOneForAll && !this.#host.mayHaveOpened(admission)) return FOREIGN
    if (this.#isUninvited(admission)) return REVOKED
    return this.#isOwner(admission) ? undefined : FOREIGN
  }

  /** Asks the app whether it accepts the connection. An expired token that opens nothing is refused without asking. */
  async #refusalOf(peer: SocketPeer): Promise<Failed | undefined> {
    const { admission } = peer
    const { ports, store } = this.#services
    const connect = ports.routes.get(admission.pattern)?.options.connection?.connect
    if (connect === undefined) return undefined
    if (!admission.mayStart && store.isNew && !this.#host.awake) return expired(admission)
    try {
      await connect(peer.connection, this.#host.contextFor(admission))
    } catch (error) {
      const { reason } = this.#host.failed("the connect hook failed", error)
      return failedWith(CLOSE.internalError, reason)
    }
    return peer.refusal && { state: "failed", ...peer.refusal }
  }

  /** True for a socket of the user who opened the session, for the first socket, and in a session that all visitors share. */
  #isOwner(admission: Admission): boolean {
    const { user, inviteId } = admission
    const first = this.#host.admission
    if (this.#isOneForAll(admission)) return true
    return first === undefined || inviteId !== undefined || first.user?.id === user?.id
  }

  #isOneForAll(admission: Admission): boolean {
    const { shared } = sessionOptionsOf(this.#services.ports, admission)
    return shared !== undefined && isSharedSessionId(admission.sessionId)
  }
}
