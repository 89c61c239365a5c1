// Checks names in a visitor's URL that the app uses as the name of a group. If one is too long for that, the page does not
// exist.

import type { Match } from "../app/route.ts"
import type { Admission } from "../objects/admission.ts"
import { sessionStub } from "../objects/stubs.ts"
import { HttpError } from "../util/http-error.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import type { HttpContext } from "./context.ts"

/** Apps may put a prefix before a parameter: below this limit there is room for one. */
const LONG = GROUP_LIMITS.nameChars / 2

/**
 * Only the handler knows what an app does with its parameters. So if one is long, the session's object is asked.
 * @throws HttpError 404
 */
export async function assertNames(
  { params }: Match,
  admission: Admission,
  { env, publicUrl }: HttpContext,
): Promise<void> {
  if (!Object.values(params).some((param) => `${param}`.length > LONG)) return
  const answer = await sessionStub(env, admission).outline(admission)
  if (answer.state !== "refused" || answer.status !== 404) return
  throw nothingAt(publicUrl.url)
}

export function nothingAt({ pathname }: URL, detail?: string): HttpError {
  return new HttpError(404, `There is nothing at ${pathname}.`, {}, detail)
}
