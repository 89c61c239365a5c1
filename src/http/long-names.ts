// A name in a visitor's URL that the app takes for the name of a group, and that is too long for one: the page is not there.

import type { Match } from "../app/route.ts"
import type { Admission } from "../objects/admission.ts"
import { sessionStub } from "../objects/stubs.ts"
import { HttpError } from "../util/http-error.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import type { HttpContext } from "./context.ts"

/** Apps put words of their own before a parameter: up to here there is room for as much. */
const LONG = GROUP_LIMITS.nameChars / 2

/**
 * What an app does with its parameters only its handler knows: where one is long, the session's object is asked.
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
  throw new HttpError(404, `There is nothing at ${publicUrl.url.pathname}.`)
}
