// The whole server is killed at random moments while two members of a group send messages to all. Each member receives every
// acknowledged line once, in the same order. KILLS=50 kills 50 times.

import { afterAll, describe, expect, it } from "vitest"

import { type BokehClient, tell } from "../support/bokeh-client.ts"
import { KilledServer } from "../support/killed-server.ts"
import { seeded } from "../support/seeded-random.ts"
import { modelsIn } from "../support/sent-models.ts"

const KILLS = Number(process.env["KILLS"] ?? 4)
const SPEAKERS = ["a", "b"]
const LISTENERS = ["c", "d", "e"]
const SOON = { timeout: 120_000 }
const server = new KilledServer()

afterAll(() => server.end())

const openAll = (names: readonly string[]) =>
  Promise.all(names.map((name) => server.connect("/team", name.repeat(44))))

async function heardBy(client: BokehClient): Promise<readonly string[]> {
  const models = modelsIn((await client.request("PULL-DOC-REQ")).content)
  const source = models.find(({ attributes }) => attributes["name"] === "heard")
  const text = JSON.stringify(source?.attributes["data"])
  return [...text.matchAll(/"([abw]\d+)"/g)].map(([, line = ""]) => line)
}

async function spoken(client: BokehClient): Promise<readonly string[]> {
  return (await heardBy(client)).filter((line) => !line.startsWith("w"))
}

/** Members join after their pages open, and do not get earlier messages. */
async function untilJoined(): Promise<void> {
  const [speaker, ...listeners] = await openAll(["a", ...LISTENERS])
  let count = 0
  await expect
    .poll(async () => {
      if (speaker !== undefined) await tell(speaker, "say", `w${++count}`)
      return Promise.all(listeners.map(async (one) => (await heardBy(one)).length > 0))
    }, SOON)
    .toEqual(listeners.map(() => true))
}

/** Sends lines until the server is gone. Acknowledged ones go to `said`, one that may have been delivered to `unsure`. */
async function speak(
  client: BokehClient,
  next: () => string,
  { said, unsure }: Record<"said" | "unsure", string[]>,
): Promise<void> {
  for (;;) {
    const line = next()
    try {
      await tell(client, "say", line) // oxlint-disable-line no-await-in-loop -- one after another
      said.push(line)
    } catch (error) {
      if (!String(error).includes("the socket closed")) throw error
      unsure.push(line)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 60)) // oxlint-disable-line no-await-in-loop -- 20 a second
  }
}

describe("a server that is killed", () => {
  it(
    `${KILLS} times while group members send delivers each line once to all, in one order`,
    async () => {
      const random = seeded(KILLS)
      const told = { said: [] as string[], unsure: [] as string[] }
      let count = 0
      await server.start()
      await untilJoined()
      for (let kill = 0; kill <= KILLS; kill++) {
        const speakers = await openAll(SPEAKERS)
        const listeners = await openAll(LISTENERS)
        await Promise.all([...speakers, ...listeners].map((one) => one.request("PULL-DOC-REQ")))
        await expect
          .poll(async () => {
            const heard = await Promise.all(listeners.map(spoken))
            expect(heard).toEqual(heard.map(() => heard[0]))
            return told.said.filter((line) => heard[0]?.includes(line) !== true)
          }, SOON)
          .toEqual([])
        const [lines = []] = await Promise.all(listeners.map(spoken))
        expect(new Set(lines).size).toBe(lines.length)
        const mayHave = new Set([...told.said, ...told.unsure])
        expect(lines.filter((line) => !mayHave.has(line))).toEqual([])
        for (const name of SPEAKERS) {
          const own = lines.filter((line) => line.startsWith(name))
          expect(own).toEqual(own.toSorted((x, y) => Number(x.slice(1)) - Number(y.slice(1))))
        }
        if (kill === KILLS) break
        const speaking = speakers.map((one, i) =>
          speak(one, () => `${SPEAKERS[i]}${++count}`, told),
        )
        if (kill === 0) await expect.poll(() => told.said.length, SOON).toBeGreaterThan(KILLS)
        await new Promise((resolve) => setTimeout(resolve, 300 + random() * 700))
        await server.kill()
        await Promise.all(speaking)
        await server.start()
      }
      expect(told.said.length).toBeGreaterThan(KILLS)
    },
    KILLS * 200_000,
  )
})
