// The log of one session: each entry says which session it is about, and of which route, except those about each message.

import type { Admission } from "../../objects/admission.ts"
import type { Log } from "../../ports.ts"

/** @param opened whose session it is, as far as that is known */
export function sessionLog(log: Log, opened: () => Admission | undefined): Log {
  const to = (level: Exclude<keyof Log, "debug">) => (message: string, fields?: object) => {
    const { pattern: route, sessionId: session } = opened() ?? {}
    log[level](message, { route, session, ...fields })
  }
  return { ...log, info: to("info"), warn: to("warn"), error: to("error") }
}
