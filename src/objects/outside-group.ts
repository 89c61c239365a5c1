// A group, reached from the Worker's own code: a cron trigger, a queue, an endpoint of the app's own.

import { type OutsideGroup, type OutsideOptions, targetOf } from "../app/group.ts"
import type { Route } from "../app/route.ts"
import { assertGroupName, assertHistoryQuery, outMessage } from "../group/bounds.ts"
import type { Receipt } from "../group/entries.ts"
import { valueOf } from "../group/group-error.ts"
import { filled } from "../group/message-data.ts"
import { broadcastGroup, isBroadcastGroup } from "../group/reserved-names.ts"
import { assertOptions, type OptionNames } from "../util/assert-options.ts"
import { fieldsOf } from "../util/record.ts"
import { groupStub } from "./stubs.ts"

type Env = Readonly<Record<string, unknown>>

const SERVER = { name: "server", role: "server" }
const NAMES = { to: true, from: true, once: true } satisfies OptionNames<OutsideOptions>

/**
 * The group with that name, the same as `context.group(name)`. @throws GroupError for an invalid name
 * @param env the Worker's, however its project has typed it
 */
export function groupFrom(env: object, name: string): OutsideGroup {
  assertGroupName(name)
  return outsideGroup(env, name)
}

/** For holders of the server's key, who may also send to the sessions of a route. @throws GroupError */
export function groupForKeyHolder(env: Env, name: string): OutsideGroup {
  if (!isBroadcastGroup(name)) assertGroupName(name)
  return outsideGroup(env, name)
}

/** Also accepts reserved names. */
function outsideGroup(env: object, name: string): OutsideGroup {
  const group = groupStub(fieldsOf(env), name)
  return {
    send: async (type, data, options = {}) => {
      assertOptions("send", options, NAMES)
      const { to, from = SERVER, once } = options
      const message = outMessage(type, data, targetOf(to))
      const sent = valueOf(await group.post(name, { ...from, once }, message))
      return group.receipt(name, sent)
    },
    members: () => group.members(name),
    history: async (query = {}) => {
      assertHistoryQuery(query)
      const messages = valueOf(await group.history(name, undefined, query))
      return messages.map((message) => filled(message))
    },
  }
}

/** Sends to every session of a route that listens: see `context.on_broadcast`. @throws GroupError */
export function broadcast(
  env: object,
  route: Route,
  type: string,
  data: unknown,
): Promise<Receipt> {
  return outsideGroup(env, broadcastGroup(route.pattern)).send(type, data)
}
