// The life of one session, from its first socket to its end. Sockets, alarms and messages of groups arrive here, even while
// the session is asleep.

import type { UploadRefusal, Uploads } from "../../app/uploads.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { Entry, Outcome } from "../../group/entries.ts"
import type { Volatile } from "../../group/volatile.ts"
import type { Admission } from "../../objects/admission.ts"
import type { Outlined } from "../../objects/session-rpc.ts"
import type { UploadHead } from "../../objects/upload.ts"
import type { KeptSocket } from "../../ports.ts"
import { CLOSE } from "../../util/close-codes.ts"
import { outlineOf } from "../outline.ts"
import { needsOf } from "../page-needs.ts"
import { guestOf } from "../sockets/guest.ts"
import { Arrivals } from "./arrivals.ts"
import { SessionDoor } from "./door.ts"
import { Ending } from "./ending.ts"
import { Forgetful } from "./forgetful.ts"
import { type Failed, SessionHost } from "./host.ts"
import { sessionLimits, sessionOptionsOf } from "./parts.ts"
import { giveSign, Presence } from "./presence.ts"
import { createServices, type SessionServices } from "./services.ts"
import { sessionLog } from "./session-log.ts"
import type { SessionPorts } from "./session-ports.ts"
import type { CreateTogether } from "./together.ts"
import type { UploadParts } from "./uploads.ts"

export class SessionLife {
  readonly arrivals: Arrivals
  readonly presence: Presence
  readonly #services: SessionServices
  readonly #host: SessionHost
  readonly #door: SessionDoor
  readonly #ending: Ending
  readonly #forgetful: Forgetful
  #receiver: ReturnType<Uploads["createReceiver"]> | undefined

  constructor(given: SessionPorts, createTogether: CreateTogether) {
    const ports = { ...given, log: sessionLog(given.log, () => host.opened) }
    const services = createServices(ports, {
      firstStored: () => {
        host.storeAdmission()
        services.together.origin.store()
        services.slowTimers.store()
        ports.background(services.schedule.goOn())
      },
      sendMessage: (...message) => host.awake?.session.sendMessage(...message),
      startAgain: (store) => host.startAgain(store),
      people: {
        get isOnline() {
          return presence.isOnline
        },
        // Undefined for a session that all visitors share.
        get user() {
          const { shared } = sessionOptionsOf(ports, host.admission)
          return shared === undefined ? host.admission?.user?.id : undefined
        },
        get attention() {
          return presence.attention
        },
        get guest() {
          const connection = host.awake?.context.connection
          return connection && guestOf(connection)
        },
      },
      createTogether,
    })
    const host = new SessionHost(services)
    const ending = new Ending(services, host)
    const door = new SessionDoor(services, host, ending)
    const presence = new Presence(services, host, door, ending)
    this.arrivals = new Arrivals(services, host, door, presence)
    this.presence = presence
    this.#services = services
    this.#host = host
    this.#door = door
    this.#ending = ending
    this.#forgetful = new Forgetful(services, host)
  }

  /** The session's document, while it is awake. */
  get document(): Document | undefined {
    return this.#host.awake?.document
  }

  /** When somebody last changed it; undefined when it is over. */
  get changedAtMs(): number | undefined {
    const { store } = this.#services
    return store.isNew ? undefined : (store.changedAtMs ?? 0)
  }

  async receive(socket: KeptSocket, frame: string | ArrayBuffer): Promise<void> {
    const peer = this.#services.peers.of(socket)
    if (peer.isShut) return
    const isBack = !this.presence.extend(peer.admission)
    const state = this.#host.awake ?? (await this.#host.wake())
    if (isBack) this.#services.groups.onlineChanged()
    if (state.state !== "awake") return peer.close(state.code, state.reason)
    this.#door.closeUninvited([peer])
    if (peer.isShut) return
    state.session.receive(peer, frame)
    await this.#forgetful.afterMessage()
  }

  /** What the page's template may know. Nothing is stored: the page's socket finds the document already built. */
  async outline(admission: Admission): Promise<Outlined> {
    const state = await this.#door.wake(admission)
    if (state.state === "awake") {
      const { document } = state
      return { state: "outlined", outline: outlineOf(document), ...needsOf(document) }
    }
    return { state: "refused", status: statusOf(state), reason: state.reason }
  }

  /** Takes a file that a visitor uploads. @returns why it was rejected */
  async upload(
    admission: Admission,
    head: UploadHead,
    body: UploadParts["body"],
  ): Promise<UploadRefusal> {
    const wake = () => this.#door.wake(admission)
    const { ports, peers, groups } = this.#services
    const { uploads: max } = sessionLimits(ports, admission)
    this.#receiver ??= ports.routes.get(admission.pattern)?.options.uploads?.createReceiver()
    if (this.#receiver === undefined) throw new Error("no uploads")
    const parts: UploadParts = { admission, head, body, wake, max, ports }
    const refusal = await this.#receiver.receive(parts)
    // Its window may have closed meanwhile.
    if (peers.all.length > 0 && !this.presence.extend(admission)) groups.onlineChanged()
    if (refusal !== undefined) ports.log.warn("a file was refused", refusal)
    return refusal
  }

  /** Takes messages of a group. @returns "gone" when this session is not a member, or no longer */
  async takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome> {
    const { groups } = this.#services
    const { awake } = this.#host
    if (this.#ending.over !== undefined) return "gone"
    this.presence.dropSilent()
    if (awake === undefined && !groups.isMember(group)) return "gone" // not worth a wake
    const state = awake ?? (await this.#host.wake())
    if (state.state !== "awake") throw new Error("the session could not start")
    // Its callbacks run when their turn comes: only then does the message count as taken.
    const { callbacks } = internalsOf(state.document)
    return groups.take(group, entries, (receive) =>
      callbacks.inTurn(() => {
        if (this.#ending.over !== undefined) throw new Error("the session is ending")
        return receive()
      }),
    )
  }

  /** Volatile messages are for those who are online: a session that sleeps is woken only when a window shows it. */
  async hearFromGroup(group: string, messages: readonly Volatile[]): Promise<void> {
    const { groups, peers } = this.#services
    if (this.#ending.over !== undefined || !groups.isMember(group)) return
    if (this.#host.awake === undefined) {
      this.presence.dropSilent()
      if (peers.all.length === 0) return
      await this.#host.wake()
    }
    groups.hear(group, messages)
  }

  probeFromGroup(group: string): Outcome {
    this.presence.dropSilent()
    return this.#services.groups.presence(group)
  }

  async alarm(): Promise<void> {
    const { ports, store, groups, slowTimers, schedule, peers } = this.#services
    if (store.isNew) return
    // Messages that it still had to send when it was evicted are sent as soon as it is awake.
    const isSlowDue = slowTimers.nextMs <= ports.timers.now()
    if (groups.hasUnsent || isSlowDue) await this.#host.wake()
    this.presence.dropSilent()
    if (peers.all.length === 0) return this.#ending.leftAlone()
    for (const peer of peers.all) if (peer.needsSigns) giveSign(peer)
    if (this.#host.awake) slowTimers.run()
    await schedule.goOn()
  }
}

function statusOf({ code, failure }: Failed): 403 | 404 | 500 {
  if (code === CLOSE.notFound) return 404
  return failure === undefined ? 403 : 500
}
