// What a session's object holds beside its session: all of it is there from the start, awake or asleep.

import type { Route } from "../app/route.ts"
import { type Config, parseConfig } from "../env.ts"
import type { SessionGroups } from "../group/session-groups.ts"
import type { Log } from "../ports.ts"
import { Connections } from "./connections.ts"
import { consoleLogFor } from "./console-log.ts"
import { SessionStore } from "./do-store.ts"
import { Previews } from "./previews.ts"
import { type Failure, reportFailure } from "./report.ts"
import { createSessionGroups } from "./session-groups.ts"
import { SessionLife } from "./session-life.ts"
import { AlarmTimers } from "./slow-timers.ts"

/** The route with that pattern, or undefined when there is none (any more). */
export type FindRoute = (pattern: string) => Route | undefined

export interface SessionServices {
  readonly ctx: DurableObjectState
  readonly env: Readonly<Record<string, unknown>>
  readonly findRoute: FindRoute
  readonly config: Config
  readonly log: Log
  readonly store: SessionStore
  readonly life: SessionLife
  readonly slowTimers: AlarmTimers
  readonly groups: SessionGroups
  readonly connections: Connections
  readonly previews: Previews
  /** Logs an app's own fault. */
  readonly report: (what: string, error: unknown) => Failure
}

export interface ServicesOptions extends Pick<SessionServices, "ctx" | "env" | "findRoute"> {
  /** Called before anything is stored for the first time. */
  readonly firstStored: () => void
  readonly sendMessage: ConstructorParameters<typeof Connections>[1]
  /** Somebody is here, or was a moment ago. */
  readonly isOnline: () => boolean
}

export function createServices(options: ServicesOptions): SessionServices {
  const { ctx, env, findRoute, firstStored, sendMessage, isOnline } = options
  const config = parseConfig(env)
  const log = consoleLogFor(env)
  const store = new SessionStore(ctx.storage, firstStored)
  const life = new SessionLife(ctx.storage, store, config.keepAliveMs)
  const slowTimers = new AlarmTimers(store, () => {
    if (!store.isNew) ctx.waitUntil(life.goOn())
  })
  const id = ctx.id.toString()
  const groups = createSessionGroups({ id, env, store, isOnline })
  const connections = new Connections(ctx, sendMessage)
  const report = (what: string, error: unknown) =>
    reportFailure(log, what, error, config.isDevelopment)
  const previews = new Previews()
  return {
    ctx,
    env,
    findRoute,
    config,
    log,
    store,
    life,
    slowTimers,
    groups,
    connections,
    previews,
    report,
  }
}
