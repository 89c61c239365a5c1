// What a session's object can be asked.

import type { DocumentOutline } from "../app/template.ts"
import type { Entry, Outcome } from "../group/entries.ts"
import type { Volatile } from "../group/volatile.ts"
import type { Admission } from "./admission.ts"

/** Sockets come by `fetch`, since no other call can hand over one: its request has this header, an encoded Admission. */
export const ADMISSION_HEADER = "x-bokeh-edge-admission"

export interface SessionRpc extends MemberRpc {
  /** What the page's template sees of the document; the handler runs for it. */
  outline(admission: Admission): Promise<Outlined>
  /** When somebody last changed its document, without waking it; undefined when it is over, and 0 when nobody has. */
  changedAtMs(): Promise<number | undefined>
}

/** What a group asks of its members. */
export interface MemberRpc {
  /** Hands it messages. "gone": it is not, or no longer, a member */
  takeFromGroup(group: string, entries: readonly Entry[]): Promise<Outcome>
  probeFromGroup(group: string): Promise<Outcome>
  /** What is of the moment: it is lost on a session that sleeps. */
  hearFromGroup(group: string, messages: readonly Volatile[]): Promise<void>
}

export type Outlined =
  | {
      readonly state: "outlined"
      readonly outline: DocumentOutline
      /** Whether a browser must make functions of the document's strings. */
      readonly runsCode: boolean
      /** Other servers from which the document loads something as its handler built it. */
      readonly sources: readonly string[]
    }
  | { readonly state: "refused"; readonly status: 403 | 404 | 500; readonly reason: string }
