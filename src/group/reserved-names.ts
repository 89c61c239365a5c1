// Names of groups' objects that are ours, and that no app's group can have.

import { isShard } from "./roster.ts"

/** Of the objects that serve a part of a large group, and of the groups in which routes hear broadcasts. */
export function isReservedName(name: string): boolean {
  return isShard(name) || isBroadcastGroup(name)
}

/** The group of a route's own, in which its sessions hear broadcasts. */
export function broadcastGroup(pattern: string): string {
  return `route ${pattern}`
}

export function isBroadcastGroup(name: string): boolean {
  return name.startsWith("route /")
}
