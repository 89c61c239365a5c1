// The bare objects of a group, with their operations counted.

import { counting, countingFetch } from "../worker-tests/support/counting/counting.ts"
import server, { GroupObject as Group, SessionObject as Session } from "./peers/bare-group.ts"

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default { fetch: countingFetch(server) }
export const SessionObject = counting("SESSIONS", Session)
export const GroupObject = counting("GROUPS", Group)
/** A stand-in for a class that has a binding in wrangler.toml and is not used here. */
export { GroupObject as SnapshotObject } from "./peers/bare-group.ts"
