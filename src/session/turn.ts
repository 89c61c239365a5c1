// What a session is at.

/** What the session is at: nothing, waiting to publish a change, or in the turn of a client's message. */
export type Phase = { readonly phase: "idle" } | { readonly phase: "flushDue" } | Turn

export interface Turn {
  readonly phase: "turn"
  /** The answer to the client in place of OK. */
  readonly failures: string[]
  /** Callbacks that it has caused, and that have to wait for others: they have begun when these resolve. */
  readonly waits: Promise<void>[]
  /** The client has put another document in the place of this one. */
  isReplaced: boolean
  /** The client says where a pan or a zoom has led: its answer waits until that is stored. */
  isGestureEnd: boolean
}

export function newTurn(): Turn {
  return { phase: "turn", failures: [], waits: [], isReplaced: false, isGestureEnd: false }
}
