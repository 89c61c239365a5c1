// A session's groups in its object: the app's handles, and the ports of what the groups are behind.

import { type Group, targetOf } from "../app/group.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { assertGroupName } from "../group/bounds.ts"
import { valueOf } from "../group/group-error.ts"
import type { GroupCalls, Membership, Running } from "../group/membership.ts"
import { groupsStore } from "../group/session-groups-store.ts"
import { SessionGroups } from "../group/session-groups.ts"
import { groupStub } from "../objects/stubs.ts"
import type { Session } from "../session/session.ts"
import { consoleLogFor } from "./console-log.ts"
import type { SessionStore } from "./do-store.ts"
import { realTimers } from "./timers.ts"

type Env = Readonly<Record<string, unknown>>

export interface SessionGroupsOptions {
  /** The session's own id as a member: its object's. */
  readonly id: string
  readonly env: Env
  readonly store: SessionStore
  readonly isOnline: () => boolean
}

export function createSessionGroups({
  id,
  env,
  store,
  isOnline,
}: SessionGroupsOptions): SessionGroups {
  return new SessionGroups({
    id,
    store: groupsStore(store),
    callsTo: (group) => callsTo(env, group),
    timers: realTimers,
    log: consoleLogFor(env),
    isOnline,
  })
}

/** The session as its groups see it. What a message changes is stored together with the note that it was taken. */
export function runningSession(
  storage: DurableObjectStorage,
  session: Session,
  document: Document,
): Running {
  return {
    call: (name, callback) => void internalsOf(document).callbacks.runOther(name, callback),
    turn: (action) => storage.transactionSync(() => session.act(action)),
  }
}

/** The handle that an app uses. @param id the session's own. @throws GroupError for a name that can't be one */
export function groupHandle(groups: SessionGroups, name: string, id: string): Group {
  assertGroupName(name)
  const membership: Membership = groups.membership(name)
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

function callsTo(env: Env, group: string): GroupCalls {
  const stub = () => groupStub(env, group)
  return {
    hello: async (hello) => valueOf(await stub().hello(group, hello)),
    leave: (id) => stub().leave(group, id),
    send: async (id, sent, message) => valueOf(await stub().send(group, id, sent, message)),
    receipt: (sent) => stub().receipt(group, sent),
    history: (id, query) => stub().history(group, id, query),
  }
}
