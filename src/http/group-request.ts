// POST ENDPOINT/NAME: a message to a group from another service, signed with the server's secret key. Off by default.

import { createHmac, timingSafeEqual } from "node:crypto"

import type { OutsideOptions } from "../app/group.ts"
import { decode } from "../app/route-patterns.ts"
import { MAX_MESSAGE_BYTES } from "../group/bounds.ts"
import { GroupError, type GroupErrorCode } from "../group/group-error.ts"
import { groupFrom } from "../objects/outside-group.ts"
import { HttpError } from "../util/http-error.ts"
import { isRecord } from "../util/record.ts"
import type { HttpContext } from "./context.ts"

/** Its value is `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.NAME.BODY`, the name as in the URL, with BOKEH_SECRET_KEY. */
export const SIGNATURE_HEADER = "Bokeh-Edge-Signature"
const MAX_AGE_S = 300
const MAX_BODY_BYTES = 2 * MAX_MESSAGE_BYTES

const STATUS: Readonly<Record<GroupErrorCode, number>> = {
  "bad-argument": 400,
  "not-a-member": 400,
  "not-now": 400,
  "too-large": 413,
  "too-many-members": 409,
  "too-often": 429,
}

/**
 * The same text signed in the same second is one message: who is not sure may ask again, who listens can't.
 * @param name percent-encoded @throws HttpError with the reason
 */
export async function answerGroupPost(
  request: Request,
  name: string,
  { config, env, now }: HttpContext,
): Promise<Response> {
  const body = await boundedText(request)
  const signature = request.headers.get(SIGNATURE_HEADER) ?? ""
  assertSigned(signature, `${name}.${body}`, config.secretKeys, now())
  const { type, data, options } = parsePost(body)
  try {
    const group = groupFrom(env, decode(name))
    return Response.json(await group.send(type, data, { ...options, once: signature }))
  } catch (error) {
    if (!(error instanceof GroupError)) throw error
    const seconds = Math.ceil(error.retryAfterMs / 1000)
    const headers: Record<string, string> = seconds > 0 ? { "Retry-After": `${seconds}` } : {}
    throw new HttpError(STATUS[error.code], error.message, headers)
  }
}

async function boundedText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > MAX_BODY_BYTES) {
      throw new HttpError(413, `The body may have ${MAX_BODY_BYTES} bytes.`)
    }
    chunks.push(chunk)
  }
  return new Blob(chunks).text()
}

function assertSigned(header: string, text: string, keys: readonly string[], nowMs: number): void {
  const [, seconds = "", given = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (seconds === "") {
    throw new HttpError(401, `The header ${SIGNATURE_HEADER} must be t=SECONDS,v1=HEX.`)
  }
  if (Math.abs(nowMs / 1000 - Number(seconds)) > MAX_AGE_S) {
    throw new HttpError(401, `The signature is more than ${MAX_AGE_S} seconds old, or ahead.`)
  }
  const isRight = keys.some((key) => {
    const made = createHmac("sha256", key).update(`${seconds}.${text}`).digest()
    return timingSafeEqual(made, Buffer.from(given, "hex"))
  })
  if (isRight) return
  throw new HttpError(401, "The signature is not of this server's key, this group and this body.")
}

function parsePost(body: string): {
  readonly type: string
  readonly data: unknown
  readonly options: OutsideOptions
} {
  const post = parseJson(body)
  if (!isRecord(post) || typeof post["type"] !== "string") {
    throw new HttpError(400, 'The body must be JSON: {"type": ..., "data": ..., "to"?, "from"?}.')
  }
  const { type, data, to, from } = post
  const options = {
    ...(to === undefined ? {} : { to: parseTarget(to) }),
    ...(from === undefined ? {} : { from: { name: textOf("from", from), role: "server" } }),
  }
  return { type: textOf("type", type), data, options }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseTarget(to: unknown): readonly string[] | { readonly role: string } {
  if (Array.isArray(to)) return to.map((id) => textOf("to", id))
  if (isRecord(to)) return { role: textOf("to.role", to["role"]) }
  throw new HttpError(400, 'to must be a list of members\' ids, or {"role": ...}.')
}

function textOf(what: string, value: unknown): string {
  if (typeof value === "string") return value
  throw new HttpError(400, `${what} must be a text.`)
}
