// The time from a slider's move until its callback's data arrives: the median of many moves.

import type { BokehClient } from "../worker-tests/support/bokeh-client.ts"
import { median, type Question } from "./question.ts"
import { openSession } from "./sessions-opened.ts"

const MOVES_PER_SECOND = 25

export const sliderMove: Question = {
  name: "slider move to data",
  unit: "ms",
  budget: 2,
  measure: async (app, seconds) => {
    const { client, doc } = await openSession(app)
    const id = sliderId(doc)
    const times: number[] = []
    for (let i = 0; i < seconds * MOVES_PER_SECOND; i++) {
      times.push(await moveAndWait(client, id, i))
    }
    await client.close()
    return median(times)
  },
}

/** @returns the milliseconds until the data arrived */
export async function moveAndWait(client: BokehClient, id: string, i: number): Promise<number> {
  const start = performance.now()
  client.send("PATCH-DOC", {
    events: [{ kind: "ModelChanged", model: { id }, attr: "value", new: 2 + (i % 28) }],
  })
  await client.waitForMessage("PATCH-DOC")
  const ms = performance.now() - start
  await client.waitForMessage("OK")
  return ms
}

export function sliderId(doc: unknown): string {
  const id = /"name":"Slider","id":"([^"]+)"/.exec(JSON.stringify(doc))?.[1]
  if (id === undefined) throw new Error("the app has no slider")
  return id
}
