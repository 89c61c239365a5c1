// The life of one session, from its first socket to its end: sockets, alarms and messages of groups come in; the session
// behind may be asleep.

import type { SessionOptions } from "../../app/handler.ts"
import type { ConnectionChange } from "../../app/viewers.ts"
import { ACTION_MESSAGE, EARLY_PULL, UPDATED_MESSAGE } from "../../client/task.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import type { Entry, Outcome } from "../../group/entries.ts"
import type { Attention } from "../../group/membership-ports.ts"
import type { Volatile } from "../../group/volatile.ts"
import type { Admission } from "../../objects/admission.ts"
import type { Outlined } from "../../objects/session-rpc.ts"
import type { UploadHead, UploadRefusal } from "../../objects/upload.ts"
import type { KeptSocket, NewSocket } from "../../ports.ts"
import { heartbeat } from "../../protocol/server-messages.ts"
import { CLOSE } from "../../util/close-codes.ts"
import { SESSION_LIMITS, type SessionLimits } from "../../util/limits.ts"
import { runsCode } from "../code.ts"
import { outlineOf } from "../outline.ts"
import { openFailed } from "../sockets/failed-socket.ts"
import { SignsOfLife } from "../sockets/signs-of-life.ts"
import type { SocketPeer } from "../sockets/socket-peer.ts"
import { sourcesOf } from "../sources.ts"
import { FOREIGN, REVOKED, SessionDoor } from "./door.ts"
import { Forgetful } from "./forgetful.ts"
import { type Awake, type Failed, SessionHost, type WokenState } from "./host.ts"
import { frameLimits, sessionLimits } from "./parts.ts"
import { createServices, type SessionServices } from "./services.ts"
import type { SessionPorts } from "./session-ports.ts"
import type { CreateTogether } from "./together.ts"
import { type Body, SessionUploads } from "./uploads.ts"
import { Wakefulness } from "./wakefulness.ts"

/** Grace period: a reload is not a departure. */
const RELOAD_MS = 4000
const DEFAULT_KEEP_S = 24 * 60 * 60
/** By then a page that has come again has pulled its document. */
const NOTICE_MS = 2000
const DEFAULT_AWAKE_S = 60 * 60

const FULL: Failed = {
  state: "failed",
  code: CLOSE.tryAgainLater,
  reason: "this session has as many sockets as it may have: try again later",
}

type Stage =
  | { readonly stage: "living" }
  | { readonly stage: "ending"; readonly over: Promise<void> }

export class SessionLife {
  readonly #ports: SessionPorts
  readonly #services: SessionServices
  readonly #host: SessionHost
  readonly #door: SessionDoor
  readonly #wakefulness: Wakefulness
  readonly #forgetful: Forgetful
  readonly #signsOfLife: SignsOfLife
  readonly #uploads = new SessionUploads()
  /** Sockets whose page has disappeared: they are closed, and the runtime reports that later. */
  readonly #dropped = new WeakSet<SocketPeer>()
  #stage: Stage = { stage: "living" }
  /** Sockets that are not let in yet. */
  #connecting = 0
  /** Sockets that were refused, and that have not closed at their end. */
  #refused = 0
  /** When somebody last came or went. */
  #seenAtMs = -Infinity

  constructor(ports: SessionPorts, createTogether: CreateTogether) {
    this.#ports = ports
    this.#services = createServices(ports, {
      firstStored: () => this.#firstStored(),
      sendMessage: (...message) => this.#host.awake?.session.sendMessage(...message),
      isOnline: () => this.#isOnline(),
      startAgain: (store) => this.#host.startAgain(store),
      user: () => this.#user,
      attention: () => this.#attention,
      actor: () => this.#actor,
      createTogether,
    })
    this.#host = new SessionHost(this.#services)
    this.#door = new SessionDoor(this.#services, this.#host)
    this.#wakefulness = new Wakefulness({
      timers: ports.timers,
      look: () => this.#look(),
      ended: () => this.#services.groups.onlineChanged(),
    })
    this.#forgetful = new Forgetful(this.#services, this.#host)
    this.#signsOfLife = new SignsOfLife(ports.timers, (peer) => giveSign(peer))
  }

  /** Of the session, while it is awake. */
  get document(): Document | undefined {
    return this.#host.awake?.document
  }

  /** When somebody last changed it; undefined when it is over. */
  get changedAtMs(): number | undefined {
    const { store } = this.#services
    return store.isNew ? undefined : (store.changedAtMs ?? 0)
  }

  /** So many sockets are closed at our end alone that no other is accepted, not even to be refused. */
  isBeset(admission: Admission): boolean {
    const most = Math.max(this.#limitsOf(admission).sockets, SESSION_LIMITS.sockets)
    return this.#services.peers.halfClosed + this.#refused >= most
  }

  /** Lets a socket in that the Worker has checked, or tells it why not. */
  async connect(socket: NewSocket, admission: Admission): Promise<void> {
    const { timers, random } = this.#ports
    const { peers, groups, store, schedule } = this.#services
    this.#dropSilent()
    this.#seenAtMs = timers.now()
    if (this.#isFull(admission)) return this.#refuse(socket, FULL, admission)
    const peer = peers.create(socket, random.alphanumeric(16), admission)
    this.#connecting++ // its place is taken before anything is waited for
    this.#wakefulness.extend(this.#awakeMsOf(admission)) // groups are told that when it joins
    const state = await this.#admit(peer).finally(() => this.#connecting--)
    if (state.state !== "awake") {
      if (peers.all.length === 0) this.#wakefulness.end()
      return this.#refuse(socket, state, admission)
    }
    socket.keep()
    peer.joined()
    this.#door.came(peer)
    state.session.open(peer)
    this.#tellConnection("came", peer)
    if (admission.pulls === true) answerPull(peer, state)
    this.#tell(peer, state)
    groups.onlineChanged()
    if (!store.isNew) await schedule.goOn()
  }

  /** Pages of ours say what was lost, or that another version of the app continues the session. */
  #tell(peer: SocketPeer, { session, restored }: Awake): void {
    if (peer.bokehVersion === undefined) return
    const text = this.#services.losses.notice
    if (restored.state !== "updated" && text === undefined) return
    const isAnew =
      restored.state === "updated" && restored.carried === 0 && restored.unplaced.length > 0
    this.#ports.timers.after(NOTICE_MS, () => {
      if (!peer.isOpen) return
      if (text === undefined) session.sendMessage(peer, UPDATED_MESSAGE, isAnew)
      else session.sendMessage(peer, ACTION_MESSAGE, { action: "notify", text })
    })
  }

  /** A session that sleeps is not woken for it. */
  #tellConnection(kind: ConnectionChange["kind"], { connection }: SocketPeer): void {
    const { awake } = this.#host
    if (awake === undefined || awake.life.connections.length === 0) return
    const { callbacks } = internalsOf(awake.document)
    awake.session.act(() => {
      for (const callback of awake.life.connections) {
        void callbacks.runOther("on_connections", () => callback({ kind, connection }))
      }
    })
  }

  #isFull(admission: Admission): boolean {
    const limits = this.#limitsOf(admission)
    if (this.#services.peers.all.length + this.#connecting >= limits.sockets) return true
    return this.#host.awake?.session.isFull === true
  }

  #limitsOf({ pattern }: Admission): SessionLimits {
    return sessionLimits(this.#ports.findRoute(pattern)?.options ?? {})
  }

  async receive(socket: KeptSocket, frame: string | ArrayBuffer): Promise<void> {
    const peer = this.#services.peers.of(socket)
    if (peer.isShut) return
    const isBack = !this.#wakefulness.isOn
    this.#wakefulness.extend(this.#awakeMsOf(peer.admission))
    const state = this.#host.awake ?? (await this.#host.wake())
    if (isBack) this.#services.groups.onlineChanged()
    if (state.state !== "awake") return peer.close(state.code, state.reason)
    this.#door.showOut([peer])
    if (peer.isShut) return
    state.session.receive(peer, frame)
    await this.#forgetful.afterMessage()
  }

  async disconnected(socket: KeptSocket, code: number): Promise<void> {
    const peer = this.#services.peers.of(socket)
    if (this.#dropped.has(peer)) return
    // 1005 and 1006 tell of a missing close frame and may not be sent.
    peer.close(code === 1005 || code === 1006 ? CLOSE.normal : code, "")
    if (this.#services.peers.all.length === 0) this.#seenAtMs = this.#ports.timers.now()
    await this.#left(peer, code)
  }

  async #left(peer: SocketPeer, code: number): Promise<void> {
    const { store, groups, peers } = this.#services
    this.#host.awake?.session.close(peer)
    this.#tellConnection("left", peer)
    await this.#door.left(peer, code)
    if (peers.all.length === 0) {
      this.#wakefulness.end()
      this.#services.history.current?.end()
    }
    if (store.isNew || peers.all.length > 0) return
    if (groups.isInAny) this.#ports.timers.after(RELOAD_MS, () => groups.onlineChanged())
    await this.#leftAlone()
  }

  /** Closes the sockets whose page is gone without a word: it comes again if it is there after all. */
  #dropSilent(): void {
    for (const peer of this.#signsOfLife.look(() => this.#services.peers.all)) {
      this.#dropped.add(peer)
      peer.close(CLOSE.tooSlow, "there was no sign of life")
      this.#ports.background(this.#left(peer, CLOSE.tooSlow))
    }
  }

  /** While it is in memory the session finds out by itself, so that its groups need not ask. */
  #look(): void {
    const { groups, peers } = this.#services
    this.#door.showOut(peers.all)
    if (!groups.isInAny) return
    this.#dropSilent()
    if (peers.all.length === 0) groups.onlineChanged()
  }

  get #attention(): Attention {
    const { isOn } = this.#wakefulness
    return { looks: isOn, reads: isOn || this.#awakeMs === 0 }
  }

  /** What the page's template may know. Nothing is stored: the page's socket finds the document built. */
  async outline(admission: Admission): Promise<Outlined> {
    await this.#over
    const state = this.#door.recheck(admission, await this.#host.wake(admission))
    if (state.state === "awake") {
      const { document } = state
      return {
        state: "outlined",
        outline: outlineOf(document),
        runsCode: runsCode(internalsOf(document).graph.all()),
        sources: sourcesOf(document),
      }
    }
    return { state: "refused", status: statusOf(state), reason: state.reason }
  }

  /** A file that a visitor sends. @returns why it was not taken */
  async upload(admission: Admission, head: UploadHead, body: Body): Promise<UploadRefusal> {
    const wake = async () => this.#door.recheck(admission, await this.#host.wake(admission))
    const { uploads: max } = this.#limitsOf(admission)
    const refusal = await this.#uploads.take(admission, head, body, { wake, max })
    this.#wakefulness.extend(this.#awakeMsOf(admission))
    if (refusal === undefined) return undefined
    const { pattern: route, sessionId: session } = admission
    this.#ports.log.warn("a file was refused", { ...refusal, route, session })
    return refusal
  }

  /** Messages of a group. @returns "gone" when this session is not a member, or not any more */
  async takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome> {
    const { groups } = this.#services
    const { awake } = this.#host
    if (this.#over !== undefined) return "gone"
    this.#dropSilent()
    if (awake === undefined && !groups.isMember(group)) return "gone" // not worth a wake
    const state = awake ?? (await this.#host.wake())
    if (state.state !== "awake") throw new Error("the session could not start")
    // Its callbacks run when it is their turn: only then the message counts as taken.
    const { callbacks } = internalsOf(state.document)
    return groups.take(group, entries, (receive) =>
      callbacks.inTurn(() => {
        if (this.#over !== undefined) throw new Error("the session is ending")
        return receive()
      }),
    )
  }

  /** A session that sleeps is not woken for what is of the moment. */
  hearFromGroup(group: string, messages: readonly Volatile[]): void {
    if (this.#over !== undefined || this.#host.awake === undefined) return
    this.#services.groups.hear(group, messages)
  }

  probeFromGroup(group: string): Outcome {
    this.#dropSilent()
    return this.#services.groups.presence(group)
  }

  async alarm(): Promise<void> {
    const { store, groups, slowTimers, schedule, peers } = this.#services
    if (store.isNew) return
    // What it had yet to send when it was evicted, it sends as soon as it is awake.
    const isSlowDue = slowTimers.nextMs <= this.#ports.timers.now()
    if (groups.hasUnsent || isSlowDue) await this.#host.wake()
    this.#dropSilent()
    if (peers.all.length === 0) return this.#leftAlone()
    for (const peer of peers.all) if (peer.needsSigns) giveSign(peer)
    if (this.#host.awake) slowTimers.run()
    await schedule.goOn()
  }

  /** A session that is ending admits nobody: who comes meanwhile waits, and finds it gone. */
  async #admit(peer: SocketPeer): Promise<WokenState> {
    await this.#over
    const state = await this.#door.admit(peer)
    return this.#over === undefined ? state : this.#admit(peer)
  }

  /** A hibernatable socket that is closed before the response is sent gets no close event: this one is not hibernatable. */
  #refuse(
    socket: NewSocket,
    { code, reason, failure }: Failed,
    { pattern, sessionId, pulls: hasAsked = false }: Admission,
  ): void {
    const told = { code, reason, route: pattern, session: sessionId }
    this.#ports.log.warn("a socket was refused", told)
    this.#refused++
    const closed = () => void this.#refused--
    if (failure !== undefined) {
      const { timers } = this.#ports
      const limits = frameLimits(this.#ports)
      openFailed(socket, { ...failure, code }, { limits, timers, hasAsked, closed })
      return
    }
    socket.listen({ message: () => undefined, closed })
    socket.close(code, reason)
  }

  get #over(): Promise<void> | undefined {
    return this.#stage.stage === "ending" ? this.#stage.over : undefined
  }

  #isOnline(): boolean {
    const { peers } = this.#services
    return peers.all.length > 0 || this.#ports.timers.now() - this.#seenAtMs < RELOAD_MS
  }

  #firstStored(): void {
    this.#host.storeAdmission()
    this.#services.slowTimers.store()
    this.#ports.background(this.#services.schedule.goOn())
  }

  async #leftAlone(): Promise<void> {
    if (this.#over !== undefined) return
    if (!(await this.#services.schedule.isOver(this.#keepMs))) return
    if (this.#over !== undefined) return
    const over = this.#end()
    this.#stage = { stage: "ending", over }
    await over
  }

  async #end(): Promise<void> {
    const { groups, store } = this.#services
    const { pattern, sessionId } = this.#host.admission ?? {}
    const told = { route: pattern, session: sessionId }
    try {
      const state = await this.#host.wake()
      if (state.state === "awake") state.session.destroy()
      await groups.leaveAll()
      this.#host.sleep()
      this.#services.history.current?.stop()
      await store.clear()
      this.#ports.log.info("a session has ended", told)
    } finally {
      this.#stage = { stage: "living" }
    }
  }

  get #actor(): object | undefined {
    const { document } = this
    return document && internalsOf(document).callbacks.actor
  }

  /** Who opened the session; one that all share is nobody's. */
  get #user(): string | undefined {
    return this.#sessionOptions.shared === undefined ? this.#host.admission?.user?.id : undefined
  }

  get #keepMs(): number {
    return (this.#sessionOptions.keep ?? DEFAULT_KEEP_S) * 1000
  }

  get #awakeMs(): number {
    return this.#awakeMsOf(this.#host.admission)
  }

  #awakeMsOf(admission: Admission | undefined): number {
    return (this.#optionsOf(admission).awake ?? DEFAULT_AWAKE_S) * 1000
  }

  get #sessionOptions(): SessionOptions {
    return this.#optionsOf(this.#host.admission)
  }

  #optionsOf(admission: Admission | undefined): SessionOptions {
    const route = admission && this.#ports.findRoute(admission.pattern)
    return route?.options.session ?? {}
  }
}

/** Keeps an idle connection open on its way, and has a page of ours answer by a ping. */
function giveSign(peer: SocketPeer): void {
  for (const frame of heartbeat("heartbeat")) peer.send(frame)
}

/** BokehJS drops what comes in one websocket message with its first document: nothing does. */
function answerPull(peer: SocketPeer, { session }: Awake): void {
  const header = JSON.stringify({ msgid: EARLY_PULL, msgtype: "PULL-DOC-REQ" })
  for (const frame of [header, "{}", "{}"]) session.receive(peer, frame)
  peer.flush()
}

function statusOf(failed: Failed): 403 | 404 | 500 {
  if (failed === FOREIGN || failed === REVOKED) return 403
  return failed.code === CLOSE.notFound ? 404 : 500
}
