// A client's request to its session, and the reply: whether the message is accepted, what it changes, and OK when that is
// done. Source: Python bokeh.server.session, PROTOCOL.md S-rules

import { applyPatch } from "../document/apply-patch.ts"
import { replaceDocument } from "../document/document-json.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { Peer } from "../ports.ts"
import {
  type ClientMessage,
  isFromBokehJs,
  parseClientMessage,
} from "../protocol/client-messages.ts"
import type { RawMessage } from "../protocol/frames.ts"
import { MessageError } from "../protocol/protocol-error.ts"
import { error, ok, pullDocReply, serverInfoReply } from "../protocol/server-messages.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { CLOSE } from "../util/close-codes.ts"
import { errorText } from "../util/error-text.ts"
import { putNewest } from "../util/put-newest.ts"
import { unreachable } from "../util/unreachable.ts"
import { encodeFor } from "./array-forms.ts"
import { isEcho } from "./echo.ts"
import { looksOf } from "./looks.ts"
import { isChange, isLookingOn, policyRefusal } from "./message-policy.ts"
import { Pulls } from "./pulls.ts"
import type { Readers } from "./readers.ts"
import { isHarmless, refusedProperties } from "./refused-properties.ts"
import { passedOn } from "./relay.ts"
import { assertRoom } from "./room.ts"
import type { Sender } from "./sender.ts"
import type { SessionOptions } from "./session-options.ts"
import type { Turn, Turns } from "./turns.ts"

/** What several people do until one of them is connected again. */
const MAX_TAKEN = 1000

export interface ClientRequestsOptions extends SessionOptions {
  readonly readers: Readers
  readonly sender: Sender
  readonly turns: Turns
  /** No reply is possible. */
  readonly refuse: (peer: Peer, failure: unknown) => void
}

export class ClientRequests {
  readonly pulls: Pulls
  /**
   * The turns of changes by pages, by the messages' ids, oldest first. A page sends a change again if the reply was lost with
   * its connection: it gets the same reply, since callbacks must not run twice.
   */
  readonly #taken = new Map<string, Turn>()
  readonly #options: ClientRequestsOptions
  readonly #document: Document
  readonly #sender: Sender
  readonly #turns: Turns

  constructor(options: ClientRequestsOptions) {
    const { document, sender, turns } = options
    this.#options = options
    this.#document = document
    this.#sender = sender
    this.#turns = turns
    this.pulls = new Pulls({
      ...options,
      answer: (peer, msgid) => this.#reply(peer, msgid),
    })
  }

  /** @throws MessageError when it is rejected, ProtocolError when it cannot be read */
  take(peer: Peer, message: RawMessage, bytes: number): void {
    if (this.#isIdle(peer, message)) return this.#sender.send(peer, ok, message.msgid)
    const { hooks, viewerMessages } = this.#options
    try {
      const refusal =
        policyRefusal(peer, message, viewerMessages) ?? hooks?.receive?.(peer, message)
      if (refusal !== undefined) throw new MessageError(message.msgid, refusal)
      if (isFromBokehJs(message)) peer.noteBokehJs()
      if (isChange(message)) assertRoom(message, bytes, this.#options)
    } catch (failure) {
      this.#noteRefused(peer, message.content)
      throw failure
    }
    this.#handle(peer, parseClientMessage(message))
    this.#turns.answered(peer)
  }

  /** Nothing happens except for the reply. */
  #isIdle(peer: Peer, message: RawMessage): boolean {
    const { graph } = internalsOf(this.#document)
    if (message.msgtype === "PATCH-DOC" && isEcho(message.content, this.#document)) return true
    return isLookingOn(peer, message, this.#options.viewerMessages) && isHarmless(message, graph)
  }

  #handle(peer: Peer, message: ClientMessage): void {
    switch (message.msgtype) {
      case "PULL-DOC-REQ": {
        this.pulls.ask(peer, message.msgid)
        break
      }
      case "PUSH-DOC": {
        const { doc, buffers } = message
        const { inflate, readers } = this.#options
        this.#turn(peer, message, () => {
          const internals = internalsOf(this.#document)
          const isTaken = internals.changeAs(peer, () =>
            replaceDocument(this.#document, doc, buffers, inflate),
          )
          internals.build.isReplaced = true
          // BokehJS keeps models, and their ids, for half a minute after they left. It connects again, and pulls.
          for (const one of isTaken ? readers.peers : []) {
            if (one !== peer && one.isBokehJs) one.close(CLOSE.diverged, "")
          }
        })
        break
      }
      case "PATCH-DOC": {
        const taken = this.#taken.get(message.msgid)
        if (taken !== undefined) {
          void this.#answer(peer, message.msgid, taken)
          break
        }
        const patch = { ...message, inflate: this.#options.inflate }
        const turn = this.#turn(peer, message, () => {
          const messages = applyPatch(this.#document, patch, peer, peer)
          this.#turns.sendLater(passedOn(peer, messages, this.#options.readers.peers))
        })
        if (isFromBokehJs(message)) this.#noteTaken(message.msgid, turn) // other clients' ids are not unique
        break
      }
      case "SERVER-INFO-REQ": {
        const versions = { bokeh: BOKEH_VERSION, server: BOKEH_VERSION }
        this.#sender.send(peer, serverInfoReply, message.msgid, versions)
        break
      }
      default:
        unreachable(message)
    }
  }

  #noteTaken(msgid: string, turn: Turn): void {
    putNewest(this.#taken, msgid, turn, MAX_TAKEN)
  }

  /** Applies a client's change to the document, then sends it to everybody, and the result to the client. */
  #turn(peer: Peer, message: ClientMessage, change: () => void): Turn {
    const taken = this.#turns.take(peer, (turn) => {
      try {
        change()
      } catch (failure) {
        turn.failures.push(errorText(failure))
        this.#noteRefused(peer, message)
      }
    })
    void this.#answer(peer, message.msgid, taken)
    return taken
  }

  /** The peer has changed, only on its side, what the message names. */
  #noteRefused(peer: Peer, content: unknown): void {
    const { graph } = internalsOf(this.#document)
    this.#turns.crossings.noteRefused(peer, refusedProperties(content, graph))
  }

  /**
   * Replies after callbacks that wait for others, and after asynchronous callbacks that throw without waiting for anything
   * outside.
   */
  async #answer(peer: Peer, msgid: string, turn: Turn): Promise<void> {
    const { callbacks } = internalsOf(this.#document)
    if (turn.waits.length > 0) await Promise.all(turn.waits)
    if (!callbacks.areIdle) await callbacks.settled()
    const { bursts } = this.#turns
    if (turn.isGestureEnd && bursts.areUnstored) await bursts.stored(turn.failures)
    const [failure] = turn.failures
    try {
      if (failure === undefined) this.#sender.send(peer, ok, msgid)
      else this.#sender.send(peer, error, msgid, failure)
    } catch (thrown) {
      this.#options.refuse(peer, thrown)
    }
  }

  /** Replies with the whole document, or with the reason why an app's document cannot be written. */
  #reply(peer: Peer, reqid: string): void {
    try {
      const { journal } = this.#turns
      const { doc, buffers } = encodeFor(peer, this.#document, {
        ...this.#options,
        wasSeen: journal.wasSeen,
        leftOut: (what, failure) => void this.#turns.failed(`${what} could not be sent`, failure),
      })
      this.#sender.send(peer, pullDocReply, reqid, doc, buffers)
      journal.pulled()
      const looks = looksOf(internalsOf(this.#document).graph.all())
      // In a message of its own: BokehJS drops what arrives in one message with the document, before it has that document.
      this.#options.soon(() => this.#turns.sendLooks(looks, peer))
    } catch (failure) {
      const text = this.#turns.failed("the document could not be sent", failure)
      this.#sender.send(peer, error, reqid, text)
    }
  }
}
