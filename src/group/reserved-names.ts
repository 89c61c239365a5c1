// Reserved names of groups' objects, which no app's group can have.

import { isShard } from "./roster.ts"

/** The names of shards' objects, and of the groups for broadcasts to routes. */
export function isReservedName(name: string): boolean {
  return isShard(name) || isBroadcastGroup(name)
}

/** A route's own group, through which its sessions receive broadcasts. */
export function broadcastGroup(pattern: string): string {
  return `route ${pattern}`
}

export function isBroadcastGroup(name: string): boolean {
  return name.startsWith("route /")
}
