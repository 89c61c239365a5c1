// The names of the options that apps give, which are checked for authors who write JavaScript. The compiler checks that none
// is missing.

import type { OptionNames } from "../util/assert-options.ts"
import { SESSION_LIMITS } from "../util/limits.ts"
import type { ConnectionHooks } from "./connection-hooks.ts"
import type { AppCard, RouteOptions, SessionOptions } from "./handler.ts"
import type { InviteOptions, PublishOptions } from "./sharing.ts"
import type { ViewersFeature } from "./viewers.ts"

const SESSION = {
  keep: true,
  awake: true,
  startWithin: true,
  resume: ["cookie", "tab"],
  shared: ["path"],
  versions: true,
  ranges: ["shared", "own"],
  clientCode: true,
  limits: SESSION_LIMITS,
  ids: ["external"],
} satisfies OptionNames<SessionOptions>

export const ROUTE_OPTIONS = {
  exists: true,
  ws: true,
  title: true,
  example: true,
  card: { text: true, picture: true, source: true } satisfies OptionNames<AppCard>,
  theme: ["auto"],
  template: true,
  favicon: true,
  head: true,
  scriptSources: true,
  resources: ["server", "cdn", "inline"],
  origins: true,
  auth: true,
  session: SESSION,
  guestsRunCode: true,
  guestsLoadFrom: true,
  viewers: { messages: true, script: true, start: true } satisfies OptionNames<ViewersFeature>,
  uploads: true,
  connection: {
    connect: true,
    receive: true,
    send: true,
    disconnect: true,
  } satisfies OptionNames<ConnectionHooks>,
  metadata: true,
  headers: true,
  cookies: true,
  copyArguments: true,
} satisfies OptionNames<RouteOptions>

export const PUBLISH_OPTIONS = {
  title: true,
  note: true,
  models: true,
  preview: true,
  expires: true,
  by: true,
} satisfies OptionNames<PublishOptions>

export const INVITE_OPTIONS = {
  role: true,
  expires: true,
  by: true,
} satisfies OptionNames<InviteOptions>
