// A session that can be killed and restarted on its store any number of times.

import { gunzipSync, gzipSync } from "node:zlib"

import type { Handler } from "../../src/app/handler.ts"
import { encodeDocument } from "../../src/document/document-json.ts"
import { type Document, internalsOf } from "../../src/document/document.ts"
import type { RawMessage } from "../../src/protocol/frames.ts"
import { buildDocument } from "../../src/session/build-document.ts"
import { storeDocument } from "../../src/session/journal.ts"
import { restoreSession } from "../../src/session/restore.ts"
import { Session } from "../../src/session/session.ts"
import { FakeClock } from "../../src/testing/fake-clock.ts"
import { MemoryStore } from "../../src/testing/memory-store.ts"
import { SESSION_LIMITS } from "../../src/util/limits.ts"
import { FakePeer, type FakePeerOptions } from "./fake-peer.ts"
import { NO_SESSION } from "./no-session.ts"
import { BOKEHJS_ID } from "./session.ts"

export class RestartableSession {
  readonly store = new MemoryStore()
  readonly errors: string[] = []
  readonly #handler: Handler
  readonly #options: FakePeerOptions
  #peer: FakePeer
  #session: Session | undefined
  #document: Document | undefined
  #lastMsgid = 0
  #clock = new FakeClock()

  /** @param options of its only client */
  constructor(handler: Handler, options: FakePeerOptions = {}) {
    this.#handler = handler
    this.#options = options
    this.#peer = new FakePeer(options)
  }

  /** Starts or restarts without anything in memory. One client opens a socket and pulls. */
  async restart(handler = this.#handler): Promise<void> {
    const clock = new FakeClock()
    this.#clock = clock
    this.#document = (await buildDocument(handler, NO_SESSION)).document
    restoreSession(this.#document, this.store, {
      version: "1",
      lost: ({ reason }) => this.errors.push(reason),
      damaged: (which, reason) => this.errors.push(`${which}: ${reason}`),
    })
    this.#session = new Session({
      document: this.#document,
      version: "1",
      store: this.store,
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: (message) => this.errors.push(message),
      },
      report: (what) => {
        this.errors.push(what)
        return what
      },
      limits: { ...SESSION_LIMITS, maxMessageBytes: 1 << 24, maxBuffers: 1000 },
      random: { alphanumeric: (count) => "x".repeat(count) },
      inflate: gunzipSync,
      deflate: (bytes) => gzipSync(bytes),
      soon: (action) => queueMicrotask(action),
      timers: clock,
    })
    this.#peer = new FakePeer(this.#options)
    this.#session.open(this.#peer)
    await this.send("PULL-DOC-REQ", {})
    clock.advance(1000)
  }

  /** Sends a message and waits for all its effects. @returns the last message's type */
  async send(
    msgtype: string,
    content: object,
    buffers: readonly ArrayBuffer[] = [],
  ): Promise<string> {
    const header = { msgid: `c${++this.#lastMsgid}`, msgtype, num_buffers: buffers.length }
    for (const part of [header, {}, content]) {
      this.#session?.receive(this.#peer, JSON.stringify(part))
    }
    buffers.forEach((buffer, i) => {
      this.#session?.receive(this.#peer, JSON.stringify({ id: `${i}` }))
      this.#session?.receive(this.#peer, buffer)
    })
    const reply = this.#peer.takeTypes().at(-1) ?? `closed ${this.#peer.closed?.code ?? ""}`
    await new Promise((resolve) => setImmediate(resolve))
    return reply
  }

  /** The document that a new client receives. */
  async pull(): Promise<RawMessage> {
    const reply = this.watch()
      .take()
      .find(({ msgtype }) => msgtype === "PULL-DOC-REPLY")
    if (reply === undefined) throw new Error("the pull was not answered")
    return reply
  }

  /** Lets time pass, so that deferred changes are stored and sent. */
  pass(ms: number): void {
    this.#clock.advance(ms)
  }

  /** A window that has just pulled the document, and receives all later changes. */
  watch(): FakePeer {
    const peer = new FakePeer()
    this.#session?.open(peer)
    for (const part of [{ msgid: BOKEHJS_ID, msgtype: "PULL-DOC-REQ" }, {}, {}]) {
      this.#session?.receive(peer, JSON.stringify(part))
    }
    return peer
  }

  patch(...events: readonly object[]): Promise<string> {
    return this.send("PATCH-DOC", { events })
  }

  /** Stores all changes as a checkpoint, as after many turns. */
  checkpoint(): void {
    storeDocument(this.store, {
      document: this.document,
      version: "1",
      leftOut: (what) => this.errors.push(`${what} was not stored`),
    })
  }

  get document(): Document {
    if (this.#document === undefined) throw new Error("not started")
    return this.#document
  }

  /** The complete state, byte by byte. */
  state(): string {
    const { doc, buffers } = encodeDocument(this.document)
    const { graph } = internalsOf(this.document)
    return [
      JSON.stringify([doc, graph.lastNumber, graph.theme.json]),
      ...buffers.map(({ id, data }) => `${id}:${Buffer.from(data).toString("hex")}`),
    ].join("\n")
  }
}
