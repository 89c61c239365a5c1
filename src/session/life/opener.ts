// Who opened a session: the first admission gives it its request, its user and its route. Later sockets join it.

import { type Admission, encodeAdmission, parseAdmission } from "../../objects/admission.ts"
import type { MetaStore } from "../../ports.ts"
import type { Peers } from "../sockets/peers.ts"

/** The admission that a stored session was opened by. */
const OPENED_BY = "open"

export class Opener {
  readonly #store: MetaStore
  readonly #peers: Peers
  /** Until it is stored, the sockets keep it. */
  #first: Admission | undefined

  constructor(store: MetaStore, peers: Peers) {
    this.#store = store
    this.#peers = peers
  }

  get stored(): Admission | undefined {
    const text = this.#store.getMeta(OPENED_BY)
    return text === undefined ? undefined : parseAdmission(text)
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
    return admission
  }

  /** From now on the session outlives its sockets: until then opening one costs no write. */
  store(): void {
    if (this.#first === undefined) throw new Error("this session was never opened")
    this.#store.setMeta(OPENED_BY, encodeAdmission(this.#first))
  }
}
