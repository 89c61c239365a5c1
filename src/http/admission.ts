// Whom a token, an invitation and the route's own check admit into which session.

import type { User } from "../app/auth.ts"
import type { Connection } from "../app/connection.ts"
import type { SessionOptions } from "../app/handler.ts"
import type { Match, Route } from "../app/route.ts"
import type { Admission } from "../objects/admission.ts"
import { placeKey } from "../objects/names.ts"
import { type Invite, parseInvite } from "../session/invite.ts"
import {
  isSharedSessionId,
  type Keys,
  type Token,
  TokenError,
  type TokenPayload,
} from "../session/token.ts"
import { argumentsOf, CLIENT_ARGUMENTS } from "./arguments.ts"
import type { HttpContext } from "./context.ts"

type Arguments = TokenPayload["arguments"]

/**
 * The page's request is in the token. A token that Python created has none, and the socket's own request is used.
 * @param url the socket's
 * @throws TokenError for an invitation that is not the server's, is for another place, or has expired
 */
export function admissionOf(
  url: URL,
  { route, params }: Match,
  token: Token,
  { now, user, config }: Pick<HttpContext, "now" | "user" | "config">,
): Admission {
  const place = { pattern: route.pattern, params }
  const request = {
    url: url.href,
    ...(token.payload ?? {
      headers: {},
      cookies: {},
      arguments: argumentsOf(url, CLIENT_ARGUMENTS),
    }),
  }
  const { arguments: args } = request
  const invite = inviteIn(args, place, config.secretKeys, now())
  const { "bokeh-snapshot": [snapshotId] = [] } = args
  return {
    ...place,
    request,
    sessionId: token.sessionId,
    role: roleOf(args, { invite, user, isForAll: isSharedByAll(route, token) }),
    mayStart: token.expiresAtMs > now(),
    ...(mayBringCode(token, route.options.session, invite) && { mayBringCode: true }),
    ...(holdsKey(token) && { holdsKey: true }),
    ...(user !== undefined && { user }),
    ...(snapshotId !== undefined && { snapshotId }),
    ...clientOf(url),
    ...(token.isEmbedded === true && { isEmbedded: true }),
    ...(token.windowId !== undefined && { windowId: token.windowId }),
    ...(invite !== undefined && guestOf(invite)),
  }
}

/** What the page's BokehJS and Python are, and how it receives messages. */
function clientOf({ searchParams }: URL): Partial<Admission> {
  const [bokehVersion = null, pythonVersion = null, packed, pull] = CLIENT_ARGUMENTS.map((name) =>
    searchParams.get(name),
  )
  // Messages to BokehJS 4.0 are translated frame by frame.
  const isPacked = packed === "1" && bokehVersion?.startsWith("4.") !== true
  return {
    ...(bokehVersion !== null && { bokehVersion }),
    ...(pythonVersion !== null && { pythonVersion }),
    ...(isPacked && { isPacked }),
    ...(pull === "1" && { pulls: true }),
  }
}

/** Tokens without a purpose come from holders of the key: tokens of this server always have one. */
export function holdsKey({ purpose }: Token): boolean {
  return purpose === undefined
}

/** Guests bring no code into others' sessions. */
function mayBringCode(
  token: Token,
  { clientCode = false }: SessionOptions = {},
  invite: Invite | undefined,
): boolean {
  return holdsKey(token) || (clientCode && invite === undefined)
}

/** A guest joins the host's session, as long as it exists. */
function guestOf({ id, sessionId, by }: Invite): Partial<Admission> {
  const guest = { sessionId, inviteId: id, mayStart: false }
  return by === undefined ? guest : { ...guest, invitedBy: by }
}

/** The invitation in a request. @throws TokenError */
function inviteIn(
  { "bokeh-invite": invites }: Arguments,
  place: Pick<Admission, "pattern" | "params">,
  keys: Keys,
  nowMs: number,
): Invite | undefined {
  const [text] = invites ?? []
  if (text === undefined) return undefined
  const invite = parseInvite(text, keys)
  if (invite.place !== placeKey(place)) throw new TokenError("it is for another app")
  if (invite.expiresAtMs <= nowMs) throw new TokenError("the invitation has expired")
  return invite
}

interface Comer {
  readonly invite: Invite | undefined
  readonly user: User | undefined
  /** All visitors of the path share the session. */
  readonly isForAll: boolean
}

/**
 * A visitor with a link to view a copy is a viewer in a session of their own. In a shared session, `auth` decides who is
 * read-only.
 */
function roleOf(args: Arguments, { invite, user, isForAll }: Comer): Connection["role"] {
  const isView = args["bokeh-snapshot"] !== undefined && args["bokeh-view"] !== undefined
  if (invite !== undefined) return invite.role
  if (isForAll) return user?.["role"] === "viewer" ? "viewer" : "editor"
  return isView ? "viewer" : "owner"
}

function isSharedByAll({ options }: Route, { sessionId }: Token): boolean {
  return options.session?.shared !== undefined && isSharedSessionId(sessionId)
}
