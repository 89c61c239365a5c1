// The stage of a session, for its sides of groups: only a session that is awake sends and receives.

/** A session that is awake. */
export interface Running {
  /**
   * Calls an app's callback as part of the turn; the name is for the log. An error is reported, and stops no other
   * callback.
   */
  readonly call: (name: string, callback: () => unknown) => void
  /** Changes the document and the store in one step: all is stored, or nothing. */
  readonly turn: (action: () => void) => void
  /** Like `turn`, but stores after other sessions nearby have had their turn. Resolves when stored. */
  readonly lateTurn: (action: () => void) => Promise<void>
  /** A callback may wait for this answer from other members. */
  readonly asks: (answer: Promise<unknown>) => void
}

type Now =
  /** The handler is running: its requests take effect when it has finished. */
  | { readonly state: "building" }
  /** The handler has run; the document is not restored yet. */
  | { readonly state: "built" }
  | { readonly state: "awake"; readonly running: Running }
  /** The session starts anew, or has ended: nothing is sent, received or stored any more. */
  | { readonly state: "over" }

export class Stage {
  now: Now = { state: "building" }

  get isBuilding(): boolean {
    return this.now.state === "building"
  }

  /** Undefined unless the session is awake. */
  get running(): Running | undefined {
    return this.now.state === "awake" ? this.now.running : undefined
  }
}
