// What a session asks of a group's object.

import { valueOf } from "../group/group-error.ts"
import type { GroupCalls } from "../group/membership-ports.ts"
import { groupStub } from "../objects/stubs.ts"

type Env = Readonly<Record<string, unknown>>

export function callsTo(env: Env, group: string): GroupCalls {
  const stub = () => groupStub(env, group)
  return {
    hello: async (hello) => valueOf(await stub().hello(group, hello)),
    leave: (id) => stub().leave(group, id),
    send: async (id, sent, message) => valueOf(await stub().send(group, id, sent, message)),
    remove: async (id, member) => valueOf(await stub().remove(group, id, member)),
    now: (id, messages) => stub().now(group, id, messages),
    seen: async (id, messages, guest) => valueOf(await stub().seen(group, id, messages, guest)),
    receipt: (sent) => stub().receipt(group, sent),
    history: async (id, query) => valueOf(await stub().history(group, id, query)),
  }
}
