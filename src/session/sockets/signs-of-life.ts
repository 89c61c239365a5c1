// Which sockets still have a page at their end. Pages of ours ping, and the runtime answers without waking the object; a
// laptop that was closed says nothing, and its socket stays open for minutes.

import type { Clock } from "../../ports.ts"
import type { SocketPeer } from "./socket-peer.ts"

/** A page pings every 15 s, a tab in the background once a minute, and whoever is asked at once. */
const SILENT_MS = 75_000
const ASK_AFTER_MS = 5000
const ANSWER_MS = 15_000
/** What each message of a busy group would find out anew. */
const LOOK_AGAIN_MS = 1000

export class SignsOfLife {
  readonly #clock: Clock
  readonly #ask: (peer: SocketPeer) => void
  readonly #askedAtMs = new WeakMap<SocketPeer, number>()
  #lookedAtMs = -Infinity

  constructor(clock: Clock, ask: (peer: SocketPeer) => void) {
    this.#clock = clock
    this.#ask = ask
  }

  /** @returns those whose page is gone without a word. The others are asked for a sign of life. */
  look(peers: () => readonly SocketPeer[]): readonly SocketPeer[] {
    const nowMs = this.#clock.now()
    if (apart(nowMs, this.#lookedAtMs) < LOOK_AGAIN_MS) return []
    this.#lookedAtMs = nowMs
    return peers().filter((peer) => {
      const { pingedAtMs } = peer
      return pingedAtMs !== undefined && this.#isSilent(peer, pingedAtMs, nowMs)
    })
  }

  /** Asks it when that is due. */
  #isSilent(peer: SocketPeer, pingedAtMs: number, nowMs: number): boolean {
    if (nowMs - pingedAtMs > SILENT_MS) return true
    const askedAtMs = this.#askedAtMs.get(peer)
    // What has pinged in the time to come did so before the clock was set back.
    if (askedAtMs !== undefined && (askedAtMs > pingedAtMs || pingedAtMs > nowMs)) {
      return apart(nowMs, askedAtMs) >= ANSWER_MS
    }
    if (apart(nowMs, pingedAtMs) >= ASK_AFTER_MS) {
      this.#askedAtMs.set(peer, nowMs)
      this.#ask(peer)
    }
    return false
  }
}

/** A clock may be set back. */
function apart(oneMs: number, otherMs: number): number {
  return Math.abs(oneMs - otherMs)
}
