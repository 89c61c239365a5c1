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

/** Whether the page of a copy or a guest must make functions of the document's strings. */
export async function mayRunCode(
  { options }: Route,
  admission: Admission,
  snapshot: SnapshotCard | undefined,
  { env }: HttpContext,
): Promise<boolean> {
  if (options.guestsRunCode === true || !isShared(admission)) return true
  return snapshot?.runsCode ?? hostRunsCode(admission, env)
}

/** Whether the session that a guest joins has code to run. That it is over, or fails, its socket says. */
async function hostRunsCode(admission: Admission, env: HttpContext["env"]): Promise<boolean> {
  const answer = await sessionStub(env, admission).outline(admission)
  return answer.state === "outlined" && answer.runsCode
}
