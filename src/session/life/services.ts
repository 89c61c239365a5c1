// What a session's object holds beside its session: all of it is there from the start, awake or asleep.

import type { SessionHistory } from "../../app/versions.ts"
import { groupsStore } from "../../group/session-groups-store.ts"
import { SessionGroups } from "../../group/session-groups.ts"
import type { Peer } from "../../ports.ts"
import { type Failure, reportFailure } from "../report.ts"
import { Attachments } from "../sharing/attachments.ts"
import { Origin } from "../sharing/origin.ts"
import { Previews } from "../sharing/previews.ts"
import { guestOf } from "../sockets/guest.ts"
import { Peers } from "../sockets/peers.ts"
import { SocketPeer } from "../sockets/socket-peer.ts"
import { AppState } from "./app-state.ts"
import { Losses } from "./losses.ts"
import { Schedule } from "./schedule.ts"
import type { SessionPorts } from "./session-ports.ts"
import type { SessionStore } from "./session-store.ts"
import { AlarmTimers } from "./slow-timers.ts"

export interface SessionServices {
  readonly ports: SessionPorts
  readonly store: SessionStore
  readonly schedule: Schedule
  readonly slowTimers: AlarmTimers
  readonly groups: SessionGroups
  readonly peers: Peers
  readonly previews: Previews
  readonly state: AppState
  readonly attachments: Attachments
  readonly origin: Origin
  readonly losses: Losses
  /** Of routes that keep versions: it is there when a session has started. */
  readonly history: { current: SessionHistory | undefined }
  /** Has the session begin again, when what runs now is done, from what `store` puts into its store. */
  readonly startAgain: (store: () => void) => void
  /** Logs an app's own fault. */
  readonly report: (what: string, error: unknown) => Failure
}

export interface ServicesOptions {
  /** Called before anything is stored for the first time. */
  readonly firstStored: () => void
  readonly sendMessage: (peer: Peer, msg_type: string, msg_data: unknown) => void
  /** Somebody is here, or was a moment ago. */
  readonly isOnline: () => boolean
  readonly startAgain: (store: () => void) => void
  /** Who opened the session, where there are users. */
  readonly user: () => string | undefined
  /** The client whose message is answered now. */
  readonly actor: () => object | undefined
}

export function createServices(
  ports: SessionPorts,
  { firstStored, sendMessage, isOnline, startAgain, user, actor }: ServicesOptions,
): SessionServices {
  const { objectId: id, alarm, timers, random, log, sockets, background, settings, callsTo } = ports
  const store = ports.createStore(firstStored)
  const losses = new Losses(store, log)
  const slowTimers = new AlarmTimers(store, timers, () => {
    if (!store.isNew) background(schedule.goOn())
  })
  const peers = new Peers(sockets, sendMessage)
  const needsSigns = () => peers.all.some((peer) => peer.needsSigns)
  const schedule = new Schedule({ alarm, store, slowTimers, clock: timers, settings, needsSigns })
  const attachments = new Attachments({ timers, random, snapshots: ports.snapshots, owner: id })
  return {
    ports,
    store,
    schedule,
    slowTimers,
    groups: new SessionGroups({
      id,
      store: groupsStore(store),
      callsTo,
      timers,
      log,
      isOnline,
      user,
      guest: () => {
        const acting = actor()
        return acting instanceof SocketPeer ? guestOf(acting.connection) : undefined
      },
      load: (group, attachment) => attachments.load(group, attachment),
    }),
    peers,
    previews: new Previews(timers, random),
    state: new AppState(store, losses),
    attachments,
    losses,
    origin: new Origin(store, ports),
    history: { current: undefined },
    startAgain,
    report: (what, error) => reportFailure({ log, random, settings }, what, error),
  }
}
