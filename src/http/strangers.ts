// Pages that show what somebody else made: a copy, a guest's view of a session, a session whose id is in a link.

import type { RouteOptions } from "../app/handler.ts"
import type { Route } from "../app/route.ts"
import type { Admission } from "../objects/admission.ts"
import type { SnapshotCard } from "../objects/snapshot-rpc.ts"
import { sessionStub } from "../objects/stubs.ts"
import { isOwnSessionId } from "../session/token.ts"
import type { HttpContext } from "./context.ts"
import type { SessionRequest } from "./session-request.ts"

/** A copy, or a session that the visitor is invited to. */
export function isShared({ snapshotId, inviteId }: Admission): boolean {
  return snapshotId !== undefined || inviteId !== undefined
}

export interface Needs {
  /** Whether a browser must compile strings of the document to functions. */
  readonly runsCode: boolean
  /** Other servers from which the page loads something. */
  readonly sources: readonly string[]
}

interface Shown {
  readonly asked: SessionRequest
  readonly admission: Admission
  readonly snapshot: SnapshotCard | undefined
}

/** What such a page may do: what the app's own document needs, and what its route allows. Undefined for other pages. */
export async function guestNeeds(
  { asked, admission, snapshot }: Shown,
  { options }: Route,
  { env }: HttpContext,
): Promise<Needs | undefined> {
  if (!isSomebodyElses(asked, admission, options)) return undefined
  const { guestsRunCode = false, guestsLoadFrom = [] } = options
  const { runsCode, sources = [] } = snapshot ?? (await hostNeeds(admission, env))
  const isTrusted = guestsRunCode || !isShared(admission)
  return { runsCode: isTrusted || runsCode, sources: [...guestsLoadFrom, ...sources] }
}

/** Session ids that this server's pages create may come from any visitor. Others come from a service that has the key. */
function isSomebodyElses(
  { named, isRemembered }: SessionRequest,
  admission: Admission,
  { session }: RouteOptions,
): boolean {
  if (isShared(admission) || session?.shared !== undefined) return true
  return named !== undefined && !isRemembered && isOwnSessionId(admission.sessionId)
}

/** The needs of the joined session. If it is over, fails, or cannot be reached, its socket reports that. */
async function hostNeeds(admission: Admission, env: HttpContext["env"]): Promise<Needs> {
  try {
    const answer = await sessionStub(env, admission).outline(admission)
    return answer.state === "outlined" ? answer : NOTHING
  } catch {
    return NOTHING
  }
}

const NOTHING: Needs = { runsCode: false, sources: [] }
