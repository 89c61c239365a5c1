// What a token is for: one route with its parameters, and one user.

import type { Match } from "../app/route.ts"
import { shortHash } from "../objects/names.ts"
import { parseToken, type Token, TokenError } from "../session/token.ts"
import type { HttpContext } from "./context.ts"

/** Tokens are short, paths need not be. */
export function purposeOf({ route, params }: Match, { user }: HttpContext): string {
  return shortHash(JSON.stringify([route.pattern, params, user?.id]))
}

/** The token that somebody brings. @throws TokenError when it is not ours, or for something else */
export function openToken(text: string, match: Match, context: HttpContext): Token {
  const token = parseToken(text, context.config.secretKeys)
  const { purpose } = token
  if (purpose === undefined || purpose === purposeOf(match, context)) return token
  const params = JSON.stringify(match.params)
  const orUser = context.user === undefined ? "" : ", or for another user"
  throw new TokenError(
    `the token is for another route than ${match.route.pattern} with ${params}${orUser}`,
  )
}
