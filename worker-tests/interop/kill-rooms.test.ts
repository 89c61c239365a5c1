// The whole server killed each time that something was done in a closed room: what the members share, what was said and seen,
// and who was removed is as it was.

import { afterAll, expect, it } from "vitest"

import { type BokehClient, tell } from "../support/bokeh-client.ts"
import { KilledServer } from "../support/killed-server.ts"
import { modelsIn } from "../support/sent-models.ts"

const SOON = { timeout: 120_000 }
const server = new KilledServer()
const enter = (role: string) => server.connect(`/lesson/${role}`, role[0]?.repeat(44) ?? "")

afterAll(() => server.end())

async function told(client: BokehClient): Promise<unknown> {
  const models = modelsIn((await client.request("PULL-DOC-REQ")).content)
  const text = models.find(({ attributes }) => attributes["name"] === "told")?.attributes["text"]
  return JSON.parse(String(text)) as unknown
}

function untilTold(client: BokehClient, what: object): Promise<void> {
  return expect.poll(() => told(client), SOON).toMatchObject(what)
}

it("a server that is killed has a room's state, what was said and seen there, and who was removed", async () => {
  await server.start()
  let [teacher, student] = [await enter("teacher"), await enter("student")]
  const both = { here: ["teacher", "student"] }
  for (const one of [teacher, student]) await untilTold(one, both)
  const again = async () => {
    await server.restart()
    ;[teacher, student] = [await enter("teacher"), await enter("student")]
  }

  await tell(teacher, "topic", "waves")
  await again()
  for (const one of [teacher, student]) await untilTold(one, { topic: "waves" })

  await tell(teacher, "say", "hello")
  await again()
  await untilTold(student, { heard: ["hello"], refused: "" })

  await tell(teacher, "say", "again")
  await untilTold(student, { heard: ["hello", "again"] })
  await tell(student, "seen")
  await again()
  await untilTold(teacher, { ...both, seen: ["student"] })

  await tell(teacher, "remove", "student")
  await untilTold(teacher, { here: ["teacher"] })
  await again()
  const refused = "join: this member was removed from the group"
  await untilTold(student, { refused, here: [] })
  await tell(teacher, "say", "secret")
  await untilTold(teacher, { here: ["teacher"], topic: "waves" })
  await untilTold(student, { heard: ["hello", "again"] })
}, 1_200_000)
