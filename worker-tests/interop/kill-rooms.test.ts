// The whole server is killed after each action in a closed room. The shared state, the messages, who has seen them and who
// was removed stay the same.

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

it("a server that is killed keeps a room's state, its messages, who has seen them, and who was removed", async () => {
  await server.start()
  let [teacher, student, guest] = [
    await enter("teacher"),
    await enter("student"),
    await enter("guest"),
  ]
  const all = { here: ["teacher", "student", "guest"] }
  for (const one of [teacher, student, guest]) await untilTold(one, all)
  const heard: string[] = []
  const say = async (text: string) => {
    await tell(teacher, "say", text)
    heard.push(text)
    await untilTold(student, { heard, refused: "" })
  }
  const removed = { refused: "join: this member was removed from the group", here: [], topic: "" }
  const again = async () => {
    await server.restart()
    ;[teacher, student, guest] = [
      await enter("teacher"),
      await enter("student"),
      await enter("guest"),
    ]
    await say(`after kill ${heard.length}`)
    await untilTold(guest, { ...removed, heard: ["welcome"] })
  }
  await say("welcome")
  await untilTold(guest, { heard })

  await tell(teacher, "remove", "guest")
  const both = { here: ["teacher", "student"] }
  await untilTold(teacher, both)
  await again()

  await tell(teacher, "topic", "waves")
  await again()
  for (const one of [teacher, student]) await untilTold(one, { ...both, topic: "waves" })

  await tell(teacher, "say", "hello")
  heard.push("hello")
  await again()

  await say("again")
  await tell(student, "seen")
  await again()
  await untilTold(teacher, { ...both, seen: ["student"], topic: "waves" })
}, 1_200_000)
