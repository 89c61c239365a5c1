// What a server has done, as counted in its runtime: nothing of it depends on how fast the machine is.

export interface Counts {
  /** Of the Worker. */
  readonly requests: number
  /** Objects that came to life: new, or woken. */
  readonly wakes: number
  /** Sockets that were opened, and other requests to objects by fetch. */
  readonly objectFetches: number
  /** Calls of objects' methods, by the Worker or by other objects. */
  readonly calls: number
  readonly alarms: number
  /** Websocket messages that came in, and how many bytes. */
  readonly messagesIn: number
  readonly bytesIn: number
  readonly messagesOut: number
  readonly bytesOut: number
  readonly statements: number
  readonly rowsRead: number
  /** Alarms that were set are among them: they cost the same. */
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
