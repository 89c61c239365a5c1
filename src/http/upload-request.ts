// POST PATH/upload: checks who sends a file, and passes it to the session's object, or stores it in the route's bucket.

import type { Match } from "../app/route.ts"
import type { UploadOptions, Uploads } from "../app/uploads.ts"
import { ConfigError } from "../env.ts"
import { type Admission, AdmissionError } from "../objects/admission.ts"
import { openUpload } from "../objects/stubs.ts"
import type { UploadHead } from "../objects/upload.ts"
import { TokenError } from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { admissionOf } from "./admission.ts"
import type { Env, HttpContext } from "./context.ts"
import { corsHeaders, preflight, withCors } from "./cors.ts"
import { assertOrigin, originsOf } from "./origin.ts"
import { openToken } from "./session-token.ts"

/** The part of an R2 bucket's interface that is used here. */
interface Bucket {
  put(
    key: string,
    body: ReadableStream,
    options: { readonly httpMetadata: { readonly contentType: string } },
  ): Promise<unknown>
  delete(key: string): Promise<void>
}

const DEFAULT_BYTES = 100e6

/** For the route option `uploads`. */
export function uploads({ maxBytes = DEFAULT_BYTES, bucket }: UploadOptions = {}): Uploads {
  return {
    maxBytes,
    answer(request, match: Match, context: HttpContext) {
      const cors = corsHeaders(request, match, context)
      if (request.method === "OPTIONS") return preflight(cors, "POST")
      return withCors(cors, async () => {
        const answer = await take({ request, match, context, maxBytes, bucket })
        return new Response(answer.body, answer) // with headers that can be changed
      })
    },
  }
}

interface Sent {
  readonly request: Request
  readonly match: Match
  readonly context: HttpContext
  readonly maxBytes: number
  readonly bucket: string | undefined
}

async function take({ request, match, context, maxBytes, bucket }: Sent): Promise<Response> {
  const { env, config, publicUrl, random } = context
  assertOrigin(request, publicUrl.url, originsOf(match.route.options, config))
  const admission = admissionFor(request, match, context)
  const head = headOf(request, maxBytes)
  if (bucket === undefined) return openUpload(env, admission, request, head)
  const key = `${admission.sessionId}/${random.alphanumeric(16)}/${head.name}`
  const files = bucketOf(env, bucket)
  const httpMetadata = { contentType: head.type }
  await files.put(key, request.body ?? emptyBody(), { httpMetadata })
  const answer = await openUpload(env, admission, undefined, { ...head, key })
  if (!answer.ok) await files.delete(key) // nothing refers to the file
  return answer
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

function bucketOf(env: Env, name: string): Bucket {
  const bucket = env[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the app says that this binding is a bucket
  if (typeof bucket === "object" && bucket !== null && "put" in bucket) return bucket as Bucket
  throw new ConfigError(`the binding ${name} is missing: bind an R2 bucket to it in wrangler.toml`)
}

function emptyBody(): ReadableStream {
  return new Blob([]).stream()
}
