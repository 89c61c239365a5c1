// A server's operations, as counted in its runtime. The counts do not depend on the machine's speed.

export interface Counts {
  /** Requests to the Worker. */
  readonly requests: number
  /** Objects that were created or woken. */
  readonly wakes: number
  /** Opened sockets, and other requests to objects by fetch. */
  readonly objectFetches: number
  /** Calls of objects' methods by the Worker or by other objects. */
  readonly calls: number
  readonly alarms: number
  /** Received websocket messages, and their bytes. */
  readonly messagesIn: number
  readonly bytesIn: number
  readonly messagesOut: number
  readonly bytesOut: number
  readonly statements: number
  readonly rowsRead: number
  /** Includes set alarms, which cost the same. */
  readonly rowsWritten: number
  readonly bytesWritten: number
}

export const NOTHING: Counts = {
  requests: 0,
  wakes: 0,
  objectFetches: 0,
  calls: 0,
  alarms: 0,
  messagesIn: 0,
  bytesIn: 0,
  messagesOut: 0,
  bytesOut: 0,
  statements: 0,
  rowsRead: 0,
  rowsWritten: 0,
  bytesWritten: 0,
}

export type Count = keyof Counts

export function isCount(name: string): name is Count {
  return name in NOTHING
}

/** @param combine of each two counts of the same name */
export function combined(a: Counts, b: Counts, combine: (a: number, b: number) => number): Counts {
  const names = Object.keys(NOTHING).filter(isCount)
  const pairs = names.map((name) => [name, combine(a[name], b[name])] as const)
  return { ...NOTHING, ...Object.fromEntries(pairs) }
}
