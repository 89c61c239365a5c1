// The number of sessions that can be opened a second, 16 at a time: a page, its socket, and the document pulled over it.

import { type BokehClient, connect, openToken } from "../worker-tests/support/bokeh-client.ts"
import { type AppUrl, type Question, ratePerSecond } from "./question.ts"

const CONCURRENCY = 16

export const sessionsOpened: Question = {
  name: "sessions opened",
  unit: "/s",
  budget: 15,
  measure: (app, seconds) =>
    ratePerSecond(seconds, CONCURRENCY, async () => {
      const { client } = await openSession(app)
      client.terminate()
    }),
}

export async function openSession(app: AppUrl): Promise<{ client: BokehClient; doc: unknown }> {
  const client = await connect(
    `${app.replace("http", "ws")}/ws?bokeh-version=3.10.0&bokeh-packed=1`,
    await openToken(app),
  )
  await client.waitForMessage("ACK")
  const { content } = await client.request("PULL-DOC-REQ")
  return { client, doc: content["doc"] }
}
