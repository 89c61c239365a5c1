// Runs the auth hook of a route, or the server's, and refuses in the way of each endpoint.

import type { Auth, AuthContext, User } from "../app/auth.ts"
import type { Match } from "../app/route.ts"
import { utf8Length } from "../util/bytes.ts"
import { CLOSE, CLOSE_TEXT } from "../util/close-codes.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { fieldsOf, isRecord } from "../util/record.ts"
import { unreachable } from "../util/unreachable.ts"
import type { HttpContext } from "./context.ts"
import { refuse } from "./refuse.ts"

/** The user, undefined if the route needs none, or the response to somebody without access. */
export async function authenticate(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<User | undefined | Response> {
  const { auth = context.auth } = match.route.options
  // A preflight never has cookies, and gives no access.
  if (auth === undefined || auth === false || request.method === "OPTIONS") return undefined
  const { route, params, endpoint } = match
  const asked = { pattern: route.pattern, params, endpoint, env: context.env }
  const given = await ask(auth, request, asked)
  return given instanceof Response ? turnAway(given, request, match, context) : given
}

/** The result of a hook. @throws Error when it is neither a user nor a Response */
export async function ask(
  auth: Auth,
  request: Request,
  context: AuthContext,
): Promise<User | Response> {
  const given: unknown = await auth(request, context)
  return given instanceof Response ? unstored(given) : parseUser(given)
}

function parseUser(value: unknown): User {
  const id = fieldsOf(value)["id"]
  if (!isRecord(value) || typeof id !== "string" || id === "") {
    throw new Error("auth must return a user, { id: string, ... }, or a Response")
  }
  const bytes = utf8Length(JSON.stringify(value))
  if (bytes > REQUEST_LIMITS.userBytes) {
    throw new Error(
      `auth's user has ${bytes} bytes of JSON, more than the ${REQUEST_LIMITS.userBytes} kept`,
    )
  }
  return { ...value, id }
}

function unstored(response: Response): Response {
  const copy = new Response(response.body, response) // with headers that can be changed
  copy.headers.set("Cache-Control", "no-store")
  return copy
}

/** Scripts cannot follow a redirect to a login page, and browsers do not tell them why a socket was refused. */
function turnAway(
  response: Response,
  request: Request,
  match: Match,
  context: HttpContext,
): Response {
  const isForbidden = response.status === 403
  switch (match.endpoint) {
    case "socket": {
      const code = isForbidden ? CLOSE.forbidden : CLOSE.unauthorized
      return refuse(request, code, CLOSE_TEXT[code], context)
    }
    case "autoload":
    case "upload":
    case "embed": {
      const status = isForbidden ? 403 : 401
      const reason = isForbidden ? "You do not have access to this." : "Sign in first."
      throw new HttpError(status, reason)
    }
    case "page":
    case "metadata":
      return response
    default:
      return unreachable(match.endpoint)
  }
}
