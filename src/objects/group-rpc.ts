// The calls that the object of a group, or of a group's shard, answers. A group's object learns its name from each call.

import type { HistoryQuery, OutMessage } from "../group/bounds.ts"
import type {
  Entry,
  GroupMessage,
  Guest,
  Member,
  Outcome,
  Outsider,
  Receipt,
  Welcome,
} from "../group/entries.ts"
import type { Result } from "../group/group-error.ts"
import type { Hello, Sent } from "../group/group-ports.ts"
import type { Progress } from "../group/receipts.ts"
import type { Volatile, VolatileOut } from "../group/volatile.ts"

export interface GroupRpc {
  hello(group: string, hello: Hello): Promise<Result<Welcome>>
  leave(group: string, id: string, saidAtMs: number): Promise<void>
  send(group: string, id: string, sent: number, message: OutMessage): Promise<Result<Sent>>
  post(group: string, from: Outsider, message: OutMessage): Promise<Result<Sent>>
  seen(group: string, id: string, messages: readonly number[], guest?: Guest): Promise<Result<void>>
  receipt(group: string, sent: Sent): Promise<Receipt>
  history(
    group: string,
    id: string | undefined,
    query: HistoryQuery,
  ): Promise<Result<readonly GroupMessage[]>>
  members(group: string): Promise<readonly Member[]>
  remove(group: string, by: string, id: string): Promise<Result<void>>
  now(group: string, id: string, messages: readonly VolatileOut[]): Promise<void>
  spread(shard: string, messages: readonly Volatile[]): Promise<void>
  take(shard: string, entries: readonly Entry[]): Promise<Outcome>
  progress(shard: string, seq: number): Promise<Progress>
  serving(shard: string): Promise<readonly string[]>
  report(group: string, id: string, what: "lost" | "gone" | "reached"): Promise<void>
}
