// POST ENDPOINT/NAME: a message to a group from another service, signed with the server's secret key. Off by default.
// Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

import { Webhook, WebhookVerificationError } from "standardwebhooks"
import * as v from "valibot"

import { decode } from "../app/route-patterns.ts"
import type { GroupEndpoint } from "../app/server-options.ts"
import { GroupError, type GroupErrorCode } from "../group/group-error.ts"
import { groupForKeyHolder } from "../objects/outside-group.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { parseJson } from "../util/parse-json.ts"

/** The group's name is also in the body, so that the signature of the body is valid for no other group. */
const POST = v.object({
  group: v.string(),
  type: v.string(),
  data: v.optional(v.unknown()),
  to: v.optional(v.union([v.array(v.string()), v.object({ role: v.string() })])),
  from: v.optional(v.string()),
})

const STATUS: Readonly<Record<GroupErrorCode, number>> = {
  "bad-argument": 400,
  "bad-name": 400,
  "not-a-member": 400,
  forbidden: 403,
  "not-now": 400,
  "too-large": 413,
  "too-many-groups": 409,
  "too-many-members": 409,
  "too-often": 429,
}

/** @param path of the endpoint, below the server's prefix: `/groups` */
export function groupEndpoint(path: string): GroupEndpoint {
  return { path, answer: answerGroupPost }
}

/**
 * Messages with the same id are one message: a service that is not sure may send it again, while an eavesdropper cannot.
 * @param encodedName percent-encoded @throws HttpError with the reason
 */
async function answerGroupPost(
  request: Request,
  encodedName: string,
  { config, env }: Parameters<GroupEndpoint["answer"]>[2],
): Promise<Response> {
  const body = await boundedText(request)
  assertSigned(request, body, config.secretKeys)
  const name = decode(encodedName)
  const { group, type, data, to, from } = parsePost(body)
  if (group !== name) throw new HttpError(400, "The body's group must be the one in the URL.")
  const options = {
    once: request.headers.get("webhook-id") ?? "",
    ...(to !== undefined && { to }),
    ...(from !== undefined && { from: { name: from, role: "server" } }),
  }
  try {
    return Response.json(await groupForKeyHolder(env, name).send(type, data, options))
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
    if (length > REQUEST_LIMITS.postBytes) {
      throw new HttpError(413, `Body too large: at most ${REQUEST_LIMITS.postBytes} bytes.`)
    }
    chunks.push(chunk)
  }
  return new Blob(chunks).text()
}

/** @throws HttpError 401 unless one of the keys signed the body within the last five minutes */
function assertSigned(request: Request, body: string, keys: readonly string[]): void {
  const headers = Object.fromEntries(request.headers)
  const refusals = keys.map((key) => refusalOf(key, body, headers))
  if (refusals.includes(undefined)) return
  throw new HttpError(401, `The webhook signature is refused: ${refusals[0] ?? ""}.`)
}

/** Undefined when that key signed it. */
function refusalOf(
  key: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  const webhook = new Webhook(new TextEncoder().encode(key), { format: "raw" })
  try {
    webhook.verify(body, headers, { jsonParse: false })
    return undefined
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.message
    throw error
  }
}

function parsePost(body: string): v.InferOutput<typeof POST> {
  const parsed = v.safeParse(POST, parseJson(body))
  if (parsed.success) return parsed.output
  throw new HttpError(
    400,
    `The body must be JSON: {"group", "type", "data"?, "to"?, "from"?}.\n${v.summarize(parsed.issues)}`,
  )
}
