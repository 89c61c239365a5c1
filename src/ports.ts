// The narrow interfaces through which the pure folders reach the outside world. The edge (http, runtime) implements them.

/** The wall clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Timers extends Clock {
  /** Calls `action` once, unless the returned function is called first. */
  after(ms: number, action: () => void): () => void
}

/** Timers that outlive the object that set them. Each is identified by its slot. */
export interface SlowTimers {
  /** Calls `action` once, `ms` after the first call for this slot. @returns a function that cancels it */
  after(slot: number, ms: number, action: () => void): () => void
}

export interface Random {
  /** `count` random characters of [a-zA-Z0-9]. */
  alphanumeric(count: number): string
}

export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** Small strings by key, stored with a session. */
export interface MetaStore {
  getMeta(key: string): string | undefined
  setMeta(key: string, value: string): void
  deleteMeta(key: string): void
}

/** An object's only alarm. */
export interface Alarm {
  /** Milliseconds since the epoch. Replaces an earlier alarm. */
  set(atMs: number): Promise<void>
}

/** Sending to a closed socket does nothing. Closing always closes, whatever the code and reason. */
export interface Socket {
  readonly isOpen: boolean
  send(frame: string | Uint8Array): void
  close(code: number, reason: string): void
}

/** A socket that outlives its object's memory. */
export interface KeptSocket extends Socket {
  /** Stored with the socket: at most 16 KiB. */
  attachment: unknown
  /** When its page last sent a ping by itself, in ms since the epoch; undefined before the first ping. */
  readonly pingedAtMs: number | undefined
}

/** A socket that has not been accepted yet. */
export interface NewSocket extends KeptSocket {
  /** Accepts it. From now on it outlives its object's memory, and the object receives its messages. */
  keep(): void
  /** Accepts it for as long as the object stays in memory. */
  listen(listener: SocketListener): void
}

export interface SocketListener {
  readonly message: (frame: string | ArrayBuffer) => void
  readonly closed: () => void
}

/** The accepted sockets of one object. */
export interface Sockets {
  readonly all: readonly KeptSocket[]
}

/** A socket's other end, as a session sees it. */
export interface Peer extends Socket {
  /** Its changes are refused. */
  readonly isViewer: boolean
  /** Its page belongs to another site, and may run scripts in HTML that it receives. */
  readonly isEmbedded: boolean
  /** It may bring code into the document, and may send whole documents. */
  readonly mayBringCode: boolean
  /** It has the server's key. A visitor's client never does, even where visitors may bring code. */
  readonly holdsKey: boolean
  /** The version of its BokehJS, if the page sends it, or of Python's Bokeh, if the program does. */
  readonly bokehVersion: string | undefined
  /** It is known to be BokehJS, unlike Python's clients and others. */
  readonly isBokehJs: boolean
  noteBokehJs(): void
  /** Sends everything queued so far now, and not at the end of the turn. */
  flush(): void
}
