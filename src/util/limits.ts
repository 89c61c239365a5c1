// How much the server takes, keeps and sends: every limit that strangers could try, in one place. docs/limits.md says
// what happens at each.

const KiB = 1024
const MiB = 1024 * KiB

/** Of one session: a route may set others, with `session: { limits }`. */
export interface SessionLimits {
  /** Sockets that are open at once. */
  readonly sockets: number
  /** Of what has changed in the document since the handler built it, as it is stored. */
  readonly documentBytes: number
  /** Models in the document. */
  readonly models: number
  /** Messages of which not all frames have come, of all sockets together. */
  readonly unfinishedBytes: number
  /** What a socket was sent, and may not have read. */
  readonly unreadBytes: number
  /** The same, of all sockets together; of those that we have closed, once more. */
  readonly allUnreadBytes: number
  /** Messages of one socket: so many a second, in the long run, and so many at once. */
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
  /** Invitations that have neither ended nor been revoked. */
  readonly invitations: number
  /** Files that are sent to it at the same time. */
  readonly uploads: number
}

export const SESSION_LIMITS: SessionLimits = {
  sockets: 100,
  documentBytes: 32 * MiB,
  models: 50_000,
  unfinishedBytes: 48 * MiB,
  unreadBytes: 64 * MiB,
  allUnreadBytes: 64 * MiB,
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

/** Of one message of a client. Its bytes: BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE. */
export const MESSAGE_LIMITS = {
  /** Default of BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE. */
  bytes: 20 * MiB,
  buffers: 10_000,
  /** That come packed in one websocket message. */
  packedFrames: 40_000,
  /** Of a PATCH-DOC. */
  events: 10_000,
  /** From its first frame to its last. */
  receiveMs: 60_000,
  /**
   * All that it may make us allocate beyond its own bytes: unpacked and byte-swapped arrays. A small message can hold many
   * gzip bombs, or name one buffer many times.
   */
  madeBytes: 64 * MiB,
  /** Values within values. */
  depth: 512,
  /** The same of a frame, before it is read: to parse what is nested takes long. */
  frameDepth: 10_000,
  /** Of ids, types and properties. */
  nameChars: 256,
} as const

/** Of what a page is asked for, and what is kept with a socket. */
export const REQUEST_LIMITS = {
  /** A token that we read; Python's may carry all headers and cookies. Longer ones would be refused by proxies. */
  tokenChars: 8192,
  /** A token that we make: it travels in a header of every socket. */
  ownTokenChars: 2048,
  /** What a token unpacks to: stops a small token from filling the memory. */
  payloadBytes: 64 * KiB,
  /** Who is let into which session. Sockets keep it in their attachment: 16 KiB with what the app attaches. */
  admissionChars: 12_000,
  /** What an app attaches to a socket. */
  attachedBytes: 2 * KiB,
  /** What an `auth` hook says of a user. */
  userBytes: 4 * KiB,
  /** The body of a POST to a group. */
  postBytes: 128 * KiB,
  elementIdChars: 256,
  /** Of a file that is sent. */
  fileNameChars: 255,
} as const

/** Of what an app has a window show or copy: often it is what a visitor wrote. */
export const WINDOW_LIMITS = { noticeChars: 1000, copiedChars: 1_000_000 } as const

/** Of what a session publishes. */
export const SHARING_LIMITS = {
  titleChars: 200,
  noteChars: 4000,
  /** So that a message to a group has room for one. */
  previewChars: 48 * KiB,
} as const

export const GROUP_LIMITS = {
  /** That one session is in. */
  groupsOfSession: 100,
  members: 10_000,
  /** Members that one object serves itself; more are served by shards of as many. */
  shardMembers: 500,
  /** Above this size, presence events are not sent. */
  announcedMembers: 500,
  messageBytes: 64 * KiB,
  /** The models of a message, which are kept beside it; of one session, so many a second, and so many at once. */
  models: { bytes: 16 * MiB, keptDays: 30, perSecond: 1, burst: 20 },
  /** Messages of the moment: of one session so many a second, and so many kinds that wait; the newest of each wins. */
  volatile: { bytes: 4 * KiB, perSecond: 25, kinds: 100 },
  /** Of what its members share, as JSON. */
  stateBytes: 64 * KiB,
  /** Its parts: with each is kept who has set it. */
  stateKeys: 1000,
  /** Members that one message may name. */
  targets: 1000,
  /** Kept for members that are away, and for `history`; comings and goings are of use to nobody for long. */
  kept: { messages: 1000, messageBytes: 16 * MiB, others: 1000 },
  nameChars: 100,
  profileBytes: 4 * KiB,
  /** Messages and changes of its name of one member: so many a second, and so many at once. */
  messagesPerSecond: 20,
  messageBurst: 60,
  /** What a session has not yet sent to a group that can't be reached. */
  unsentMessages: 100,
  /** The same of all of its groups together: they are kept with the session. */
  unsentOfSession: { messages: 1000, bytes: 16 * MiB },
  historyMessages: 400,
} as const

/** Sessions that one address may start, as far as one isolate of the Worker knows: so many at once, and so many a second. */
export const NEW_SESSION_LIMITS = { burst: 500, perSecond: 5 } as const
