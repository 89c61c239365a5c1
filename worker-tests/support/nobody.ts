// The session of nobody in particular, as its groups see it: no user, no guests, no models, and its groups ask who is there.

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
