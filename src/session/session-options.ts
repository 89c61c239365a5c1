// What a session is given by the object that holds it.

import type { Document } from "../document/document.ts"
import type { RangesPolicy } from "../document/window-ranges.ts"
import type { Log, Peer, Random, SlowTimers, Timers } from "../ports.ts"
import type { FrameLimits, OutFrame, RawMessage } from "../protocol/frames.ts"
import type { Inflate } from "../serialization/decode.ts"
import type { Deflate } from "../serialization/encode.ts"
import type { SessionLimits } from "../util/limits.ts"
import type { RecordStore } from "./journal.ts"

export interface SessionOptions {
  readonly document: Document
  /** Of the app's code, where it is known. */
  readonly version?: string | undefined
  readonly store: RecordStore
  readonly log: Log
  /** Logs what an app did wrong. @returns what clients get to see */
  readonly report: (what: string, failure: unknown) => string
  readonly limits: FrameLimits & SessionLimits
  readonly random: Random
  readonly inflate: Inflate
  readonly deflate: Deflate
  /** Calls back soon, after what runs now: for changes that come outside of any message. */
  readonly soon: (action: () => void) => void
  readonly timers: Timers
  readonly slowTimers?: SlowTimers
  /** What the app keeps beside the document. `store` says whether there was anything to store. */
  readonly appState?: { store(): boolean }
  /** Something of the document was stored. */
  readonly stored?: (() => void) | undefined
  /** When what copies are of was changed last, where not every change is of that; undefined where that is as before. */
  readonly changedAtMs?: (() => number | undefined) | undefined
  readonly hooks?: PeerHooks
  /** The types of the app's messages that viewers may send. */
  readonly viewerMessages?: readonly string[] | undefined
  readonly ranges?: RangesPolicy | undefined
}

/** What the app has to say to each message; what a hook throws closes that peer. */
export interface PeerHooks {
  /** @returns why the message is not taken, or undefined when it is */
  readonly receive?: ((peer: Peer, message: RawMessage) => string | undefined) | undefined
  /** @returns whether the message goes out */
  readonly send?: ((peer: Peer, frames: readonly OutFrame[]) => boolean) | undefined
}
