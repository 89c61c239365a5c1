// How long it takes from moving the slider until the data that its callback made is back: the median of many moves.

import { median, type Question } from "./question.ts"
import { openSession } from "./sessions-opened.ts"

const MOVES = 100

export const sliderMove: Question = {
  name: "slider move to data",
  unit: "ms",
  budget: 20,
  measure: async (app) => {
    const { client, doc } = await openSession(app)
    const model = { id: sliderId(doc) }
    const times: number[] = []
    for (let i = 0; i < MOVES; i++) {
      const start = performance.now()
      client.send("PATCH-DOC", {
        events: [{ kind: "ModelChanged", model, attr: "value", new: 2 + (i % 28) }],
      })
      await client.waitForMessage("PATCH-DOC")
      times.push(performance.now() - start)
      await client.waitForMessage("OK")
    }
    await client.close()
    return median(times)
  },
}

export function sliderId(doc: unknown): string {
  const id = /"name":"Slider","id":"([^"]+)"/.exec(JSON.stringify(doc))?.[1]
  if (id === undefined) throw new Error("the app has no slider")
  return id
}
