// The Worker under test: the example apps and routes for tests only.

import { broadcast, createServer, groupEndpoint, type Route } from "bokeh-edge"

import { chat } from "../support/apps/chat.ts"
import { city } from "../support/apps/city.ts"
import { host } from "../support/apps/host.ts"
import { level } from "../support/apps/level.ts"
import { temperature } from "../support/apps/temperature.ts"
import { applyPlatformLimits } from "../support/platform-limits.ts"
import { failing } from "./failing-app.ts"
import { formats } from "./formats-app.ts"
import { guarded } from "./guarded-app.ts"
import { hooked } from "./hooked-app.ts"
import { limits, prefixed } from "./limits-app.ts"
import { listening } from "./listening-app.ts"
import { remembered, sharing, slowly } from "./sharing-app.ts"
import { brief, counting, starting } from "./starting-app.ts"

/** These tests evict objects, so no object may keep itself in memory. */
const routes: readonly Route[] = [
  temperature,
  chat,
  city,
  host,
  formats,
  level,
  hooked,
  limits,
  prefixed,
  listening,
  sharing,
  remembered,
  slowly,
  starting,
  counting,
  brief,
  ...failing,
  ...guarded,
]

const server = createServer(
  routes.map((route) => ({
    ...route,
    options: { ...route.options, session: { awake: 0, ...route.options.session } },
  })),
  { groupEndpoint: groupEndpoint("/groups") },
)

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default {
  fetch: (request: Request, env: object) => server.fetch(request, { ...env }),
  scheduled: async ({ cron }: { readonly cron: string }, env: object) => {
    await broadcast({ ...env }, listening, "news", cron)
  },
}
type Env = Readonly<Record<string, unknown>>

// Storage has production's limits.
export class SessionObject extends server.SessionObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(limited(ctx), env)
  }
}
export class GroupObject extends server.GroupObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(limited(ctx), env)
  }
}
export class SnapshotObject extends server.SnapshotObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(limited(ctx), env)
  }
}
function limited(ctx: DurableObjectState): DurableObjectState {
  applyPlatformLimits(ctx.storage)
  return ctx
}

export { CrowdObject } from "./crowd-object.ts"
export { StorageObject } from "./storage-object.ts"
