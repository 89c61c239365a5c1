// The session of nobody in particular, as its groups see it: no user, no guests, no models, and its groups ask who is there.

import type { SessionGroupsPorts } from "../../src/group/session-groups.ts"

export const NOBODY: Pick<SessionGroupsPorts, "user" | "attention" | "guest" | "load"> = {
  user: () => undefined,
  attention: () => ({ looks: false, reads: true }),
  guest: () => undefined,
  load: async () => [],
}
