// Earlier states of a session, as an app sees them, and undo for each person.

import type { Document } from "../document/document.ts"
import type { CopyOptions } from "../document/store-document.ts"
import type { HasProps } from "../model/has-props.ts"
import type { Connection } from "./connection.ts"
import { type PublishOptions, SharingError, type Snapshot } from "./sharing.ts"

export interface VersionsOptions {
  /** How many versions are kept; default 50. The oldest without a name are removed first. */
  readonly keep?: number
  /** The size limit of all versions together, in bytes; default 8 MiB. */
  readonly bytes?: number
  /** While the document changes, at most one version is kept in this many seconds; default 30. */
  readonly every?: number
  /** How many steps each person can undo; default 100. */
  readonly undo?: number
}

/** A state that the session had. */
export interface Version {
  readonly id: string
  readonly name: string | undefined
  /** Milliseconds since the epoch. */
  readonly takenAtMs: number
  /**
   * Who has changed something since the previous version, if known: the user's `name`, or the `name` that the app has
   * attached to the window.
   */
  readonly by: readonly string[]
  /** The app's description from `describe`, when the version was kept. */
  readonly about: string | undefined
  readonly bytes: number
}

export interface Versions {
  /** All versions, newest first. */
  list(): readonly Version[]
  /** Call it in the handler: `about` describes the document in a few words, and is called whenever a version is kept. */
  describe(about: () => string): void
  /** Keeps the current state under a name. @throws SharingError */
  keep(name: string): Version
  /** Names or renames a version. A version with a name is kept until the name is removed. @throws SharingError */
  name(id: string, name: string | undefined): void
  /**
   * Restores that state of the session, including `context.state`, after the current callback. The state before is kept as
   * a version. The handler runs again, and all windows reconnect. @throws SharingError
   */
  restore(id: string): void
  /** Like `context.publish`, with the document of that version. Rejects with SharingError. */
  publish(id: string, options: Omit<PublishOptions, "models">): Promise<Snapshot>
}

/** What an undo or a redo has done. */
export interface Undone {
  /** Properties that have their earlier values again. */
  readonly changed: number
  /** Properties that somebody else has changed since. They are left as they are. */
  readonly kept: number
}

/** How many steps can be undone and redone. */
export interface UndoSteps {
  readonly undo: number
  readonly redo: number
}

/** The members of `context` that concern versions. */
export interface VersionsContext {
  /** The session's recent states. @throws SharingError when the route has no `session: { versions: versions() }` */
  readonly versions: Versions
  /**
   * Undoes the last step of the person who caused the current callback: a change, with the changes that callbacks made in
   * response. Later changes by others stay. Callbacks of the changed properties run only where something stays, so that
   * what they computed fits again. @throws SharingError like `versions`
   */
  undo(who?: Connection): Undone
  /** Redoes what `undo` undid last. */
  redo(who?: Connection): Undone
  undoSteps(who?: Connection): UndoSteps
  /**
   * Limits undo to these models, for a page on which visitors work on a part only. Without this call, all changes that
   * somebody makes can be undone. The last call counts.
   */
  undoable(models: readonly HasProps[]): void
  /**
   * Makes the changes of `action` a step of `who`, by default of the person who caused the current callback. For changes
   * that an app makes later on somebody's behalf, for example when a requested message arrives. If the last step has the
   * same name, the changes are added to it.
   */
  undoStep(name: string, action: () => void, who?: Connection): void
}

/** The return type of `versions`. Only apps that call it carry the code that keeps versions. */
export interface VersionsFeature {
  /** @param parts what the session provides */
  history(parts: object): SessionHistory
}

/** Publishes another document than the session's, in the name of who opened the session. */
export type PublishOther = (
  document: Document,
  options: PublishOptions,
  copied: CopyOptions,
) => Promise<Snapshot>

/** The history of one session: its earlier states, and who did what. */
export interface SessionHistory {
  readonly versions: Versions
  undo(who: object | undefined): Undone
  redo(who: object | undefined): Undone
  steps(who: object | undefined): UndoSteps
  step(name: string, action: () => void, who: object | undefined): void
  undoable(models: readonly object[]): void
  /** Called after each wake, with the session's new document. */
  start(document: Document, publish: PublishOther): void
  /** Called after changes to the document were stored. */
  stored(): void
  /** When something that undo covers was last changed while the session is awake. */
  readonly changedAtMs: number | undefined
  /** Called when all windows have disconnected. A version that is due is kept now. */
  end(): void
  /** Called when the session ends. */
  stop(): void
}

/** @throws SharingError for a route without versions */
export function knownHistory(
  history: SessionHistory | undefined,
  what: keyof VersionsContext,
): SessionHistory {
  if (history !== undefined) return history
  throw new SharingError(
    `${what}: the route keeps no versions: give it the option session: { versions: versions() }`,
  )
}
