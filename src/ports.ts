// The narrow interfaces through which the pure folders reach the world. The edge (http, runtime) implements them.

/** The wall clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Timers {
  /** Milliseconds, of a clock that does not go back. */
  now(): number
  /** Calls `action` once, unless the returned function is called before. */
  after(ms: number, action: () => void): () => void
}

/** Timers that outlive the object which set them; each is known by its slot. */
export interface SlowTimers {
  /** Calls `action` once, `ms` after this was first asked for the slot. @returns what stops it */
  after(slot: number, ms: number, action: () => void): () => void
}

export interface Random {
  /** `count` random characters of [a-zA-Z0-9]. */
  alphanumeric(count: number): string
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** One socket, as a session sees it. Sending to a closed peer does nothing; closing closes, whatever code and reason. */
export interface Peer {
  readonly isOpen: boolean
  send(frame: string | Uint8Array): void
  close(code: number, reason: string): void
}
