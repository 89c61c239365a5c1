// A session that is a member, as the group stores it.

import type { Member } from "./entries.ts"

export interface StoredMember extends Member {
  /** Which shard serves it; undefined for the group's own object. */
  readonly shard: string | undefined
  /** Since when its session has no open window. */
  readonly awaySinceMs: number | undefined
  /** How long it stays a member then. */
  readonly keepMs?: number | undefined
  /** Who it is, where there are users. */
  readonly user?: string | undefined
  /** Who it is, as the app says. */
  readonly as?: string | undefined
  /** The id of the person whose session it is; default its own. Sessions of a person have one name and data. */
  readonly person?: string | undefined
  /** Somebody hears there who comes and goes. */
  readonly listens?: true | undefined
  /** Its session looks by itself who is there. */
  readonly looks?: true | undefined
  /** The name and data that this session has given last, as JSON, where the person has others. */
  readonly said?: string | undefined
  /** The group's last number when it joined. */
  readonly joinedSeq?: number | undefined
}
