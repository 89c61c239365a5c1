// A group as the app uses it.

import { type Group, keyOf, targetOf } from "../../app/group.ts"
import { assertGroupName, assertObject, assertWhole, JOIN_OPTIONS } from "../../group/bounds.ts"
import { broadcastGroup } from "../../group/reserved-names.ts"
import type { SessionGroups } from "../../group/session-groups.ts"
import { assertOptions } from "../../util/assert-options.ts"
import { GroupSending, type SendingOptions } from "./group-sending.ts"

export interface GroupHandleOptions extends SendingOptions {
  readonly groups: SessionGroups
  /** The session's own id as a member. */
  readonly id: string
}

/** The handle that an app uses. @throws GroupError for an invalid name */
export function groupHandle(options: GroupHandleOptions, name: string): Group {
  assertGroupName(name)
  return handleOf(options, name)
}

/** The handle of the group through which the route's sessions receive broadcasts. Apps cannot get it by name. */
export function broadcastHandle(options: GroupHandleOptions, pattern: string): Group {
  return handleOf(options, broadcastGroup(pattern))
}

function handleOf(options: GroupHandleOptions, name: string): Group {
  const { groups, id } = options
  const membership = groups.membership(name)
  const { listeners, members } = membership.inbox
  const sending = new GroupSending(options, name, membership)
  return {
    name,
    get members() {
      return membership.members
    },
    get memberCount() {
      return members.count
    },
    get me() {
      return members.me
    },
    join: (profile = {}, how = {}) => {
      assertObject("join: profile", profile)
      assertObject("join: options", how)
      assertOptions("join", how, JOIN_OPTIONS)
      const { name: own = id.slice(0, 6), role = "member", data = null } = profile
      membership.join({ name: own, role, data }, how)
    },
    update: (changes) => {
      assertObject("update: changes", changes)
      membership.update(changes)
    },
    leave: () => membership.leave(),
    send: (type, data, how = {}) => {
      assertObject("send: options", how)
      assertOptions("send", how, { to: true })
      return sending.send(type, data, targetOf(how.to))
    },
    state: (initial) => {
      const values: unknown = initial // the type stays the app's own
      assertObject("state: first values", values)
      return membership.state(initial)
    },
    markSeen: (seen) => membership.markSeen([seen].flat().map((one) => seqOf("markSeen", one))),
    on_seen: (callback) => listeners.onSeen(callback),
    receipt: async (message) => membership.receipt(seqOf("receipt", message)),
    remove: (member) => membership.remove(String(keyOf(member, "id"))),
    sendNow: (type, data) => membership.sendNow(type, data),
    on: (type, callback) => listeners.on(type, callback),
    on_presence: (callback) => listeners.onPresence(callback),
    history: (query = {}) => membership.history(query),
    open: (message) => sending.open(message),
  }
}

/** Apps pass on what visitors chose. @throws GroupError */
function seqOf(what: string, message: unknown): number {
  const seq = keyOf(message, "seq")
  assertWhole(`${what} needs the seq of a message`, seq)
  return seq
}
