// A session's calls to a group's object.

import { type Result, valueOf } from "../group/group-error.ts"
import type { GroupCalls } from "../group/membership-ports.ts"
import type { GroupRpc } from "../objects/group-rpc.ts"
import { KeptStubs } from "../objects/kept-stubs.ts"
import { groupStub } from "../objects/stubs.ts"

type Env = Readonly<Record<string, unknown>>

export function callsTo(env: Env, group: string): GroupCalls {
  const stubs = new KeptStubs<GroupRpc>((name) => groupStub(env, name))
  const ask = <A>(question: (stub: GroupRpc) => Promise<A>) => stubs.ask(group, question)
  const take = async <A>(question: (stub: GroupRpc) => Promise<Result<A>>) =>
    valueOf(await ask(question))
  return {
    hello: (hello) => take((stub) => stub.hello(group, hello)),
    leave: (id, saidAtMs) => ask((stub) => stub.leave(group, id, saidAtMs)),
    send: (id, sent, message) => take((stub) => stub.send(group, id, sent, message)),
    remove: (id, member) => take((stub) => stub.remove(group, id, member)),
    now: (id, messages) => ask((stub) => stub.now(group, id, messages)),
    seen: (id, messages, guest) => take((stub) => stub.seen(group, id, messages, guest)),
    receipt: (sent) => ask((stub) => stub.receipt(group, sent)),
    history: (id, query) => take((stub) => stub.history(group, id, query)),
  }
}
