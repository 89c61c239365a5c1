// The object's timers. They keep it in memory while they run.

import type { Timers } from "../ports.ts"

export const realTimers: Timers = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}
