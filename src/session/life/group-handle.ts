// A group as the app uses it.

import { type Group, targetOf } from "../../app/group.ts"
import { assertGroupName, broadcastGroup } from "../../group/bounds.ts"
import type { SessionGroups } from "../../group/session-groups.ts"

/** The handle that an app uses. @param id the session's own. @throws GroupError for a name that can't be one */
export function groupHandle(groups: SessionGroups, name: string, id: string): Group {
  assertGroupName(name)
  return handleOf(groups, name, id)
}

/** The handle of the group in which the route's sessions hear broadcasts: apps can't ask for it by its name. */
export function broadcastHandle(groups: SessionGroups, pattern: string, id: string): Group {
  return handleOf(groups, broadcastGroup(pattern), id)
}

function handleOf(groups: SessionGroups, name: string, id: string): Group {
  const membership = groups.membership(name)
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
