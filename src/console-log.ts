// The log: one line of JSON for each entry, as Workers' observability reads it. BOKEH_PY_LOG_LEVEL sets the lowest level
// that is logged.

import { parseConfig, SERVER_LOG_LEVELS, type ServerLogLevel } from "./env.ts"
import type { Log } from "./ports.ts"

type Fields = Readonly<Record<string, unknown>>

/**
 * The log, as configured by the Worker's variables.
 * @param about fields of all entries
 */
export function consoleLogFor(env: Fields, about?: Fields): Log {
  const { serverLogLevel } = parseConfig(env)
  const lowest = SERVER_LOG_LEVELS.indexOf(serverLogLevel)
  const at = (level: keyof Log & ServerLogLevel): Log[typeof level] =>
    SERVER_LOG_LEVELS.indexOf(level) < lowest
      ? () => undefined
      : (message, fields) => consoleLog[level](message, { ...about, ...fields })
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }
}

/** A rejected promise that nobody awaits would be lost silently: a callback may have forgotten to await it. */
export function logRejections(): void {
  if (typeof addEventListener === "function") addEventListener("unhandledrejection", logRejection)
}

function logRejection({ reason }: { readonly reason: unknown }): void {
  consoleLog.error("a promise failed that nobody awaits", { error: reason })
}

/* eslint-disable no-console -- the one place where the log meets the console */
const consoleLog = {
  debug: (message: string, fields?: Fields) => console.debug(line(message, fields)),
  info: (message: string, fields?: Fields) => console.log(line(message, fields)),
  warn: (message: string, fields?: Fields) => console.warn(line(message, fields)),
  error: (message: string, fields?: Fields) => console.error(line(message, fields)),
}
/* eslint-enable no-console */

function line(message: string, fields: Fields = {}): string {
  return JSON.stringify({ message, ...fields }, (_key, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  )
}
