// How a group is closed: who may join, read, send and remove others, by roles. Source: PROTOCOL.md G6

/** Roles, which the app gives in `join`; what is left out, all members may; to remove others, only who made the group. */
export interface GroupPolicy {
  readonly join?: readonly string[] | undefined
  readonly read?: readonly string[] | undefined
  readonly send?: readonly string[] | undefined
  readonly remove?: readonly string[] | undefined
}

export interface Closed extends GroupPolicy {
  /** Who made it: its user where there is one, else who the app says, else its session. */
  readonly owner: string
  /** Who was removed: users where there are some, else who the app says, else sessions. */
  readonly banned: readonly string[]
}

export interface Comer {
  readonly id: string
  readonly role: string
  /** The user's id, where there is one. */
  readonly user?: string | undefined
  /** What identifies the person, as the app says. */
  readonly as?: string | undefined
}
