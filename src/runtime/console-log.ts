// The log: one line of JSON an entry, as Workers' observability reads it.

import type { Log } from "../ports.ts"

type Fields = Readonly<Record<string, unknown>>

/* eslint-disable no-console -- the one place where the log meets the console */
export const consoleLog: Log = {
  info: (message, fields) => console.log(line(message, fields)),
  warn: (message, fields) => console.warn(line(message, fields)),
  error: (message, fields) => console.error(line(message, fields)),
}
/* eslint-enable no-console */

function line(message: string, fields: Fields = {}): string {
  return JSON.stringify({ message, ...fields }, (_key, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  )
}
