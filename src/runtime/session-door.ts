// Who comes into a session and who goes: whose it is, what its invitations allow, and what the app's hooks say.

import type { Admission } from "../objects/admission.ts"
import { CLOSE, closeReason } from "../util/close-codes.ts"
import type { SocketConnection } from "./connections.ts"
import { peerOf } from "./do-peer.ts"
import { openFailed } from "./failed-socket.ts"
import { expired, type Failed, type SessionHost, type WokenState } from "./session-host.ts"
import { REVOKED_REASON } from "./session-parts.ts"
import type { SessionServices } from "./session-services.ts"
import { isRevoked } from "./session-sharing.ts"

const REVOKED: Failed = { state: "failed", code: CLOSE.revoked, reason: REVOKED_REASON }
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

  /** The session awake, for a connection that may come in; otherwise why not. */
  async admit(connection: SocketConnection): Promise<WokenState> {
    const { admission } = connection
    const refusal = this.#foreign(admission) ?? (await this.#refusalOf(connection))
    return refusal ?? this.asOwner(admission, await this.#host.wake(admission))
  }

  /** Somebody else may have opened the session while it was waking up. */
  asOwner(admission: Admission, state: WokenState): WokenState {
    return state.state !== "awake" || this.#isOwner(admission) ? state : FOREIGN
  }

  /** A hibernatable socket that is closed before the response is on its way never hears of it: this one is not. */
  refuse(socket: WebSocket, { code, reason, failure }: Failed): void {
    if (failure !== undefined) {
      openFailed(socket, failure, this.#services.config.maxMessageBytes)
      return
    }
    socket.accept()
    peerOf(socket).close(code, closeReason(reason))
  }

  /** A socket is closed: the app hears of it. */
  async left(connection: SocketConnection, code: number): Promise<void> {
    const { admission } = connection
    const disconnect = this.#services.findRoute(admission.pattern)?.options.connection?.disconnect
    if (disconnect === undefined) return
    const state = await this.#host.wake(admission)
    if (state.state !== "awake") return
    try {
      await disconnect(connection, code, state.document, state.context)
    } catch (error) {
      this.#services.log.error("the disconnect hook failed", { error })
    }
  }

  /** Why somebody may not come in whatever the app says. */
  #foreign(admission: Admission): Failed | undefined {
    const { inviteId } = admission
    if (inviteId !== undefined && isRevoked(this.#services.store, inviteId)) return REVOKED
    return this.#isOwner(admission) ? undefined : FOREIGN
  }

  /** Asks the app whether it wants the connection. An expired token that opens nothing is refused anyway. */
  async #refusalOf(connection: SocketConnection): Promise<Failed | undefined> {
    const { admission } = connection
    const connect = this.#services.findRoute(admission.pattern)?.options.connection?.connect
    if (connect === undefined) return undefined
    if (!admission.mayStart && this.#services.store.isNew && !this.#host.awake) {
      return expired(admission)
    }
    try {
      await connect(connection, this.#host.contextFor(admission))
    } catch (error) {
      const { reason } = this.#host.failed("the connect hook failed", error)
      return { state: "failed", code: CLOSE.internalError, reason }
    }
    return connection.refusal && { state: "failed", ...connection.refusal }
  }

  /** True for a socket of the user who opened the session, and for the first one. */
  #isOwner({ user, inviteId }: Admission): boolean {
    const first = this.#host.admission
    return first === undefined || inviteId !== undefined || first.user?.id === user?.id
  }
}
