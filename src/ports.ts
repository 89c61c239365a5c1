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

/** The one alarm of an object. */
export interface Alarm {
  /** Milliseconds since the epoch; takes the place of an earlier one. */
  set(atMs: number): Promise<void>
}

/** Sending to a closed socket does nothing; closing closes, whatever code and reason. */
export interface Socket {
  readonly isOpen: boolean
  send(frame: string | Uint8Array): void
  close(code: number, reason: string): void
}

/** A socket that outlives its object's memory. */
export interface KeptSocket extends Socket {
  /** What is kept with it: at most 16 KiB. */
  attachment: unknown
  /** When its page last said by itself that it is there, in ms since the epoch; undefined when it never has. */
  readonly pingedAtMs: number | undefined
}

/** A socket that is not accepted yet. */
export interface NewSocket extends KeptSocket {
  /** Accepts it; from now on it outlives its object's memory, and the object receives its messages. */
  keep(): void
  /** Accepts it as long as the object lives. */
  listen(listener: SocketListener): void
}

export interface SocketListener {
  readonly message: (frame: string | ArrayBuffer) => void
  readonly closed: () => void
}

/** The sockets of one object that were accepted. */
export interface Sockets {
  readonly all: readonly KeptSocket[]
}

/** A socket's other end, as a session sees it. */
export interface Peer extends Socket {
  /** Its changes are refused. */
  readonly isViewer: boolean
  /** Its page is somebody else's, and may run scripts that it is sent in HTML. */
  readonly isEmbedded: boolean
  /** Code that it brings into the document is taken, and so are whole documents. */
  readonly mayBringCode: boolean
  /** It has the server's key: no visitor's client, also where those may bring code. */
  readonly holdsKey: boolean
  /** Of its BokehJS, where the page says it, or of Python's Bokeh, where the program does. */
  readonly bokehVersion: string | undefined
  /** It is known to be BokehJS; Python's clients and others are not. */
  readonly isBokehJs: boolean
  noteBokehJs(): void
  /** What was sent so far leaves now, and not with the rest of the turn. */
  flush(): void
}
