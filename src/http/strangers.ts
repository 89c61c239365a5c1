// Pages that show what somebody else made: a copy, a guest's view of a session, a session whose id stands in a link.

import type { Route } from "../app/route.ts"
import type { Admission } from "../objects/admission.ts"
import type { SnapshotCard } from "../objects/snapshot-rpc.ts"
import { sessionStub } from "../objects/stubs.ts"
import { isOwnSessionId } from "../session/token.ts"
import type { HttpContext } from "./context.ts"
import { namedSession } from "./session-token.ts"

/** A copy, or a session that the visitor is invited to. */
export function isShared({ snapshotId, inviteId }: Admission): boolean {
  return snapshotId !== undefined || inviteId !== undefined
}

/** Ids that a page of ours made may come from any visitor; others come from a service that has the key. */
export function isSomebodyElses(
  request: Request,
  admission: Admission,
  { options }: Route,
): boolean {
  if (isShared(admission) || options.session?.shared !== undefined) return true
  return namedSession(request) !== undefined && isOwnSessionId(admission.sessionId)
}

export interface Needs {
  /** Whether a browser must make functions of the document's strings. */
  readonly runsCode: boolean
  /** Other servers from which the page loads something. */
  readonly sources: readonly string[]
}

/** What such a page is let do: what the app's own document needs, and what its route says. */
export async function needsOf(
  { options }: Route,
  admission: Admission,
  snapshot: SnapshotCard | undefined,
  { env }: HttpContext,
): Promise<Needs> {
  const { guestsRunCode = false, guestsLoadFrom = [] } = options
  const { runsCode, sources = [] } = snapshot ?? (await hostNeeds(admission, env))
  const isTrusted = guestsRunCode || !isShared(admission)
  return { runsCode: isTrusted || runsCode, sources: [...guestsLoadFrom, ...sources] }
}

/** Of the session that is joined. That it is over, or fails, or can't be reached, its socket says. */
async function hostNeeds(admission: Admission, env: HttpContext["env"]): Promise<Needs> {
  try {
    const answer = await sessionStub(env, admission).outline(admission)
    return answer.state === "outlined" ? answer : NOTHING
  } catch {
    return NOTHING
  }
}

const NOTHING: Needs = { runsCode: false, sources: [] }
