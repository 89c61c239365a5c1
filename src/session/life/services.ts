// What a session's object holds beside its session. All of it exists from the start, awake or asleep.

import type { SessionHistory } from "../../app/versions.ts"
import type { People } from "../../group/membership-ports.ts"
import type { Peer } from "../../ports.ts"
import { type Failure, reportFailure } from "../report.ts"
import { Peers } from "../sockets/peers.ts"
import { AppState } from "./app-state.ts"
import { Losses } from "./losses.ts"
import { Schedule } from "./schedule.ts"
import type { SessionPorts } from "./session-ports.ts"
import type { SessionStore } from "./session-store.ts"
import { AlarmTimers } from "./slow-timers.ts"
import type { CreateTogether, Together } from "./together.ts"

export interface SessionServices {
  readonly ports: SessionPorts
  readonly store: SessionStore
  readonly schedule: Schedule
  readonly slowTimers: AlarmTimers
  readonly groups: Together["groups"]
  readonly together: Together
  readonly peers: Peers
  readonly state: AppState
  readonly losses: Losses
  /** For routes with versions: defined when a session has started. */
  readonly history: { current: SessionHistory | undefined }
  /** After the current action, starts the session again from what `store` writes into its store. */
  readonly startAgain: (store: () => void) => void
  /** Logs an app's own fault. */
  readonly report: (what: string, error: unknown) => Failure
}

export interface ServicesOptions {
  readonly people: People
  /** Called before anything is stored for the first time. */
  readonly firstStored: () => void
  readonly sendMessage: (peer: Peer, msg_type: string, msg_data: unknown) => void
  readonly startAgain: (store: () => void) => void
  readonly createTogether: CreateTogether
}

export function createServices(
  ports: SessionPorts,
  { firstStored, sendMessage, startAgain, createTogether, people }: ServicesOptions,
): SessionServices {
  const { alarm, timers, random, log, sockets, background, settings } = ports
  const store = ports.createStore(firstStored)
  const losses = new Losses(store, log)
  const slowTimers = new AlarmTimers(store, timers, () => {
    if (!store.isNew) background(schedule.goOn())
  })
  const peers = new Peers(sockets, sendMessage)
  const needsSigns = () => peers.all.some((peer) => peer.needsSigns)
  const schedule = new Schedule({ alarm, store, slowTimers, clock: timers, settings, needsSigns })
  const state = new AppState(store, losses)
  const together = createTogether({ ports, store, peers, state, people })
  return {
    ports,
    store,
    schedule,
    slowTimers,
    groups: together.groups,
    together,
    peers,
    state,
    losses,
    history: { current: undefined },
    startAgain,
    report: (what, error) => reportFailure({ log, random, settings }, what, error),
  }
}
