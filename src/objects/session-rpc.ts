// The calls that a session's object answers.

import type { DocumentOutline } from "../app/template.ts"
import type { Entry, Outcome } from "../group/entries.ts"
import type { Volatile } from "../group/volatile.ts"
import type { Admission } from "./admission.ts"

/** Sockets arrive by `fetch`, since no other call can pass a socket. The request has this header, an encoded Admission. */
export const ADMISSION_HEADER = "x-bokeh-edge-admission"

export interface SessionRpc extends MemberRpc {
  /** What the page's template sees of the document. It runs the handler. */
  outline(admission: Admission): Promise<Outlined>
  /** When somebody last changed its document, without waking it; undefined when it is over, and 0 when nobody has. */
  changedAtMs(): Promise<number | undefined>
}

/** The calls of a group to its members. */
export interface MemberRpc {
  /** Delivers messages. "gone": the session is not a member, or no longer */
  takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome>
  probeFromGroup(group: string): Promise<Outcome>
  /** Delivers volatile messages. A session that sleeps loses them. */
  hearFromGroup(group: string, messages: readonly Volatile[]): Promise<void>
}

export type Outlined =
  | {
      readonly state: "outlined"
      readonly outline: DocumentOutline
      /** Whether a browser must compile strings of the document to functions. */
      readonly runsCode: boolean
      /** Other servers from which the document, as its handler built it, loads something. */
      readonly sources: readonly string[]
    }
  | { readonly state: "refused"; readonly status: 403 | 404 | 500; readonly reason: string }
