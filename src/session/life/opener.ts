// Who opened a session: the first admission determines its request, its user and its route. Later sockets join it.

import { type Admission, encodeAdmission, parseAdmission } from "../../objects/admission.ts"
import type { Peers } from "../sockets/peers.ts"
import type { Losses } from "./losses.ts"
import type { SessionStore } from "./session-store.ts"

/** The key of the admission that opened a stored session. */
const OPENED_BY = "open"
/** The key of a second copy of its user's id: it tells who may continue a session whose admission can no longer be read. */
const OWNER = "owner"
const UNOPENED = "this session was never opened, or is over"

export class Opener {
  readonly #store: Pick<SessionStore, "isNew" | "getMeta" | "setMeta">
  readonly #peers: Peers
  readonly #losses: Pick<Losses, "value">
  /** Until it is stored, the sockets keep it. Undefined when nobody has opened the session, or it is over. */
  #first: Admission | undefined
  /** Cached, because each message reads it. */
  #read: Admission | undefined

  constructor(store: SessionStore, peers: Peers, losses: Pick<Losses, "value">) {
    this.#losses = losses
    this.#store = store
    this.#peers = peers
  }

  /** It does not change until everything stored is cleared. */
  get stored(): Admission | undefined {
    if (this.#store.isNew) this.#read = undefined
    else this.#read ??= readable(this.#store.getMeta(OPENED_BY))
    return this.#read
  }

  /** The stored admission can no longer be read. */
  get isLost(): boolean {
    return this.#store.getMeta(OPENED_BY) !== undefined && this.stored === undefined
  }

  /**
   * Whether a session whose admission is lost may belong to this admission's user. A session without an owner belongs to
   * nobody.
   */
  mayHaveOpened({ user }: Admission): boolean {
    return this.#store.getMeta(OWNER) === user?.id
  }

  /** For a session that is awake; undefined when nobody has opened it. */
  get admission(): Admission | undefined {
    return this.stored ?? this.#first
  }

  /**
   * An app may store something for an admission before its session starts.
   * @returns false when somebody else is already opening it
   */
  note(admission: Admission): boolean {
    const isFree = this.#first === undefined
    this.#first ??= admission
    return isFree
  }

  /** The next session may be somebody else's. Until it begins, nothing can be stored. */
  ended(): void {
    this.#first = undefined
  }

  /** The admission that a session starts with; undefined when nobody may start it. @throws when there is none */
  start(given: Admission | undefined): Admission | undefined {
    const { stored } = this
    if (stored !== undefined) return stored
    const admission = given ?? this.#peers.all[0]?.admission
    if (admission === undefined) throw new Error(UNOPENED)
    if (!admission.mayStart) return undefined
    this.#first = admission
    if (this.isLost) this.#storeAnew()
    return admission
  }

  /** From now on the session outlives its sockets. Until then, opening one costs no write. @throws after its end */
  store(): void {
    if (this.#first === undefined) throw new Error(UNOPENED)
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

function readable(text = ""): Admission | undefined {
  try {
    return parseAdmission(text)
  } catch {
    return undefined
  }
}
