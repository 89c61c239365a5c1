// The bare objects of a group, of which is counted what they do.

import { counting, countingFetch } from "../worker-tests/support/counting/counting.ts"
import server, { GroupObject as Group, SessionObject as Session } from "./peers/bare-group.ts"

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default { fetch: countingFetch(server) }
export const SessionObject = counting("SESSIONS", Session)
export const GroupObject = counting("GROUPS", Group)
/** wrangler.toml has a binding for it; there is none. */
export { GroupObject as SnapshotObject } from "./peers/bare-group.ts"
