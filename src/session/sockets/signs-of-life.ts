// Which sockets still have a page at their end. The package's pages ping, and the runtime answers without waking the
// object. A laptop that was closed sends nothing, and its socket stays open for minutes.

import type { Clock } from "../../ports.ts"
import type { SocketPeer } from "./socket-peer.ts"

/** A page pings every 15 s, a tab in the background once a minute, and a page that is asked immediately. */
const SILENT_MS = 75_000
const ASK_AFTER_MS = 5000
const ANSWER_MS = 15_000
/** Keeps each message of a busy group from causing another check. */
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

  /** @returns the peers whose page has vanished without closing. The others are asked for a sign of life. */
  look(peers: () => readonly SocketPeer[]): readonly SocketPeer[] {
    const nowMs = this.#clock.now()
    if (apart(nowMs, this.#lookedAtMs) < LOOK_AGAIN_MS) return []
    this.#lookedAtMs = nowMs
    return peers().filter((peer) => {
      const { pingedAtMs } = peer
      return pingedAtMs !== undefined && this.#isSilent(peer, pingedAtMs, nowMs)
    })
  }

  /** Also asks the peer when that is due. */
  #isSilent(peer: SocketPeer, pingedAtMs: number, nowMs: number): boolean {
    if (nowMs - pingedAtMs > SILENT_MS) return true
    const askedAtMs = this.#askedAtMs.get(peer)
    // A ping that lies in the future was received before the clock was set back.
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

/** The absolute difference, since a clock may be set back. */
function apart(oneMs: number, otherMs: number): number {
  return Math.abs(oneMs - otherMs)
}
