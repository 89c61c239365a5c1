// What a session gets from the object that holds it.

import type { SessionHistory } from "../app/versions.ts"
import type { Document } from "../document/document.ts"
import type { RangesPolicy } from "../document/window-ranges.ts"
import type { Log, Peer, Random, SlowTimers, Timers } from "../ports.ts"
import type { FrameLimits, OutFrame, RawMessage } from "../protocol/frames.ts"
import type { Inflate } from "../serialization/decode.ts"
import type { Deflate } from "../serialization/encode.ts"
import type { SessionLimits } from "../util/limits.ts"
import type { JournalOptions, RecordStore } from "./journal.ts"

export interface SessionOptions {
  readonly document: Document
  /** The version of the app's code, if known. */
  readonly version?: string | undefined
  readonly store: RecordStore
  readonly log: Log
  /** Logs a fault of the app. @returns the text for clients */
  readonly report: (what: string, failure: unknown) => string
  readonly limits: FrameLimits & SessionLimits
  readonly random: Random
  readonly inflate: Inflate
  readonly deflate: Deflate
  /** Runs the action soon, after the current one: for changes outside of messages. */
  readonly soon: (action: () => void) => void
  readonly timers: Timers
  readonly slowTimers?: SlowTimers
  readonly appState?: JournalOptions["appState"]
  /** Undefined: the route keeps no versions. */
  readonly history?: Pick<SessionHistory, "stored" | "changedAtMs"> | undefined
  readonly hooks?: PeerHooks
  /** The types of the app's messages that viewers may send. */
  readonly viewerMessages?: readonly string[] | undefined
  readonly ranges?: RangesPolicy | undefined
}

/** The app's hooks for messages. A hook that throws closes that peer. */
export interface PeerHooks {
  /** @returns why the message is dropped, or undefined when it is accepted */
  readonly receive?: ((peer: Peer, message: RawMessage) => string | undefined) | undefined
  /** @returns whether the message is sent */
  readonly send?: ((peer: Peer, frames: readonly OutFrame[]) => boolean) | undefined
}
