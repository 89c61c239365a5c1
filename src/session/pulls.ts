// When a PULL-DOC-REQ gets its reply: immediately; but a socket that pulls often gets it later, and only for its last
// request.

import type { Peer, Timers } from "../ports.ts"
import { error } from "../protocol/server-messages.ts"
import { Bucket } from "../util/bucket.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { SessionLimits } from "../util/limits.ts"
import { assertReads } from "./old-python.ts"
import type { Sender } from "./sender.ts"

export interface PullsOptions {
  readonly limits: SessionLimits
  readonly timers: Timers
  readonly sender: Pick<Sender, "send">
  readonly answer: (peer: Peer, msgid: string) => void
}

const ASKED_AGAIN = "the client asked for the document again before this was answered"

interface Asking {
  readonly bucket: Bucket
  waiting: { readonly msgid: string; readonly stop: () => void } | undefined
}

export class Pulls {
  readonly #options: PullsOptions
  readonly #asking = new Map<Peer, Asking>()

  constructor(options: PullsOptions) {
    this.#options = options
  }

  /** @throws MessageError for a client that could not read the reply */
  ask(peer: Peer, msgid: string): void {
    assertReads(peer, msgid)
    const { timers, sender, answer } = this.#options
    const asking = this.#askingOf(peer)
    const { waiting } = asking
    waiting?.stop()
    asking.waiting = undefined
    if (waiting !== undefined) sender.send(peer, error, waiting.msgid, ASKED_AGAIN)
    const waitMs = asking.bucket.take(1, timers.now())
    if (waitMs === 0) return answer(peer, msgid)
    const stop = timers.after(waitMs, () => {
      asking.waiting = undefined
      this.ask(peer, msgid)
    })
    asking.waiting = { msgid, stop }
  }

  stop(peer: Peer): void {
    this.#asking.get(peer)?.waiting?.stop()
    this.#asking.delete(peer)
  }

  #askingOf(peer: Peer): Asking {
    const { pullBurst: burst, pullsPerSecond: perSecond } = this.#options.limits
    return getOrMake(this.#asking, peer, () => {
      return { bucket: new Bucket({ burst, perSecond }), waiting: undefined }
    })
  }
}
