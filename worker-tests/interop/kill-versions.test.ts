// The whole server killed while somebody works in a session with versions: what was acknowledged is there, versions that were kept
// are listed and come back, and what was done before can be undone.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterAll, describe, expect, it } from "vitest"

import { createToken } from "../../src/session/token.ts"
import { type BokehClient, connect } from "../support/bokeh-client.ts"
import { startDevServer } from "../support/dev-server.ts"
import { modelsIn } from "../support/sent-models.ts"
import type { ServerProcess } from "../support/server-process.ts"

const KILLS = 2
const SECRET = "kill-test"
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-kill-versions-"))
let worker: ServerProcess | undefined

afterAll(async () => {
  await worker?.kill()
  rmSync(persistTo, { recursive: true, force: true })
})

function start(url?: string): Promise<ServerProcess> {
  return startDevServer({ url, persistTo, vars: { BOKEH_SECRET_KEY: SECRET } })
}

async function patch(client: BokehClient, event: object): Promise<void> {
  const reply = await client.request("PATCH-DOC", { events: [event] })
  expect(reply.header.msgtype).toBe("OK")
}

function tell(client: BokehClient, msg_type: string, msg_data: unknown = null): Promise<void> {
  return patch(client, { kind: "MessageSent", msg_type, msg_data })
}

async function models(client: BokehClient) {
  const all = modelsIn((await client.request("PULL-DOC-REQ")).content)
  return new Map(all.map((model) => [String(model.attributes["name"]), model]))
}

async function slide(client: BokehClient, value: number): Promise<void> {
  const id = (await models(client)).get("level")?.id
  await patch(client, { kind: "ModelChanged", model: { id }, attr: "value", new: value })
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
  it(`${KILLS} times has what was changed, kept, and can be undone`, async () => {
    worker = await start()
    const socketUrl = `${worker.url.replace("http", "ws")}/level/ws`
    const expiresAtMs = Date.now() + 3_600_000
    const token = createToken({ sessionId: "v".repeat(44), expiresAtMs, payload: undefined }, [
      SECRET,
    ])
    let client = await connect(socketUrl, token)
    for (let kill = 1; kill <= KILLS; kill++) {
      const value = 10 * kill
      await slide(client, value)
      await tell(client, "keep", `at ${value}`)
      await slide(client, value + 1)
      await worker.kill()
      worker = await start(worker.url)
      client = await connect(socketUrl, token)
      expect(await shown(client)).toEqual([value + 1, `${2 * (value + 1)}`])
      await slide(client, value)
      // That step, the one that the kill has taken or not, and the one before.
      await tell(client, "undo")
      expect(await shown(client)).toEqual([value + 1, `${2 * (value + 1)}`])
      await tell(client, "redo")
      expect(await shown(client)).toEqual([value, `${2 * value}`])
    }
    await tell(client, "list")
    expect(await told(client)).toEqual(["at 20", "at 10"])
    await tell(client, "keep", "last") // stores what can be undone, too
    await worker.kill()
    worker = await start(worker.url)
    client = await connect(socketUrl, token)
    await tell(client, "undo")
    expect(await shown(client)).toEqual([21, "42"])
    await tell(client, "restore", "at 10")
    expect((await client.waitForClose()).code).toBe(4004)
    await worker.kill()
    worker = await start(worker.url)
    client = await connect(socketUrl, token)
    expect(await shown(client)).toEqual([10, "20"])
    await client.close()
  }, 300_000)
})
