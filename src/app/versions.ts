// Earlier states of a session, as an app sees them, and undo for each person.

import type { HasProps } from "../model/has-props.ts"
import type { Connection } from "./connection.ts"
import { type PublishOptions, SharingError, type Snapshot } from "./sharing.ts"

export interface VersionsOptions {
  /** How many are kept: the oldest without a name go first; default 50. */
  readonly keep?: number
  /** How many bytes all of them may have; default 8 MiB. */
  readonly bytes?: number
  /** Seconds: while somebody changes the document, one is kept at most as often; default 30. */
  readonly every?: number
  /** How many steps of each person can be undone; default 100. */
  readonly undo?: number
}

/** A state that the session had. */
export interface Version {
  readonly id: string
  readonly name: string | undefined
  /** Milliseconds since the epoch. */
  readonly takenAtMs: number
  /**
   * Who has changed something since the one before, where that is known: the user's `name`, or the one in what the app has
   * attached to the window.
   */
  readonly by: readonly string[]
  /** What it is, as the app has said when it was kept. */
  readonly about: string | undefined
  readonly bytes: number
}

export interface Versions {
  /** The newest first. */
  list(): readonly Version[]
  /** In the handler: what the document is now, in a few words, asked for whenever a version is kept. */
  describe(about: () => string): void
  /** Keeps the state of now, under a name. @throws SharingError */
  keep(name: string): Version
  /** Gives a version a name, or another: one with a name is kept until it has none. @throws SharingError */
  name(id: string, name: string | undefined): void
  /**
   * Makes the session what it was then, `context.state` included, when what runs now is done. What it is now is kept as a
   * version before. The handler runs again, and all windows connect again. @throws SharingError
   */
  restore(id: string): void
  /** As `context.publish`, with the document as it was then. Rejects with SharingError. */
  publish(id: string, options: Omit<PublishOptions, "models">): Promise<Snapshot>
}

/** What an undo, or a redo, has done. */
export interface Undone {
  /** Properties that are as they were before. */
  readonly changed: number
  /** Properties that somebody else has changed since: they are left as they are. */
  readonly kept: number
}

/** How many steps there are. */
export interface UndoSteps {
  readonly undo: number
  readonly redo: number
}

/** What `context` has of versions. */
export interface VersionsContext {
  /** The session's recent states. @throws SharingError where the route has no `session: { versions: versions() }` */
  readonly versions: Versions
  /**
   * Takes back the last step of whoever causes the callback that runs now: a change, or a callback's changes that followed from
   * it. What others have changed since stays. Callbacks of what it changes are not run. @throws SharingError as `versions`
   */
  undo(who?: Connection): Undone
  /** Does again what `undo` took back last. */
  redo(who?: Connection): Undone
  undoSteps(who?: Connection): UndoSteps
  /**
   * Undo is about these models alone: for a handler whose page has more than what its visitors work on. Without it, all that
   * somebody changes can be taken back. The last call counts.
   */
  undoable(models: readonly HasProps[]): void
  /**
   * Counts what `action` changes as a step of `who`, by default of whoever causes the callback that runs now: for what an app
   * does later for somebody, as when a message comes that was asked for. It is more of the last step where that has the same name.
   */
  undoStep(name: string, action: () => void, who?: Connection): void
}

/** What `versions` makes for a route. Only apps that have one carry the code that keeps versions. */
export interface VersionsFeature {
  /** @param parts what the session gives */
  history(parts: object): SessionHistory
}

/** Of one session: what it was, and who did what. */
export interface SessionHistory {
  readonly versions: Versions
  undo(who: object | undefined): Undone
  redo(who: object | undefined): Undone
  steps(who: object | undefined): UndoSteps
  step(name: string, action: () => void, who: object | undefined): void
  undoable(models: readonly object[]): void
  /** A document is there: it is another one after each wake. */
  start(document: object): void
  /** Something of the document was stored. */
  stored(): void
  /** When something that undo is about was changed last, while the session is awake. */
  readonly changedAtMs: number | undefined
  /** Everybody has gone: what is due is kept now. */
  end(): void
  /** The session is over. */
  stop(): void
}

/** For a route without. */
export const NO_HISTORY: Omit<SessionHistory, "start" | "stored" | "changedAtMs" | "end" | "stop"> =
  {
    get versions() {
      return refuse("versions")
    },
    undo: () => refuse("undo"),
    redo: () => refuse("redo"),
    steps: () => refuse("undoSteps"),
    step: () => refuse("undoStep"),
    undoable: () => refuse("undoable"),
  }

function refuse(what: string): never {
  throw new SharingError(
    `${what}: the route keeps no versions: give it the option session: { versions: versions() }`,
  )
}
