// The app of deliveries-app.ts, with its operations counted.

import { counting, countingFetch } from "../worker-tests/support/counting/counting.ts"
import server, { GroupObject as Group, SessionObject as Session } from "./deliveries-app.ts"

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default { fetch: countingFetch(server) }
export const SessionObject = counting("SESSIONS", Session)
export const GroupObject = counting("GROUPS", Group)
export { SnapshotObject } from "./deliveries-app.ts"
