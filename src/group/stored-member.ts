// A session that is a member, as the group stores it.

import type { Member } from "./entries.ts"

export interface StoredMember extends Member {
  /** The shard that serves it; undefined for the group's own object. */
  readonly shard: string | undefined
  /** When its session lost its last open window. */
  readonly awaySinceMs: number | undefined
  /** How long it stays a member without one. */
  readonly keepMs?: number | undefined
  /** The user's id, where there are users. */
  readonly user?: string | undefined
  /** Identifies the person, as given by the app. */
  readonly as?: string | undefined
  /** The id of the person whose session it is; default its own. All sessions of a person have one name and data. */
  readonly person?: string | undefined
  /** The session listens for presence. */
  readonly listens?: true | undefined
  /** The session checks presence by itself. */
  readonly looks?: true | undefined
  /** The name and data that this session has last given, as JSON, if the person's are different. */
  readonly said?: string | undefined
  /** The group's last number when it joined. */
  readonly joinedSeq?: number | undefined
}
