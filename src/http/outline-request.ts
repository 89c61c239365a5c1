// Asks a session's object what its handler builds, before any socket is there.

import { encodeSessionOpen, SESSION_OPEN_HEADER, type SessionOpen } from "../app/session-open.ts"
import type { DocumentOutline } from "../app/template.ts"
import { sessionsOf } from "../env.ts"
import { HttpError } from "../util/http-error.ts"

/** @throws Error with the handler's reason when it fails, HttpError 403 for another user's session */
export async function askOutline(
  open: SessionOpen,
  env: Readonly<Record<string, unknown>>,
): Promise<DocumentOutline> {
  const stub = sessionsOf(env).getByName(`${open.pattern} ${open.sessionId}`)
  const headers = { [SESSION_OPEN_HEADER]: encodeSessionOpen(open) }
  const response = await stub.fetch(open.request.url, { headers })
  if (response.status === 403) throw new HttpError(403, await response.text())
  if (!response.ok) throw new Error(`the document can't be had: ${await response.text()}`)
  return response.json()
}
