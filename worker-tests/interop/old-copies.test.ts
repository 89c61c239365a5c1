// A copy whose app has been deployed anew, with nothing in it of what the copy shows: it is a picture, and no error.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterAll, expect, it } from "vitest"

import { acknowledged, connect, linkBy, openToken } from "../support/bokeh-client.ts"
import { startDevServer } from "../support/dev-server.ts"
import { modelsIn } from "../support/sent-models.ts"
import type { ServerProcess } from "../support/server-process.ts"

const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-old-copies-"))
let worker: ServerProcess | undefined

afterAll(async () => {
  await worker?.kill()
  rmSync(persistTo, { recursive: true, force: true })
})

async function deploy(version: string): Promise<string> {
  await worker?.kill()
  const vars = { BOKEH_EDGE_VERSION: version, BOKEH_SECRET_KEY: "old copies" }
  const entry = "worker-tests/interop/old-copies-app.ts"
  worker = await startDevServer({ entry, url: worker?.url, persistTo, vars })
  return worker.url
}

it("can be looked at and moved when the code no longer fits, and says why its buttons do nothing", async () => {
  const url = await deploy("1")
  const socketUrl = `${url.replace("http", "ws")}/changing/ws`
  const author = await connect(socketUrl, await openToken(`${url}/changing`))
  await author.request("PULL-DOC-REQ")
  const link = await linkBy(author, "publish", null)
  await deploy("2")

  const copy = await connect(`${socketUrl}${new URL(link).search}`, await openToken(link))
  const shown = async () => modelsIn((await copy.request("PULL-DOC-REQ")).content)
  const models = await shown()
  expect(JSON.stringify(models)).not.toContain("all new")
  expect(models.map(({ attributes }) => attributes["text"])).toContain(
    "This copy was made with another version of the app: it can be looked at and moved, and its buttons do nothing.",
  )
  const slider = models.find(({ attributes }) => attributes["end"] === 9)
  const moved = { kind: "ModelChanged", model: { id: slider?.id }, attr: "value", new: 5 }
  await acknowledged(copy, moved)
  expect((await shown()).map(({ attributes }) => attributes["value"])).toContain(5)
}, 600_000)
