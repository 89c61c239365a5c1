// A default session as its groups see it: no user, no guests, no models, and groups that list their members.

import type { Guest } from "../../src/group/entries.ts"
import type { SessionGroupsPorts } from "../../src/group/session-groups.ts"

export function nobody(
  isOnline = () => true,
  guest: () => Guest | undefined = () => undefined,
): Pick<SessionGroupsPorts, "people" | "load"> {
  return {
    people: {
      get isOnline() {
        return isOnline()
      },
      user: undefined,
      attention: { looks: false, reads: true },
      get guest() {
        return guest()
      },
    },
    load: async () => [],
  }
}
