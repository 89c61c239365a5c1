// The whole server is killed at random moments while a client sends patches as fast as it can. No acknowledged change is
// lost, and none is invented. KILLS is the number of kills: the long run uses 200.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterAll, describe, expect, it } from "vitest"

import { createToken } from "../../src/session/token.ts"
import { type BokehClient, connect } from "../support/bokeh-client.ts"
import { startDevServer } from "../support/dev-server.ts"
import { seeded } from "../support/seeded-random.ts"
import type { ServerProcess } from "../support/server-process.ts"

const KILLS = Number(process.env["KILLS"] ?? 10)
const SECRET = "kill-test"
const persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-kill-"))
let worker: ServerProcess | undefined

afterAll(async () => {
  await worker?.kill()
  rmSync(persistTo, { recursive: true, force: true })
})

/** The client's knowledge: the rows whose stream was acknowledged, and the one that may have arrived without an answer. */
interface Known {
  acknowledged: number
  sent: number
  title: string
}

function start(url?: string): Promise<ServerProcess> {
  return startDevServer({ url, persistTo, vars: { BOKEH_SECRET_KEY: SECRET } })
}

/** A token as Python's client makes it. Only a client with the key may replace a document. */
function keyHoldersToken(): string {
  const expiresAtMs = Date.now() + 3_600_000
  return createToken({ sessionId: "k".repeat(44), expiresAtMs, payload: undefined }, [SECRET])
}

/** Puts a document with one source into the session. */
async function push(client: BokehClient): Promise<void> {
  const data = {
    type: "map",
    entries: [
      ["n", [0]],
      ["bytes", [0]],
    ],
  }
  const source = {
    type: "object",
    name: "ColumnDataSource",
    id: "src",
    attributes: { name: "src", data },
  }
  const reply = await client.request("PUSH-DOC", { doc: { title: "0", roots: [source] } })
  expect(reply.header.msgtype).toBe("OK")
}

/** Streams rows 1, 2, 3 ... and renames the document, one after another, until the server is gone. */
async function storm(client: BokehClient, known: Known): Promise<void> {
  try {
    for (;;) {
      const n = ++known.sent
      const bytes = {
        type: "typed_array",
        array: { type: "bytes", data: { id: "b" } },
        dtype: "float64",
        order: "little",
      }
      const data = {
        type: "map",
        entries: [
          ["n", [n]],
          ["bytes", bytes],
        ],
      }
      const stream = {
        kind: "ColumnsStreamed",
        model: { id: "src" },
        attr: "data",
        data,
        rollover: null,
      }
      const title = { kind: "TitleChanged", title: `${n}` }
      const buffers = new Map([["b", new Uint8Array(Float64Array.of(n * 1.5).buffer)]])
      const msgid = client.send("PATCH-DOC", { events: [stream, title] }, buffers)
      const reply = await client.waitForReply(msgid)
      expect(reply.header.msgtype).toBe("OK")
      known.acknowledged = n
    }
  } catch (error) {
    if (!String(error).includes("the socket closed")) throw error
  }
}

/** The rows of the pulled document, both columns, and its title. */
async function pulled(
  client: BokehClient,
): Promise<{ n: number[]; bytes: number[]; title: string }> {
  const { content, buffers } = await client.request("PULL-DOC-REQ")
  const { doc } = content as {
    doc: { title: string; roots: [{ attributes: { data: { entries: [string, unknown][] } } }] }
  }
  const columns = new Map(doc.roots[0].attributes.data.entries)
  return {
    n: numbers(columns.get("n"), buffers),
    bytes: numbers(columns.get("bytes"), buffers),
    title: doc.title,
  }
}

function numbers(column: unknown, buffers: ReadonlyMap<string, Buffer>): number[] {
  if (Array.isArray(column)) return column as number[]
  const rep = column as { readonly array: { readonly data: { readonly id: string } } }
  const bytes = Uint8Array.from(buffers.get(rep.array.data.id) ?? [])
  return [...new Float64Array(bytes.buffer)]
}

describe("a server that is killed", () => {
  it(
    `${KILLS} times in a storm of patches keeps every acknowledged patch, complete and in order`,
    async () => {
      const random = seeded(KILLS)
      worker = await start()
      const socketUrl = `${worker.url.replace("http", "ws")}/host/ws`
      const token = keyHoldersToken()
      const known: Known = { acknowledged: 0, sent: 0, title: "0" }
      let client = await connect(socketUrl, token)
      await push(client)
      for (let kill = 0; kill < KILLS; kill++) {
        const storming = storm(client, known)
        if (kill === 0) await expect.poll(() => known.acknowledged).toBeGreaterThan(KILLS)
        await new Promise((resolve) => setTimeout(resolve, random() * 400))
        await worker.kill()
        await storming
        worker = await start(worker.url)
        client = await connect(socketUrl, token)
        const { n, bytes, title } = await pulled(client)
        const last = n.at(-1) ?? 0
        expect(last).toBeGreaterThanOrEqual(known.acknowledged)
        expect(last).toBeLessThanOrEqual(known.sent)
        expect(n).toEqual(Array.from({ length: last + 1 }, (_, i) => i))
        expect(bytes).toEqual(n.map((i) => i * 1.5))
        expect(title).toBe(`${last}`)
        known.sent = last
        known.acknowledged = last
      }
    },
    KILLS * 200_000,
  )
})
