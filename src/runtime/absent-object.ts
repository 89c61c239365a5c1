// In place of the objects of groups and copies, where a server has neither: wrangler.toml stays as it is.

import { DurableObject } from "cloudflare:workers"

import type { SnapshotRpc } from "../objects/snapshot-rpc.ts"

export class AbsentObject extends DurableObject implements Pick<SnapshotRpc, "card" | "open"> {
  /** A link to a copy that was published before: there is none. */
  async card(): Promise<undefined> {
    return undefined
  }

  async open(): Promise<undefined> {
    return undefined
  }

  /** One that was set before. */
  override async alarm(): Promise<void> {}
}
