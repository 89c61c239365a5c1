// What a session's rules need from the outside. Its Durable Object provides the real things, a test provides fakes.

import type { Route, Routes } from "../../app/route.ts"
import type { GroupCalls } from "../../group/membership-ports.ts"
import type { SnapshotRpc } from "../../objects/snapshot-rpc.ts"
import type { Alarm, Log, Random, Sockets, Timers } from "../../ports.ts"
import type { Keys } from "../token.ts"
import type { SessionStore } from "./session-store.ts"

export interface SessionPorts {
  /** The id of the session's object. */
  readonly objectId: string
  readonly env: Readonly<Record<string, unknown>>
  readonly settings: SessionSettings
  readonly routes: Routes
  /** The version of the code that builds the route's documents, if known. */
  readonly versionOf: (route: Route) => string | undefined
  readonly log: Log
  readonly timers: Timers
  readonly random: Random
  readonly sockets: Sockets
  readonly alarm: Alarm
  /** @param firstStored called before anything is stored for the first time */
  readonly createStore: (firstStored: () => void) => SessionStore
  readonly callsTo: (group: string) => GroupCalls
  /** When somebody last changed that session: see SessionRpc. */
  readonly changedAtMs: (objectId: string) => Promise<number | undefined>
  readonly snapshots: (id: string) => SnapshotRpc
  /** Runs the action while nothing else of the object runs. */
  readonly alone: <T>(action: () => Promise<T>) => Promise<T>
  /** Resolves when the work that is due now in other objects of the process is done. */
  readonly afterOthers: () => Promise<void>
  /** Keeps the object in memory until the work is done. */
  readonly background: (work: Promise<unknown>) => void
}

export interface SessionSettings {
  readonly secretKeys: Keys
  readonly maxMessageBytes: number
  /** The time between two signs of life on an idle socket; 0 for none. */
  readonly keepAliveMs: number
  readonly isDevelopment: boolean
  /** Sessions keep nothing in memory between messages. */
  readonly isForgetful: boolean
}
