// The Worker's variables and bindings, parsed once. Names are Bokeh's where Bokeh has one.

import type { Keys } from "./session/token.ts"
import { closest } from "./util/closest.ts"
import { getOrMake } from "./util/get-or-make.ts"
import { MESSAGE_LIMITS } from "./util/limits.ts"
import { originPatternMistake } from "./util/origin-pattern.ts"

export interface Config {
  /** The first key signs tokens; all keys verify them. */
  readonly secretKeys: Keys
  /** Origins besides the server's own that may open sockets. */
  readonly allowedOrigins: readonly string[]
  /** The hosts that reach the server; undefined for any host. */
  readonly hosts: readonly string[] | undefined
  readonly resources: Resources
  /** False: pages load the unminified BokehJS, for debugging. */
  readonly isMinified: boolean
  /** The log level of BokehJS in pages. */
  readonly logLevel: LogLevel
  readonly serverLogLevel: ServerLogLevel
  readonly tokenExpirationMs: number
  readonly maxMessageBytes: number
  /** The time between two signs of life on an idle socket; 0 for none. */
  readonly keepAliveMs: number
  /** Shows error messages to clients. */
  readonly isDevelopment: boolean
  /** The port, next to the server's own, on which the development server reports errors to pages. */
  readonly devChannel: number | undefined
  /** For development: sessions keep nothing in memory between messages. */
  readonly isForgetful: boolean
}

export type Resources = (typeof RESOURCES)[number]
const RESOURCES = ["server", "cdn", "inline"] as const

export type LogLevel = (typeof LOG_LEVELS)[number]
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const

export type ServerLogLevel = (typeof SERVER_LOG_LEVELS)[number]
/** In order: a log of one level includes all later levels. */
export const SERVER_LOG_LEVELS = [...LOG_LEVELS, "none"] as const

/** A variable has a value that cannot be used. */
export class ConfigError extends Error {
  override readonly name = "ConfigError"
}

type Env = Readonly<Record<string, unknown>>

const VARIABLES = [
  "BOKEH_SECRET_KEY",
  "BOKEH_EDGE_OLD_SECRET_KEYS",
  "BOKEH_SIGN_SESSIONS",
  "BOKEH_ALLOW_WS_ORIGIN",
  "BOKEH_EDGE_HOSTS",
  "BOKEH_RESOURCES",
  "BOKEH_MINIFIED",
  "BOKEH_LOG_LEVEL",
  "BOKEH_PY_LOG_LEVEL",
  "BOKEH_SESSION_TOKEN_EXPIRATION",
  "BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE",
  "BOKEH_KEEP_ALIVE_MILLISECONDS",
  "BOKEH_EDGE_DEV",
  "BOKEH_EDGE_DEV_CHANNEL",
  "BOKEH_EDGE_VERSION",
  "BOKEH_EDGE_FORGETFUL",
] as const

type Variable = (typeof VARIABLES)[number]

/** The runtime passes the same object to all requests of an isolate. */
const parsed = new WeakMap<Env, Config>()

/** @throws ConfigError naming the variable and what it may be */
export function parseConfig(env: Env): Config {
  return getOrMake(parsed, env, () => readConfig(env))
}

function readConfig(env: Env): Config {
  assertSpelling(env)
  if (!isOn(env, "BOKEH_SIGN_SESSIONS")) {
    throw new ConfigError("BOKEH_SIGN_SESSIONS can't be switched off: sessions are always signed")
  }
  const resources = oneOf(env, "BOKEH_RESOURCES", RESOURCES, assetsOf(env) ? "server" : "cdn")
  const isMinified = isOn(env, "BOKEH_MINIFIED")
  if (!isMinified && resources !== "cdn") {
    throw new ConfigError(
      "BOKEH_MINIFIED=no needs BOKEH_RESOURCES=cdn: only the CDN has such files",
    )
  }
  return {
    secretKeys: keysIn(env),
    allowedOrigins: hosts(env, "BOKEH_ALLOW_WS_ORIGIN"),
    hosts: text(env, "BOKEH_EDGE_HOSTS") === "" ? undefined : hosts(env, "BOKEH_EDGE_HOSTS"),
    resources,
    isMinified,
    logLevel: oneOf(env, "BOKEH_LOG_LEVEL", LOG_LEVELS, "info"),
    serverLogLevel: oneOf(env, "BOKEH_PY_LOG_LEVEL", SERVER_LOG_LEVELS, "info"),
    tokenExpirationMs: positive(env, "BOKEH_SESSION_TOKEN_EXPIRATION", 300) * 1000,
    maxMessageBytes: positive(env, "BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE", MESSAGE_LIMITS.bytes),
    keepAliveMs:
      text(env, "BOKEH_KEEP_ALIVE_MILLISECONDS") === "0"
        ? 0
        : positive(env, "BOKEH_KEEP_ALIVE_MILLISECONDS", 37_000),
    isDevelopment: text(env, "BOKEH_EDGE_DEV") === "1",
    devChannel: positive(env, "BOKEH_EDGE_DEV_CHANNEL", 0) || undefined,
    isForgetful: text(env, "BOKEH_EDGE_FORGETFUL") === "1",
  }
}

/** The part of an R2 bucket's interface that is used here. */
export interface FileBucket {
  put(
    key: string,
    body: ReadableStream,
    options: { readonly httpMetadata: { readonly contentType: string } },
  ): Promise<unknown>
  delete(key: string): Promise<void>
}

/** @throws ConfigError when the binding is missing */
export function bucketOf(env: Env, name: string): FileBucket {
  const bucket = env[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the app says that this binding is a bucket
  if (typeof bucket === "object" && bucket !== null && "put" in bucket) return bucket as FileBucket
  throw new ConfigError(`the binding ${name} is missing: bind an R2 bucket to it in wrangler.toml`)
}

/** The static files: the part of the binding's interface that is used here. */
export interface Assets {
  fetch(input: Request | string, init?: RequestInit): Promise<Response>
}

/** Undefined when the Worker has no assets. */
export function assetsOf(env: Env): Assets | undefined {
  const { ASSETS } = env
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a binding of that name is one in wrangler.toml
  return typeof ASSETS === "object" && ASSETS !== null ? (ASSETS as Assets) : undefined
}

/** Yes by default. */
function isOn(env: Env, name: Variable): boolean {
  return YES.includes(oneOf(env, name, [...YES, "no", "false", "off", "0"], "yes"))
}

/** The spellings that Bokeh accepts. */
const YES: readonly string[] = ["yes", "true", "on", "1"]

/** A misspelled variable would silently have no effect. Bokeh's other settings have no effect either, but are allowed. */
function assertSpelling(env: Env): void {
  for (const [name, value] of Object.entries(env)) {
    if (typeof value !== "string" || !name.startsWith("BOKEH_")) continue
    const meant = closest(name, VARIABLES)
    if (meant === undefined || meant === name || name === BOKEHS_OWN) continue
    throw new ConfigError(`there is no variable ${name}: did you mean ${meant}?`)
  }
}

/** The setting of Bokeh's whose name is close to one of this server's. */
const BOKEHS_OWN = "BOKEH_CDN_VERSION"

function text(env: Env, name: Variable): string {
  const value = env[name] ?? ""
  if (typeof value === "string") return value.trim()
  throw new ConfigError(`${name} must be a string`)
}

function words(env: Env, name: Variable): readonly string[] {
  return text(env, name)
    .split(/[\s,]+/)
    .filter((word) => word !== "")
}

/** A whole URL would silently never match a host. */
function hosts(env: Env, name: Variable): readonly string[] {
  const entries = words(env, name)
  for (const entry of entries) {
    const mistake = originPatternMistake(entry)
    if (mistake !== undefined) throw new ConfigError(`${name} ${mistake}`)
  }
  return entries
}

/** The key may hold spaces, unlike the old keys: Python programs sign with the same key. */
function keysIn(env: Env): Keys {
  const key = text(env, "BOKEH_SECRET_KEY")
  if (key !== "") return [key, ...words(env, "BOKEH_EDGE_OLD_SECRET_KEYS")]
  throw new ConfigError(
    "BOKEH_SECRET_KEY is missing: set it with `wrangler secret put BOKEH_SECRET_KEY`",
  )
}

function oneOf<const T extends string>(
  env: Env,
  name: Variable,
  allowed: readonly T[],
  otherwise: T,
): T {
  const given = text(env, name)
  if (given === "") return otherwise
  const found = allowed.find((value) => value === given)
  if (found !== undefined) return found
  throw new ConfigError(`${name} must be one of ${allowed.join(", ")}, got '${given}'`)
}

function positive(env: Env, name: Variable, otherwise: number): number {
  const given = text(env, name)
  if (given === "") return otherwise
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw new ConfigError(`${name} must be a number greater than 0, got '${given}'`)
}
