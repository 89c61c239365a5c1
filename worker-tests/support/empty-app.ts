// A Worker that does nothing, for comparison.

import { DurableObject } from "cloudflare:workers"

export class SessionObject extends DurableObject {}
export class GroupObject extends DurableObject {}
export class SnapshotObject extends DurableObject {}

export default { fetch: () => new Response(null, { status: 404 }) }
