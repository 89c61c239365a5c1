// The whole server is killed while a client works in a session with versions. Acknowledged changes are kept, kept versions
// are listed and can be restored, and earlier changes can be undone.

import { afterAll, describe, expect, it } from "vitest"

import { acknowledged, type BokehClient, tell } from "../support/bokeh-client.ts"
import { KilledServer } from "../support/killed-server.ts"
import { modelsIn } from "../support/sent-models.ts"

const KILLS = 2
const server = new KilledServer()
const open = () => server.connect("/level", "v".repeat(44))

afterAll(() => server.end())

async function models(client: BokehClient) {
  const all = modelsIn((await client.request("PULL-DOC-REQ")).content)
  return new Map(all.map((model) => [String(model.attributes["name"]), model]))
}

async function slide(client: BokehClient, value: number): Promise<void> {
  const id = (await models(client)).get("level")?.id
  await acknowledged(client, { kind: "ModelChanged", model: { id }, attr: "value", new: value })
}

async function shown(client: BokehClient): Promise<readonly unknown[]> {
  const named = await models(client)
  const of = (name: string, attr: string) => named.get(name)?.attributes[attr]
  return [of("level", "value") ?? 0, of("double", "text")]
}

async function told(client: BokehClient): Promise<unknown> {
  return JSON.parse(String((await models(client)).get("told")?.attributes["text"]))
}

describe("a server that is killed", () => {
  it(`${KILLS} times keeps the changes, the versions and the undo history`, async () => {
    await server.start()
    let client = await open()
    for (let kill = 1; kill <= KILLS; kill++) {
      const value = 10 * kill
      await slide(client, value)
      await tell(client, "keep", `at ${value}`)
      await slide(client, value + 1)
      await server.restart()
      client = await open()
      expect(await shown(client)).toEqual([value + 1, `${2 * (value + 1)}`])
      await slide(client, value)
      // This step, the step that the kill may have undone, and the one before.
      await tell(client, "undo")
      expect(await shown(client)).toEqual([value + 1, `${2 * (value + 1)}`])
      await tell(client, "redo")
      expect(await shown(client)).toEqual([value, `${2 * value}`])
    }
    await tell(client, "list")
    expect(await told(client)).toEqual(["at 20", "at 10"])
    await tell(client, "keep", "last") // stores the undo history, too
    await server.restart()
    client = await open()
    await tell(client, "undo")
    expect(await shown(client)).toEqual([21, "42"])
    await tell(client, "restore", "at 10")
    expect((await client.waitForClose()).code).toBe(4004)
    await server.restart()
    client = await open()
    expect(await shown(client)).toEqual([10, "20"])
    await client.close()
  }, 1_200_000)
})
