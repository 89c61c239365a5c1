// A socket's other end: its role and version, what the app attached to it, and how to send to it.

import type { User } from "../../app/auth.ts"
import {
  assertChars,
  assertCloseCode,
  assertFile,
  assertLink,
  type Connection,
  ConnectionError,
  encodeConnectionData,
} from "../../app/connection.ts"
import { ACTION_MESSAGE, type WindowAction } from "../../client/task.ts"
import { type Admission, encodeAdmission, parseAdmission } from "../../objects/admission.ts"
import type { KeptSocket, Peer } from "../../ports.ts"
import type { OutFrame } from "../../protocol/frames.ts"
import { closeText } from "../../util/close-codes.ts"
import { FormatError } from "../../util/format-error.ts"
import { WINDOW_LIMITS } from "../../util/limits.ts"
import { isRecord } from "../../util/record.ts"
import type { Packer } from "./packer.ts"

export type SendMessage = (peer: Peer, msg_type: string, msg_data: unknown) => void

/** What is stored with the socket while its object sleeps. */
interface Kept {
  readonly id: string
  readonly admission: Admission
  /** What the app attached, as JSON. */
  readonly data?: string
  readonly isBokehJs?: boolean
}

export interface PeerOptions {
  readonly sendMessage: SendMessage
  readonly packer: Packer
}

export interface Refusal {
  readonly code: number
  readonly reason: string
}

/** "shut": the server has closed it, and later messages of its client are ignored. */
type PeerState = "asking" | Refusal | "joined" | "shut"

export class SocketPeer implements Peer {
  /** The peer as the app sees it. */
  readonly connection: Connection
  readonly #socket: KeptSocket
  readonly #sendMessage: SendMessage
  #kept: Kept
  readonly #packer: Packer
  /** The frames that this turn has queued so far. */
  readonly #unsent: OutFrame[] = []
  #state: PeerState

  constructor(
    socket: KeptSocket,
    kept: Kept,
    { sendMessage, packer }: PeerOptions,
    state: PeerState,
  ) {
    this.#packer = packer
    this.#socket = socket
    this.#kept = kept
    this.#sendMessage = sendMessage
    this.#state = state
    this.connection = new SocketConnection(this)
  }

  get id(): string {
    return this.#kept.id
  }

  get admission(): Admission {
    return this.#kept.admission
  }

  get isOpen(): boolean {
    return this.#socket.isOpen
  }

  get pingedAtMs(): number | undefined {
    return this.#socket.pingedAtMs
  }

  /** It needs signs of life from the server. The package's pages ping by themselves. */
  get needsSigns(): boolean {
    return this.bokehVersion === undefined && this.pingedAtMs === undefined
  }

  get isViewer(): boolean {
    return this.admission.role === "viewer"
  }

  get isEmbedded(): boolean {
    return this.admission.isEmbedded === true
  }

  get mayBringCode(): boolean {
    return this.admission.mayBringCode === true
  }

  get holdsKey(): boolean {
    return this.admission.holdsKey === true
  }

  get bokehVersion(): string | undefined {
    return this.admission.bokehVersion ?? this.admission.pythonVersion
  }

  get isBokehJs(): boolean {
    return this.#kept.isBokehJs ?? this.admission.bokehVersion !== undefined
  }

  noteBokehJs(): void {
    if (!this.isBokehJs) this.#keep({ ...this.#kept, isBokehJs: true })
  }

  /** What the app attached, as JSON. */
  get data(): string | undefined {
    return this.#kept.data
  }

  set data(data: string | undefined) {
    this.#keep({ ...this.#kept, ...(data !== undefined && { data }) })
  }

  get hasJoined(): boolean {
    return this.isShut || this.#state === "joined"
  }

  /** Set when the app closed the connection before it was accepted. */
  get refusal(): Refusal | undefined {
    return typeof this.#state === "object" ? this.#state : undefined
  }

  /** Call it when the socket is accepted. */
  joined(): void {
    this.#state = "joined"
    this.#keep(this.#kept)
  }

  refuse(refusal: Refusal): void {
    this.#state = refusal
  }

  /** For the package's pages, all frames of a turn go into one websocket message. */
  send(frame: OutFrame): void {
    if (this.admission.isPacked !== true) return this.#socket.send(frame)
    this.#unsent.push(frame)
    if (this.#unsent.length === 1) void Promise.resolve().then(() => this.flush())
  }

  /** Ends the websocket message. */
  flush(): void {
    const frames = this.#unsent.splice(0)
    for (const frame of this.#packer.pack(frames)) this.#socket.send(frame)
  }

  sendMessage(msg_type: string, msg_data: unknown): void {
    this.#sendMessage(this, msg_type, msg_data)
  }

  get isShut(): boolean {
    return this.#state === "shut"
  }

  close(code: number, reason: string): void {
    this.#state = "shut"
    this.flush()
    this.#socket.close(code, closeText(code, reason))
  }

  #keep(kept: Kept): void {
    this.#kept = kept
    if (this.hasJoined) this.#socket.attachment = encodeAttachment(kept)
  }
}

class SocketConnection implements Connection {
  readonly #peer: SocketPeer

  constructor(peer: SocketPeer) {
    this.#peer = peer
  }

  get id(): string {
    return this.#peer.id
  }

  get windowId(): string {
    return this.#peer.admission.windowId ?? this.id
  }

  get request(): Connection["request"] {
    return this.#peer.admission.request
  }

  get role(): Connection["role"] {
    return this.#peer.admission.role
  }

  get user(): User | undefined {
    return this.#peer.admission.user
  }

  get inviteId(): string | undefined {
    return this.#peer.admission.inviteId
  }

  get data(): unknown {
    const { data } = this.#peer
    return data === undefined ? undefined : JSON.parse(data)
  }

  attach(data: unknown): void {
    this.#peer.data = encodeConnectionData(data)
  }

  send_message(msg_type: string, msg_data: unknown): void {
    if (!this.#peer.hasJoined) {
      throw new ConnectionError("the connection is not open yet: send from a callback")
    }
    this.#peer.sendMessage(msg_type, msg_data)
  }

  copyText(text: string): void {
    assertChars("copyText", text, WINDOW_LIMITS.copiedChars)
    this.#do({ action: "copyText", text })
  }

  openLink(url: string): void {
    assertLink(url)
    this.#do({ action: "openLink", url })
  }

  download(name: string, content: string | Uint8Array): void {
    assertFile(name, content)
    const bytes = typeof content === "string" ? content : new Uint8Array(content)
    this.#do({ action: "download", name: fileName(name), content: bytes })
  }

  notify(text: string): void {
    assertChars("notify", text, WINDOW_LIMITS.noticeChars)
    this.#do({ action: "notify", text })
  }

  #do(action: WindowAction): void {
    this.send_message(ACTION_MESSAGE, action)
  }

  close(code = 1000, reason = ""): void {
    assertCloseCode(code)
    if (this.#peer.hasJoined) this.#peer.close(code, reason)
    else this.#peer.refuse({ code, reason })
  }
}

/** The name may come from a visitor: removes paths, and characters that could disguise its extension. */
function fileName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/gu, "_")
}

/** Format 1 has no number, and stores its admission under the name "open". */
const FORMAT = 2

function encodeAttachment({ admission, ...kept }: Kept): unknown {
  return { format: FORMAT, ...kept, admission: encodeAdmission(admission) }
}

/** @throws FormatError when a newer version of the code wrote it */
export function parseAttachment(value: unknown): Kept {
  if (!isRecord(value) || typeof value["id"] !== "string") {
    throw new Error("a socket without an attachment")
  }
  const { format = 1, id, open, admission = open, data, isBokehJs } = value
  if (format !== 1 && format !== FORMAT) {
    throw new FormatError("a socket's attachment", format, FORMAT)
  }
  return {
    id,
    admission: parseAdmission(String(admission)),
    ...(typeof data === "string" && { data }),
    ...(typeof isBokehJs === "boolean" && { isBokehJs }),
  }
}
