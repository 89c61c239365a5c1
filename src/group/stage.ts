// How far a session is, for its sides of groups: only one that is awake sends and receives.

/** The session, awake. */
export interface Running {
  /** Calls an app's callback as part of the turn; the name is for the log. One that throws is reported and stops no other. */
  readonly call: (name: string, callback: () => unknown) => void
  /** Does what changes the document and the store in one step: all of it is kept, or nothing. */
  readonly turn: (action: () => void) => void
  /** The same; it is stored when other sessions near have had their turn, and this resolves then. */
  readonly lateTurn: (action: () => void) => Promise<void>
  /** A callback may wait for this answer of other members. */
  readonly asks: (answer: Promise<unknown>) => void
}

type Now =
  /** The handler is running: what it asks for counts when it has run. */
  | { readonly state: "building" }
  /** The handler has run, the document is not yet as it was. */
  | { readonly state: "built" }
  | { readonly state: "awake"; readonly running: Running }
  /** The session starts anew, or has ended: nothing is sent, received or kept any more. */
  | { readonly state: "over" }

export class Stage {
  now: Now = { state: "building" }

  get isBuilding(): boolean {
    return this.now.state === "building"
  }

  /** While it is awake. */
  get running(): Running | undefined {
    return this.now.state === "awake" ? this.now.running : undefined
  }
}
