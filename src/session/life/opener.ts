// Who opened a session: the first admission gives it its request, its user and its route. Later sockets join it.

import { type Admission, encodeAdmission, parseAdmission } from "../../objects/admission.ts"
import type { Peers } from "../sockets/peers.ts"
import type { Losses } from "./losses.ts"
import type { SessionStore } from "./session-store.ts"

/** The admission that a stored session was opened by. */
const OPENED_BY = "open"
/** The id of its user once more: who may continue a session whose admission can't be read any more. */
const OWNER = "owner"

export class Opener {
  readonly #store: Pick<SessionStore, "isNew" | "getMeta" | "setMeta">
  readonly #peers: Peers
  readonly #losses: Pick<Losses, "value">
  /** Until it is stored, the sockets keep it. */
  #first: Admission | undefined
  /** As it was read: each message asks for it. */
  #read: Admission | undefined

  constructor(store: SessionStore, peers: Peers, losses: Pick<Losses, "value">) {
    this.#losses = losses
    this.#store = store
    this.#peers = peers
  }

  /** It stays the same until all that is stored is cleared. */
  get stored(): Admission | undefined {
    if (this.#store.isNew) this.#read = undefined
    else this.#read ??= this.#readStored()
    return this.#read
  }

  #readStored(): Admission | undefined {
    const text = this.#store.getMeta(OPENED_BY)
    return text === undefined ? undefined : readable(text)
  }

  /** What was stored of it can't be read any more. */
  get isLost(): boolean {
    return this.#store.getMeta(OPENED_BY) !== undefined && this.stored === undefined
  }

  /** Whether a session whose admission is lost may be this one's; a session without an owner is nobody's. */
  mayHaveOpened({ user }: Admission): boolean {
    return this.#store.getMeta(OWNER) === user?.id
  }

  /** Of a session that is awake; undefined when nobody has opened it. */
  get admission(): Admission | undefined {
    return this.stored ?? this.#first
  }

  /** An app may store something for an admission before its session starts. */
  note(admission: Admission): void {
    this.#first ??= admission
  }

  /** The one that a session starts with; undefined when nobody may start it. @throws when there is none */
  start(given: Admission | undefined): Admission | undefined {
    const { stored } = this
    if (stored !== undefined) return stored
    const admission = given ?? this.#peers.all[0]?.admission
    if (admission === undefined) throw new Error("this session was never opened")
    if (!admission.mayStart) return undefined
    this.#first = admission
    if (this.isLost) this.#storeAnew()
    return admission
  }

  /** From now on the session outlives its sockets: until then opening one costs no write. */
  store(): void {
    if (this.#first === undefined) throw new Error("this session was never opened")
    const { user } = this.#first
    this.#read = undefined
    if (user !== undefined) this.#store.setMeta(OWNER, user.id)
    this.#store.setMeta(OPENED_BY, encodeAdmission(this.#first))
  }

  #storeAnew(): void {
    this.#losses.value(OPENED_BY, "with which link it was opened")
    this.store()
  }
}

function readable(text: string): Admission | undefined {
  try {
    return parseAdmission(text)
  } catch {
    return undefined
  }
}
