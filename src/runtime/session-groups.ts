// The groups of one session: the app's handles, and what comes from the groups' objects.

import { type Group, targetOf } from "../app/group.ts"
import type { Document } from "../document/document.ts"
import { internalsOf } from "../document/document.ts"
import { assertGroupName } from "../group/bounds.ts"
import type { Entry, Outcome } from "../group/entries.ts"
import { valueOf } from "../group/group-error.ts"
import { keyOf, summaryOf } from "../group/kept-membership.ts"
import { type GroupCalls, Membership } from "../group/membership.ts"
import { groupStub } from "../objects/stubs.ts"
import type { Session } from "../session/session.ts"
import { consoleLogFor } from "./console-log.ts"
import type { SessionStore } from "./do-store.ts"
import { realTimers } from "./timers.ts"

export interface SessionGroupsOptions {
  /** The session's own id as a member: its object's. */
  readonly id: string
  readonly env: Readonly<Record<string, unknown>>
  readonly storage: DurableObjectStorage
  readonly store: SessionStore
  readonly isOnline: () => boolean
}

/** The groups that a session is in, as JSON: they are to be told when it wakes, and when it ends. */
const JOINED = "groups"

export class SessionGroups {
  readonly #options: SessionGroupsOptions
  readonly #memberships = new Map<string, Membership>()
  /** Those that are in the list that is kept. */
  readonly #noted = new Set<string>()
  #running: { readonly session: Session; readonly document: Document } | undefined

  constructor(options: SessionGroupsOptions) {
    this.#options = options
  }

  /** The handle that an app uses. @throws GroupError for a name that can't be one */
  group(name: string): Group {
    assertGroupName(name)
    const membership = this.#membership(name)
    const { id } = this.#options
    return {
      name,
      get members() {
        return membership.members
      },
      get memberCount() {
        return membership.memberCount
      },
      get me() {
        return membership.me
      },
      join: ({ name: own = id.slice(0, 6), role = "member", data = null } = {}) =>
        membership.join({ name: own, role, data }),
      update: (changes) => membership.update(changes),
      leave: () => membership.leave(),
      send: (type, data, { to } = {}) => membership.send(type, data, targetOf(to)),
      on: (type, callback) => membership.on(type, callback),
      on_presence: (callback) => membership.onPresence(callback),
      history: (query = {}) => membership.history(query),
    }
  }

  /** The handler is about to run: what it registered before counts no more. */
  forget(): void {
    this.#memberships.clear()
    this.#noted.clear()
    this.#running = undefined
  }

  /** The handler has run: what the app says from now on counts. */
  built(): void {
    for (const membership of this.#memberships.values()) membership.built()
  }

  /** The handler has run and the session is as it was: it speaks to its groups from now on. */
  start(session: Session, document: Document): void {
    this.#running = { session, document }
    for (const name of this.#joined()) this.#membership(name)
    this.built()
    for (const membership of this.#memberships.values()) membership.start()
  }

  onlineChanged(): void {
    for (const membership of this.#memberships.values()) membership.onlineChanged()
  }

  take(group: string, entries: readonly Entry[]): Outcome {
    return this.#membership(group).take(entries)
  }

  /** Without waking the session. */
  probe(group: string): Outcome {
    const membership = this.#memberships.get(group)
    if (membership !== undefined) return membership.answer()
    if (!this.isMember(group)) return "gone"
    return this.#options.isOnline() ? "taken" : "away"
  }

  isMember(group: string): boolean {
    return this.#summary(group).isMember
  }

  #summary(group: string): ReturnType<typeof summaryOf> {
    return summaryOf(JSON.parse(this.#options.store.getMeta(keyOf(group)) ?? "null"))
  }

  get isInAny(): boolean {
    return this.#joined().some((name) => this.isMember(name))
  }

  get hasUnsent(): boolean {
    return this.#joined().some((name) => this.#summary(name).hasUnsent)
  }

  /** The session ends. Who can't be reached now finds out by itself. */
  async leaveAll(): Promise<void> {
    const { env, id } = this.#options
    await Promise.allSettled(this.#joined().map((name) => groupStub(env, name).leave(name, id)))
  }

  #joined(): readonly string[] {
    const text = this.#options.store.getMeta(JOINED)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below
    return text === undefined ? [] : (JSON.parse(text) as string[])
  }

  #membership(name: string): Membership {
    const known = this.#memberships.get(name)
    if (known !== undefined) return known
    const { id, env, store, isOnline } = this.#options
    const membership = new Membership(name, {
      id,
      calls: this.#calls(name),
      store: {
        get: (key) => JSON.parse(store.getMeta(key) ?? "null"),
        put: (key, value) => {
          if (!this.#noted.has(name)) this.#noteJoined(name)
          store.setMeta(key, JSON.stringify(value))
        },
      },
      timers: realTimers,
      log: consoleLogFor(env),
      isOnline,
      call: (what, callback) => {
        if (this.#running === undefined) return
        void internalsOf(this.#running.document).callbacks.runOther(what, callback)
      },
      turn: (action) => this.#turn(action),
    })
    this.#memberships.set(name, membership)
    if (this.#running === undefined) return membership
    membership.built()
    membership.start()
    return membership
  }

  #noteJoined(name: string): void {
    this.#noted.add(name)
    const joined = this.#joined()
    if (joined.includes(name)) return
    this.#options.store.setMeta(JOINED, JSON.stringify([...joined, name]))
  }

  /** What a message changes is stored together with the note that it was taken. */
  #turn(action: () => void): void {
    const { storage } = this.#options
    if (this.#running === undefined) throw new Error("the session is not awake")
    const { session } = this.#running
    storage.transactionSync(() => session.act(action))
  }

  #calls(name: string): GroupCalls {
    const { env } = this.#options
    const stub = () => groupStub(env, name)
    return {
      hello: async (hello) => valueOf(await stub().hello(name, hello)),
      leave: (id) => stub().leave(name, id),
      send: async (id, sent, message) => valueOf(await stub().send(name, id, sent, message)),
      receipt: (sent) => stub().receipt(name, sent),
      history: (id, query) => stub().history(name, id, query),
    }
  }
}
