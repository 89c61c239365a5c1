// The number of slider moves a second that a server answers with new data, with 50 sessions at a time that each wait for
// their own.

import type { BokehClient } from "../worker-tests/support/bokeh-client.ts"
import { type Question, ratePerSecond } from "./question.ts"
import { openSession } from "./sessions-opened.ts"
import { moveAndWait, sliderId } from "./slider-move.ts"

const SESSIONS = 50

export const sliderRounds: Question = {
  name: "slider rounds, 50 sessions",
  unit: "/s",
  budget: 2,
  measure: async (app, seconds) => {
    const sessions: { readonly client: BokehClient; readonly id: string; value: number }[] = []
    for (let i = 0; i < SESSIONS; i++) {
      const { client, doc } = await openSession(app)
      sessions.push({ client, id: sliderId(doc), value: 0 })
    }
    const round = async (worker: number): Promise<void> => {
      const session = sessions[worker]
      if (session !== undefined) await moveAndWait(session.client, session.id, session.value++)
    }
    await ratePerSecond(seconds / 4, SESSIONS, round) // compiled code, warm caches
    const rate = await ratePerSecond(seconds, SESSIONS, round)
    for (const { client } of sessions) client.terminate()
    return rate
  },
}
