// Stands in for the objects of groups and copies in a server that has neither, so that wrangler.toml stays the same.

import { DurableObject } from "cloudflare:workers"

import type { SnapshotRpc } from "../objects/snapshot-rpc.ts"

export class AbsentObject extends DurableObject implements Pick<SnapshotRpc, "card" | "open"> {
  /** For a link to a copy that was published earlier: there is none. */
  async card(): Promise<undefined> {
    return undefined
  }

  async open(): Promise<undefined> {
    return undefined
  }

  /** For an alarm that was set earlier. */
  override async alarm(): Promise<void> {}
}
