// Pages that show what somebody else made: a copy, a guest's view of a session, a session whose id is in a link.

import type { RouteOptions } from "../app/handler.ts"
import type { Route } from "../app/route.ts"
import type { Admission } from "../objects/admission.ts"
import type { SnapshotCard } from "../objects/snapshot-rpc.ts"
import { sessionStub } from "../objects/stubs.ts"
import { isOwnSessionId } from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
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

/**
 * The needs of the joined session. If it fails, or cannot be reached, its socket reports that. @throws HttpError 403 for an
 * invitation that was revoked, or is for a session that is over
 */
async function hostNeeds(admission: Admission, env: HttpContext["env"]): Promise<Needs> {
  const ask = async () => sessionStub(env, admission).outline(admission)
  const answer = await ask().catch(() => undefined)
  if (answer?.state === "outlined") return answer
  if (answer?.status === 403 && admission.inviteId !== undefined)
    throw new HttpError(403, `This link does not work: ${answer.reason}`)
  return { runsCode: false, sources: [] }
}
