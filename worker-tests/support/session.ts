// A session with the test's own document and sockets that record.

import { gunzipSync, gzipSync } from "node:zlib"

import { Document, internalsOf } from "../../src/document/document.ts"
import type { RangesPolicy } from "../../src/document/window-ranges.ts"
import type { Log } from "../../src/ports.ts"
import type { PeerHooks } from "../../src/session/session-options.ts"
import { Session } from "../../src/session/session.ts"
import { FakeClock } from "../../src/testing/fake-clock.ts"
import { MemoryStore } from "../../src/testing/memory-store.ts"
import { errorText } from "../../src/util/error-text.ts"
import { SESSION_LIMITS, type SessionLimits } from "../../src/util/limits.ts"
import { FakePeer } from "./fake-peer.ts"

/** A message id as BokehJS makes it. */
export const BOKEHJS_ID = "0123456789ABCDEF0123456789ABCDEF"

type Join = (options?: ConstructorParameters<typeof FakePeer>[0]) => FakePeer

export interface TestSession {
  readonly session: Session
  readonly document: Document
  readonly store: MemoryStore
  readonly errors: string[]
  /** With the callback's name, if there is one. */
  readonly warnings: string[]
  readonly clock: FakeClock
  /** A new socket that has received its ACK. */
  readonly join: Join
  /** A new socket that has also pulled the document. */
  readonly pulled: Join
  /** Sends a complete message from the peer. */
  readonly send: (peer: FakePeer, msgtype: string, content: object, msgid?: string) => void
  readonly patch: (peer: FakePeer, ...events: readonly object[]) => void
  /** Runs the session's deferred work. */
  readonly settle: () => Promise<void>
}

export function createSession(
  build: (doc: Document) => void,
  { limits, ...hooks }: PeerHooks & { readonly limits?: Partial<SessionLimits> } = {},
  ranges: RangesPolicy = "shared",
): TestSession {
  const document = new Document()
  build(document)
  internalsOf(document).takeChanges() // as buildDocument does
  const store = new MemoryStore()
  const errors: string[] = []
  const warnings: string[] = []
  const clock = new FakeClock()
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message, { callback } = {}) => warnings.push(`${message} ${String(callback)}`),
    error: (message) => errors.push(message),
  }
  const session = new Session({
    document,
    hooks,
    ranges,
    store,
    log,
    report: (what, failure) => {
      errors.push(what)
      return errorText(failure)
    },
    limits: { ...SESSION_LIMITS, ...limits, maxMessageBytes: 1 << 20, maxBuffers: 100 },
    random: { alphanumeric: (count) => "x".repeat(count) },
    inflate: (bytes) => gunzipSync(bytes),
    deflate: (bytes) => gzipSync(bytes),
    soon: queueMicrotask,
    timers: clock,
  })
  const send = (peer: FakePeer, msgtype: string, content: object, msgid = "c1") => {
    for (const frame of [{ msgid, msgtype }, {}, content]) {
      session.receive(peer, JSON.stringify(frame))
    }
  }
  const join: Join = (options) => {
    const peer = new FakePeer(options)
    session.open(peer)
    peer.take()
    return peer
  }
  return {
    session,
    document,
    store,
    errors,
    warnings,
    clock,
    send,
    join,
    pulled: (options) => {
      const peer = join(options)
      send(peer, "PULL-DOC-REQ", {})
      peer.take()
      return peer
    },
    patch: (peer, ...events) => send(peer, "PATCH-DOC", { events }),
    settle: async () => {
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

/** A ModelChanged as clients send it. */
export function modelChanged(id: string, attr: string, value: unknown): object {
  return { kind: "ModelChanged", model: { id }, attr, new: value }
}
