// The context: what a handler gets beside the document.

import { ownerOnly } from "../document/owner-only.ts"
import type { GroupMessage } from "../group/entries.ts"
import type { HasProps } from "../model/has-props.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { User } from "./auth.ts"
import type { Connection } from "./connection.ts"
import type { AnyMessages, Group } from "./group.ts"
import type { SessionRequest } from "./session-request.ts"
import type { CopyNews, CopyOrigin, Sharing } from "./sharing.ts"
import { durableState, type StateHolder } from "./state.ts"
import type { UploadCallback } from "./uploads.ts"
import { knownHistory, type SessionHistory, type VersionsContext } from "./versions.ts"
import type { ConnectionChangeCallback, EditRequestCallback } from "./viewers.ts"

export interface Context<P = Readonly<Record<string, string | number>>>
  extends Sharing, VersionsContext {
  /** The session's id, without its signature. */
  readonly id: string
  /** The route's path parameters, decoded. */
  readonly params: P
  readonly request: SessionRequest
  /** Who opened the session, as the `auth` hook returned it; undefined without a hook. */
  readonly user?: User | undefined
  /** The Worker's bindings and variables. */
  readonly env: Readonly<Record<string, unknown>>
  /** Small key-value store of the app's own, which lasts as long as the session. */
  readonly storage: KeyValue
  /**
   * The app's own object, which gets these initial values. It is durable, and stored in one step with the changes to the
   * document. Read and write it like any object (`state.clicks += 1`); nested changes are stored, too. JSON of at most
   * 1 MiB. @throws StateError
   */
  state<T extends object>(initial: T): T
  /** The group with that name: the sessions that have joined it, of this route and of others. */
  readonly group: <Messages = AnyMessages>(name: string) => Group<Messages>
  /** Calls back for each message of that type that `broadcast(env, route, type, data)` sends to all of the route's sessions. */
  on_broadcast(type: string, callback: (message: GroupMessage) => unknown): void
  /**
   * The window whose message caused the callback that runs now, with its user and role; also after an `await`. Undefined in
   * timed callbacks, in callbacks of groups, and in callbacks `without_document_lock`.
   */
  readonly connection: Connection | undefined
  /** The copy that the session started from, if it was opened by a copy's link. An app may choose not to join groups then. */
  readonly copy: CopyOrigin | undefined
  /** Asks the copied session whether anybody has changed it since; undefined when this session did not start from a copy. */
  copyNews(): Promise<CopyNews | undefined>
  /**
   * Hides a model, with everything that only it refers to, from viewers and from copies: they get an empty model of the
   * same type in its place. For links, invitations and anything else that only the owner should see. @returns the model
   */
  ownerOnly<M extends HasProps>(model: M): M
  /** The members of `connections` that are viewers. */
  readonly viewers: readonly Connection[]
  /** Calls back when a window connects or disconnects. A reload causes both. */
  on_connections(callback: ConnectionChangeCallback): void
  /** Calls back when a viewer asks to edit: see the route option `viewers`. */
  on_edit_request(callback: EditRequestCallback): void
  /** The session's open sockets, with what the `connect` hook attached to them. */
  readonly connections: readonly Connection[]
  /** Computes a value the first time. Each later run of the handler gets that value (as JSON keeps it) without computing it. */
  once<T>(key: string, compute: () => T | Promise<T>): Promise<T>
  /**
   * Runs once in a session's life, when the document is first built, even if its object dies meanwhile. Use it for side
   * effects, which do not belong in the handler.
   */
  onCreated(callback: LifeCallback): void
  /** Runs each time the session wakes, after its stored state is back in the document. */
  onWake(callback: LifeCallback): void
  /**
   * Runs when the session wakes with another version of the app's code, before `onWake`. Changes by visitors and callbacks
   * have been carried over. Changes that no longer fit are passed here, and kept for a rollback.
   */
  onUpdated(callback: UpdateCallback): void
  /**
   * Calls back for each file that a visitor uploads, if the route has `uploads`. The session continues while the callback
   * reads the file.
   */
  on_upload(callback: UploadCallback): void
}

export interface AppUpdate {
  /** How many changes were carried over. */
  readonly carried: number
  readonly unplaced: readonly UnplacedChange[]
}

/** A change that has no place in what the app builds now. */
export interface UnplacedChange {
  /** The model's type. */
  readonly type: string
  readonly name: string | undefined
  /** Undefined for a model that a callback had created. */
  readonly property: string | undefined
  readonly value: unknown
  readonly reason: string
}

export type UpdateCallback = (update: AppUpdate) => unknown

export type LifeCallback = () => unknown

/** Values are stored as JSON. */
export interface KeyValue {
  get(key: string): unknown
  put(key: string, value: unknown): void
  delete(key: string): void
}

/** What the session provides for a context; the rest is derived from it. */
export interface ContextParts<P = Readonly<Record<string, string | number>>> extends Pick<
  Context<P>,
  "id" | "params" | "request" | "user" | "env" | "storage"
> {
  readonly group: (name: string) => Group
  readonly state: StateHolder
  readonly connection: () => Connection | undefined
  /** Undefined: the session did not start from a copy. */
  readonly copy: () => CopyOrigin | undefined
  readonly copyNews: () => Promise<CopyNews | undefined>
  readonly connections: () => readonly Connection[]
  /** Undefined: the route keeps no versions. */
  readonly history: () => SessionHistory | undefined
  readonly sharing: Sharing
  /** The group through which the route's sessions receive broadcasts. */
  readonly broadcasts: () => Group
}

/** The life cycle callbacks that a handler registers. */
export interface Life {
  readonly created: readonly LifeCallback[]
  readonly woken: readonly LifeCallback[]
  readonly updated: readonly UpdateCallback[]
  readonly uploads: readonly UploadCallback[]
  readonly connections: readonly ConnectionChangeCallback[]
  readonly asked: readonly EditRequestCallback[]
}

type Mutable<T extends Readonly<Record<keyof T, readonly unknown[]>>> = {
  -readonly [K in keyof T]: T[K][number][]
}

const emptyLife = (): Mutable<Life> => ({
  created: [],
  woken: [],
  updated: [],
  uploads: [],
  connections: [],
  asked: [],
})

export function createContext(parts: ContextParts): {
  readonly context: Context
  readonly life: Life
} {
  const life: Mutable<Life> = emptyLife()
  const { sharing, state: holder, broadcasts, history, ...given } = parts
  const past: Past = (what) => knownHistory(history(), what)
  const context: Context = {
    ownerOnly,
    ...given,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what its messages are, the app alone knows
    group: <M>(name: string) => parts.group(name) as Group<M>,
    state: (initial) => durableState(initial, holder),
    publish: (options) => sharing.publish(options),
    preview: (plot) => sharing.preview(plot),
    get snapshots() {
      return sharing.snapshots
    },
    unpublish: (id) => sharing.unpublish(id),
    open: (link) => sharing.open(link),
    invite: (options) => sharing.invite(options),
    revoke: (id) => sharing.revoke(id),
    links: sharing.links,
    get versions() {
      return past("versions").versions
    },
    ...undoIn(past, () => context.connection),
    get connection() {
      return parts.connection()
    },
    get copy() {
      return parts.copy()
    },
    get connections() {
      return parts.connections()
    },
    on_broadcast: (type, callback) => {
      const all = broadcasts()
      all.join()
      all.on(type, (message) => (message.from.id === undefined ? callback(message) : undefined))
    },
    once: onceOn(parts.storage),
    get viewers() {
      return context.connections.filter(({ role }) => role === "viewer")
    },
    ...listeners(life),
  }
  return { context, life }
}

type Past = (what: keyof VersionsContext) => SessionHistory

/** @param actor returns the connection that caused the callback that runs now */
function undoIn(
  past: Past,
  actor: () => Connection | undefined,
): Omit<VersionsContext, "versions"> {
  return {
    undo: (who = actor()) => past("undo").undo(who),
    redo: (who = actor()) => past("redo").redo(who),
    undoSteps: (who = actor()) => past("undoSteps").steps(who),
    undoStep: (name, action, who = actor()) => past("undoStep").step(name, action, who),
    undoable: (models) => past("undoable").undoable(models),
  }
}

function listeners(
  life: Mutable<Life>,
): Pick<
  Context,
  "onCreated" | "onWake" | "onUpdated" | "on_connections" | "on_edit_request" | "on_upload"
> {
  return {
    onCreated: addTo(life.created),
    onWake: addTo(life.woken),
    onUpdated: addTo(life.updated),
    on_connections: addTo(life.connections),
    on_edit_request: addTo(life.asked),
    on_upload: addTo(life.uploads),
  }
}

function addTo<T>(callbacks: T[]): (callback: T) => void {
  return (callback) => void callbacks.push(callback)
}

/** Whoever asks for a value that is being computed waits for it. */
function onceOn(storage: KeyValue): Context["once"] {
  const computing = new Map<string, Promise<unknown>>()
  return <T>(key: string, compute: () => T | Promise<T>) => {
    const name = `once ${key}`
    const valueOf = async () => {
      if (storage.get(name) === undefined) storage.put(name, await compute())
      return storage.get(name)
    }
    const begin = () => valueOf().finally(() => computing.delete(name))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put above, or by an earlier run of the same handler
    return getOrMake(computing, name, begin) as Promise<T>
  }
}
