// A person who acts in a session without being its owner, as reported to groups.

import { type Connection, nameOf } from "../../app/connection.ts"
import type { Guest } from "../../group/entries.ts"

/** The guest at a window's other end; undefined for the session's owner. */
export function guestOf(connection: Connection): Guest | undefined {
  const { id, role, user } = connection
  if (role === "owner") return undefined
  const name = nameOf(connection)
  return {
    connection: id,
    role,
    ...(user !== undefined && { user: user.id }),
    ...(name !== undefined && { name }),
  }
}
