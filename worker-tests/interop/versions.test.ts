// Many versions of Python's client.

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { Document } from "../../src/document/document.ts"
import { ColumnDataSource } from "../../src/model/generated/models.ts"
import { replaceWithJson } from "../../src/session/saved-document.ts"
import { ensureBokeh, PYTHON_VERSIONS } from "../support/bokeh-versions.ts"
import { python } from "../support/python.ts"
import { type RunningWorker, startWorker } from "../support/start-worker.ts"
import { expectRow } from "../support/versions-table.ts"

const BOKEH_SECRET_KEY = "shared-by-the-server-and-all-its-clients"

let worker: RunningWorker
beforeAll(async () => {
  worker = await startWorker({ vars: { BOKEH_SECRET_KEY } })
})
afterAll(() => worker.stop())

interface Tried {
  readonly pull: string | null
  readonly pullByVersion: string | null
  readonly push: string | null
  readonly tag: string
  readonly saved: string
}

/** The columns of a document that a version of Bokeh saved. */
function columnsOf(saved: string): unknown {
  const doc = new Document()
  replaceWithJson(doc, saved)
  const { x = [], y = [] } = doc.select_one(ColumnDataSource)?.data ?? {}
  return [[...x], [...y]]
}

describe("Python's client", () => {
  it.for(PYTHON_VERSIONS)("%s supports what the table of versions lists", async (version) => {
    const args = [`${worker.url}/temperature`, `${worker.url}/host`]
    const env = { BOKEH_SECRET_KEY, PYTHONPATH: ensureBokeh(version) }
    const { pull, pullByVersion, push, tag, saved } = (await python(
      "versions.py",
      args,
      env,
    )) as Tried
    const src = /src="([^"]+)"|'GET', "([^"]+)"/.exec(tag)?.slice(1).find(Boolean) ?? ""
    const script = await fetch(src.replaceAll("&amp;", "&"))
    expect(columnsOf(saved)).toEqual([
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ])
    expectRow(`Python ${version}`, [pull ?? true, pullByVersion ?? true, push ?? true, script.ok])
  })
})
