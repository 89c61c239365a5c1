// The bindings of the objects, for tests that look into one or evict it.

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
