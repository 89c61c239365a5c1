// A default session as its groups see it: no user, no guests, no models, and groups that list their members.

import type { SessionGroupsPorts } from "../../src/group/session-groups.ts"

export function nobody(isOnline = () => true): Pick<SessionGroupsPorts, "people" | "load"> {
  return {
    people: {
      get isOnline() {
        return isOnline()
      },
      user: undefined,
      attention: { looks: false, reads: true },
      guest: undefined,
    },
    load: async () => [],
  }
}
