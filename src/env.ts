// The Worker's variables and bindings, parsed once: names are Bokeh's where Bokeh has one.

import type { Keys } from "./session/token.ts"
import { originPatternMistake } from "./util/origin-pattern.ts"

export interface Config {
  /** The first signs tokens, all verify them. */
  readonly secretKeys: Keys
  /** Origins besides the server's own that may open sockets. */
  readonly allowedOrigins: readonly string[]
  readonly resources: Resources
  readonly logLevel: LogLevel
  readonly tokenExpirationMs: number
  readonly maxMessageBytes: number
  /** Between two signs of life on an idle socket; 0 for none. */
  readonly keepAliveMs: number
  /** Shows errors with their messages to clients. */
  readonly isDevelopment: boolean
}

export type Resources = "server" | "cdn"
const RESOURCES = ["server", "cdn"] as const

export type LogLevel = (typeof LOG_LEVELS)[number]
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const

/** A variable with a value that can't be used. */
export class ConfigError extends Error {
  override readonly name = "ConfigError"
}

type Env = Readonly<Record<string, unknown>>

/** @throws ConfigError naming the variable and what it may be */
export function parseConfig(env: Env): Config {
  return {
    secretKeys: keysIn(env),
    allowedOrigins: hosts(env, "BOKEH_ALLOW_WS_ORIGIN"),
    resources: oneOf(env, "BOKEH_RESOURCES", RESOURCES, "server"),
    logLevel: oneOf(env, "BOKEH_LOG_LEVEL", LOG_LEVELS, "info"),
    tokenExpirationMs: positive(env, "BOKEH_SESSION_TOKEN_EXPIRATION", 300) * 1000,
    maxMessageBytes: positive(env, "BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE", 20 * 1024 * 1024),
    keepAliveMs:
      text(env, "BOKEH_KEEP_ALIVE_MILLISECONDS") === "0"
        ? 0
        : positive(env, "BOKEH_KEEP_ALIVE_MILLISECONDS", 37_000),
    isDevelopment: text(env, "BOKEH_EDGE_DEV") === "1",
  }
}

/** The Durable Objects of the sessions. @throws ConfigError when the binding is missing */
export function sessionsOf(env: Env): DurableObjectNamespace {
  const { SESSIONS } = env
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of that name is one in wrangler.toml
  if (typeof SESSIONS === "object" && SESSIONS !== null) return SESSIONS as DurableObjectNamespace
  throw new ConfigError(
    "the binding SESSIONS is missing: bind it to the class SessionObject in wrangler.toml",
  )
}

/** The Durable Objects of the groups. @throws ConfigError when the binding is missing */
export function groupsOf(env: Env): DurableObjectNamespace {
  const { GROUPS } = env
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of that name is one in wrangler.toml
  if (typeof GROUPS === "object" && GROUPS !== null) return GROUPS as DurableObjectNamespace
  throw new ConfigError(
    "the binding GROUPS is missing: bind it to the class GroupObject in wrangler.toml",
  )
}

/** The static files, where the Worker has any. */
export function assetsOf(env: Env): Fetcher | undefined {
  const { ASSETS } = env
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of that name is one in wrangler.toml
  return typeof ASSETS === "object" && ASSETS !== null ? (ASSETS as Fetcher) : undefined
}

function text(env: Env, name: string): string {
  const value = env[name] ?? ""
  if (typeof value === "string") return value.trim()
  throw new ConfigError(`${name} must be a text`)
}

function words(env: Env, name: string): readonly string[] {
  return text(env, name)
    .split(/[\s,]+/)
    .filter((word) => word !== "")
}

/** Whole URLs would match nothing, in silence. */
function hosts(env: Env, name: string): readonly string[] {
  const entries = words(env, name)
  for (const entry of entries) {
    const mistake = originPatternMistake(entry)
    if (mistake !== undefined) throw new ConfigError(`${name} ${mistake}`)
  }
  return entries
}

/** The key is taken as it is, spaces and all: Python's programs sign with the same one. */
function keysIn(env: Env): Keys {
  const key = text(env, "BOKEH_SECRET_KEY")
  if (key !== "") return [key, ...words(env, "BOKEH_EDGE_OLD_SECRET_KEYS")]
  throw new ConfigError(
    "BOKEH_SECRET_KEY is missing: set it with `wrangler secret put BOKEH_SECRET_KEY` " +
      "(to rotate keys, put the old ones into BOKEH_EDGE_OLD_SECRET_KEYS)",
  )
}

function oneOf<const T extends string>(
  env: Env,
  name: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const given = text(env, name)
  if (given === "") return otherwise
  const found = allowed.find((value) => value === given)
  if (found !== undefined) return found
  throw new ConfigError(`${name} must be one of ${allowed.join(", ")}, not '${given}'`)
}

function positive(env: Env, name: string, otherwise: number): number {
  const given = text(env, name)
  if (given === "") return otherwise
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw new ConfigError(`${name} must be a number greater than 0, not '${given}'`)
}
