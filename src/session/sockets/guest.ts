// Who acts in a session without being its owner, as groups are told.

import type { Connection } from "../../app/connection.ts"
import type { Guest } from "../../group/entries.ts"
import { GROUP_LIMITS } from "../../util/limits.ts"
import { isRecord } from "../../util/record.ts"

/** The guest at a window's other end; undefined for the session's owner. */
export function guestOf({ id, role, user, data }: Connection): Guest | undefined {
  if (role === "owner") return undefined
  const name = nameIn(user) ?? nameIn(data)
  return {
    connection: id,
    role,
    ...(user !== undefined && { user: user.id }),
    ...(name !== undefined && { name }),
  }
}

function nameIn(found: unknown): string | undefined {
  const name = isRecord(found) ? found["name"] : undefined
  return typeof name === "string" ? name.slice(0, GROUP_LIMITS.nameChars) : undefined
}
