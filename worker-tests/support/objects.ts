// The bindings of the objects, for tests that inspect or evict one.

type Env = Readonly<Record<string, unknown>>

export function sessionsOf({ SESSIONS }: Env): DurableObjectNamespace {
  return SESSIONS as DurableObjectNamespace
}

export function groupsOf({ GROUPS }: Env): DurableObjectNamespace {
  return GROUPS as DurableObjectNamespace
}

export function snapshotsOf({ SNAPSHOTS }: Env): DurableObjectNamespace {
  return SNAPSHOTS as DurableObjectNamespace
}
