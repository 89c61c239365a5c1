// How a group is closed: who may join, read, send and remove others, by roles. Source: PROTOCOL.md G6

/**
 * Roles, which the app gives in `join`. A right that is left out belongs to all members, except `remove`, which belongs
 * only to the group's creator.
 */
export interface GroupPolicy {
  readonly join?: readonly string[] | undefined
  readonly read?: readonly string[] | undefined
  readonly send?: readonly string[] | undefined
  readonly remove?: readonly string[] | undefined
}

export interface Closed extends GroupPolicy {
  /** The creator: its user where there are users, else its `as`, else its session. */
  readonly owner: string
  /** Who was removed: users where there are users, else values of `as`, else sessions. */
  readonly banned: readonly string[]
}

export interface Comer {
  readonly id: string
  readonly role: string
  /** The user's id, where there are users. */
  readonly user?: string | undefined
  /** Identifies the person, as given by the app. */
  readonly as?: string | undefined
}
