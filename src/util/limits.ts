// How much the server accepts, stores and sends: every limit that strangers could try to exceed, in one place.
// docs/limits.md describes what happens at each of them.

const KiB = 1024
const MiB = 1024 * KiB

/** Limits of one session. A route may set others, with `session: { limits }`. */
export interface SessionLimits {
  /** Sockets that are open at the same time. */
  readonly sockets: number
  /** The stored size of all changes to the document since the handler built it. */
  readonly documentBytes: number
  /** Models in the document. */
  readonly models: number
  /** Incomplete messages, of all sockets together. */
  readonly unfinishedBytes: number
  /** What was sent to a socket, and may not have been read. */
  readonly unreadBytes: number
  /** The same, for all open sockets together, and again for all sockets that the server has closed. */
  readonly allUnreadBytes: number
  /** Messages of one socket: a rate per second, and a burst. */
  readonly messagesPerSecond: number
  readonly messageBurst: number
  /** Bytes of one socket's messages. */
  readonly bytesPerSecond: number
  readonly byteBurst: number
  /** Answers to one socket's PULL-DOC-REQs. */
  readonly pullsPerSecond: number
  readonly pullBurst: number
  /** Copies that a session has published and that have not expired. */
  readonly snapshots: number
  readonly snapshotBytes: number
  /** Invitations that have neither expired nor been revoked. */
  readonly invitations: number
  /** Files that are uploaded to it at the same time. */
  readonly uploads: number
}

export const SESSION_LIMITS: SessionLimits = {
  sockets: 100,
  documentBytes: 32 * MiB,
  models: 50_000,
  unfinishedBytes: 48 * MiB,
  unreadBytes: 72 * MiB,
  allUnreadBytes: 72 * MiB,
  messagesPerSecond: 500,
  messageBurst: 5000,
  bytesPerSecond: 20 * MiB,
  byteBurst: 128 * MiB,
  pullsPerSecond: 5,
  pullBurst: 20,
  snapshots: 100,
  snapshotBytes: 16 * MiB,
  invitations: 200,
  uploads: 4,
}

/** Limits of one message of a client. For its bytes, see BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE. */
export const MESSAGE_LIMITS = {
  /** Default of BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE. */
  bytes: 20 * MiB,
  buffers: 10_000,
  /** Frames packed in one websocket message. */
  packedFrames: 40_000,
  /** Events in a PATCH-DOC. */
  events: 10_000,
  /** Those among them that are about all ranges of a plot: pans, zooms, resets. BokehJS sends each by itself. */
  rangeEvents: 10,
  /** From its first frame to its last. */
  receiveMs: 60_000,
  /**
   * All memory that it may allocate beyond its own bytes: unpacked and byte-swapped arrays. A small message can contain
   * many gzip bombs, or name one buffer many times.
   */
  madeBytes: 64 * MiB,
  /** The nesting of values. */
  depth: 512,
  /** The nesting in a frame, before it is read, because parsing deeply nested JSON is slow. */
  frameDepth: 10_000,
  /** Of ids, types and properties. */
  nameChars: 256,
} as const

/** Limits of requests for pages, and of what is stored with a socket. */
export const REQUEST_LIMITS = {
  /** A token in a request; Python's may carry all headers and cookies. Proxies would refuse longer ones. */
  tokenChars: 8192,
  /** A token that the server creates: it is in a header of every socket. */
  ownTokenChars: 2048,
  /** The size of an unpacked token, so that a small token cannot fill the memory. */
  payloadBytes: 64 * KiB,
  /** An admission. Sockets store it in their attachment: 16 KiB together with what the app attaches. */
  admissionChars: 12_000,
  /** What an app attaches to a socket. */
  attachedBytes: 2 * KiB,
  /** The user that an `auth` hook returns. */
  userBytes: 4 * KiB,
  /** The body of a POST to a group. */
  postBytes: 128 * KiB,
  elementIdChars: 256,
  /** Of a file that is uploaded. */
  fileNameChars: 255,
  /** From the begin of an upload to the file's last byte. Each 10 bytes of the file have 1 ms more. */
  fileMs: 60_000,
} as const

/** Text that an app lets a window show or copy: often a visitor wrote it. */
export const WINDOW_LIMITS = { noticeChars: 1000, copiedChars: 1_000_000 } as const

/** What a session publishes. */
export const SHARING_LIMITS = {
  titleChars: 200,
  noteChars: 4000,
  /** Small enough for a message to a group. */
  previewChars: 48 * KiB,
} as const

export const GROUP_LIMITS = {
  /** The groups that one session is in. */
  groupsOfSession: 100,
  members: 10_000,
  /** Members that one object serves itself. More members are served by shards of this size. */
  shardMembers: 500,
  /** Above this size, presence events are not sent. */
  announcedMembers: 500,
  messageBytes: 64 * KiB,
  /** The models of a message, which are stored beside it; for one session, a rate per second, and a burst. */
  models: { bytes: 16 * MiB, keptDays: 30, perSecond: 1, burst: 20 },
  /**
   * Volatile messages: for one session a rate per second, and the number of kinds that may wait; the newest of each kind
   * wins.
   */
  volatile: { bytes: 4 * KiB, perSecond: 25, kinds: 100 },
  /** The shared state, as JSON. */
  stateBytes: 64 * KiB,
  /** The parts of the shared state: each is stored with who has set it. */
  stateKeys: 1000,
  /** Members that one message may name. */
  targets: 1000,
  /** Kept for members that are away, and for `history`. Presence entries are useful only for a short time. */
  kept: { messages: 1000, messageBytes: 16 * MiB, others: 1000 },
  nameChars: 100,
  profileBytes: 4 * KiB,
  /** Messages and renamings of one member: a rate per second, and a burst. */
  messagesPerSecond: 20,
  messageBurst: 60,
  /** What a session has not yet sent to a group that cannot be reached. */
  unsentMessages: 100,
  /** The same for all of its groups together, because they are stored with the session. */
  unsentOfSession: { messages: 1000, bytes: 16 * MiB },
  historyMessages: 400,
} as const

/** Sessions that one address may start, as far as one isolate of the Worker knows: a burst, and a rate per second. */
export const NEW_SESSION_LIMITS = { burst: 500, perSecond: 5 } as const
