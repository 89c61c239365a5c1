// POST PATH/upload: checks who sends a file, and passes it to the session's object.

import type { Match } from "../app/route.ts"
import { bucketOf } from "../env.ts"
import { type Admission, AdmissionError } from "../objects/admission.ts"
import { openUpload } from "../objects/stubs.ts"
import type { UploadHead } from "../objects/upload.ts"
import { TokenError } from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { admissionOf } from "./admission.ts"
import type { HttpContext } from "./context.ts"
import { preflight } from "./cors.ts"
import { assertOrigin, originsOf } from "./origin.ts"
import { openToken } from "./session-token.ts"

interface Sent {
  readonly request: Request
  readonly match: Match
  readonly context: HttpContext
  readonly maxBytes: number
  readonly bucket: string | undefined
}

export async function answerUpload(sent: Sent): Promise<Response> {
  if (sent.request.method === "OPTIONS") return preflight("POST")
  const answer = await pass(sent)
  return new Response(answer.body, answer) // with headers that can be changed
}

async function pass({ request, match, context, maxBytes, bucket }: Sent): Promise<Response> {
  const { env, config, publicUrl } = context
  assertOrigin(request, publicUrl.url, originsOf(match.route.options, config))
  const admission = admissionFor(request, match, context)
  const head = headOf(request, maxBytes)
  if (bucket !== undefined) bucketOf(env, bucket) // here, its absence is reported as what it is
  return openUpload(env, admission, request, head)
}

/** The page's own token, the same as for its socket. A session that is over accepts no files. @throws HttpError 403 */
function admissionFor(request: Request, match: Match, context: HttpContext): Admission {
  const [, text = ""] = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "") ?? []
  try {
    const token = openToken(text, match, context)
    const admission = admissionOf(context.publicUrl.url, match, token, context)
    if (admission.role === "viewer") throw new TokenError("a viewer's files are not taken")
    return { ...admission, mayStart: false }
  } catch (error) {
    if (!(error instanceof TokenError || error instanceof AdmissionError)) throw error
    throw new HttpError(403, error.message)
  }
}

/** @throws HttpError 411 and 413 before anything of the file is read */
function headOf({ url, headers }: Request, maxBytes: number): UploadHead {
  const length = headers.get("Content-Length") ?? ""
  const size = Number(length)
  if (!/^\d+$/.test(length)) {
    throw new HttpError(411, "a file must be sent with its Content-Length")
  }
  const { searchParams } = new URL(url)
  const name = searchParams.get("name")?.replace(/^.*[/\\]/s, "") ?? ""
  if (/^\.{0,2}$/.test(name) || name.length > REQUEST_LIMITS.fileNameChars) {
    throw new HttpError(
      400,
      `'name' must have 1 to ${REQUEST_LIMITS.fileNameChars} characters, and be no folder's`,
    )
  }
  if (size > maxBytes) {
    throw new HttpError(413, `${name} has ${size} bytes: at most ${maxBytes} can be sent`)
  }
  const input = searchParams.get("input")
  const type = headers.get("Content-Type") ?? "application/octet-stream"
  return { name, type, size, ...(input !== null && { input }) }
}
