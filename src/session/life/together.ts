// How a session relates to others: groups, copies, invitations. A server without these features does not carry their code.

import type { ContextParts } from "../../app/context.ts"
import type { Document } from "../../document/document.ts"
import type { People } from "../../group/membership-ports.ts"
import type { SessionGroups } from "../../group/session-groups.ts"
import type { Admission } from "../../objects/admission.ts"
import type { StoredRecord } from "../record.ts"
import type { Origin } from "../sharing/origin.ts"
import type { SessionSharing } from "../sharing/sharing.ts"
import type { Peers } from "../sockets/peers.ts"
import type { AppState } from "./app-state.ts"
import type { SessionPorts } from "./session-ports.ts"
import type { SessionStore } from "./session-store.ts"

export interface Together {
  readonly groups: Omit<SessionGroups, "membership">
  readonly origin: Pick<Origin, "current" | "load" | "store">
  /** @param document returns undefined while the handler runs */
  sharing(admission: Admission, document: () => Document | undefined): SessionSharing
  /** The members of the app's context that belong to these features. */
  contextParts(
    admission: Admission,
  ): Pick<ContextParts, "copy" | "copyNews" | "group" | "broadcasts">
  /** A copy that the app can't continue, turned into a copy of models only, which says so. */
  readonly pictureOf: (copy: StoredRecord) => StoredRecord
}

export type CreateTogether = (parts: TogetherParts) => Together

export interface TogetherParts {
  readonly ports: SessionPorts
  readonly store: SessionStore
  readonly peers: Peers
  readonly state: AppState
  readonly people: People
}
