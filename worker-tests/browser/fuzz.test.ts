// A running server and a real BokehJS, given thousands of random inputs such as strangers can send.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { addBokehJs } from "../../scripts/bokehjs-page.ts"
import { toJson } from "../../src/session/saved-document.ts"
import { connect, openToken } from "../support/bokeh-client.ts"
import { documentsAreDrawn, openPage } from "../support/browser.ts"
import { anyJson } from "../support/hostile.ts"
import { holdsLater } from "../support/random-test.ts"
import { type SentPatch, sentPatch } from "../support/sent-patch.ts"
import { openSite } from "../support/site.ts"
import { anyPatches, started } from "../support/strangers.ts"

const { worker, browser } = await openSite({ vars: { BOKEH_EDGE_DEV: "0" } })

describe("BokehJS", () => {
  it("loads every document that strangers can make, and applies each change while the document is open", async () => {
    const page = await browser.newPage()
    await addBokehJs(page)
    const property = fc.asyncProperty(fc.array(anyPatches, { minLength: 20 }), async (many) => {
      const stories = await Promise.all(many.map(storyOf))
      expect(await page.evaluate(loadAll, stories)).toEqual([])
    })
    await holdsLater(property, 5)
    await page.close()
  })
})

describe("a server", () => {
  it("survives any input over sockets and requests", async () => {
    const frame = fc.oneof(
      anyJson.map((value) => JSON.stringify(value)),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: "binary" }),
      fc
        .constantFrom("PATCH-DOC", "PUSH-DOC", "PULL-DOC-REQ")
        .map((msgtype) => JSON.stringify({ msgid: "c1", msgtype })),
    )
    const property = fc.asyncProperty(
      fc.array(frame),
      anyPatches,
      request,
      async (frames, patches, asked) => {
        await sendPatches(patches)
        await sendFrames(frames)
        expect((await fetch(worker.url + asked.path, asked.init)).status).toBeLessThan(500)
        expect((await fetch(`${worker.url}/liveness`)).status).toBe(200)
      },
    )
    await holdsLater(property, 20)
    const { page, errors } = await openPage(browser, `${worker.url}/temperature`)
    await documentsAreDrawn(page)
    expect(errors).toEqual([])
    await page.close()
  })
})

const word = fc.oneof(
  fc.string(),
  fc.constantFrom("..", "%00", "%2e%2e", "__proto__", "é", "temperature", "explore", "ws"),
)
const NAMES =
  `bokeh-token bokeh-session-id bokeh-snapshot bokeh-invite bokeh-view bokeh-autoload-element bokeh-app-path
  bokeh-absolute-url resources x`.split(/\s+/)
const name = fc.constantFrom(...NAMES)
const request = fc.record({
  path: fc
    .tuple(
      fc.constantFrom("/temperature", "/explore/a", "/chat/b", "/nowhere"),
      fc.constantFrom("", "/ws", "/embed.json", "/autoload.js", "/metadata"),
      fc.array(word.map(encodeURIComponent), { maxLength: 2 }),
      fc.array(fc.tuple(name, word.map(encodeURIComponent)), { maxLength: 3 }),
    )
    .map(([route, end, words, query]) => {
      const path = [route, ...words].join("/") + end
      return `${path}?${query.map((pair) => pair.join("=")).join("&")}`
    }),
  init: fc.record({
    method: fc.constantFrom("GET", "HEAD", "POST", "OPTIONS", "DELETE"),
    headers: fc.dictionary(
      fc.constantFrom("Origin", "Cookie", "Accept", "Sec-Fetch-Site", "If-None-Match", "Range"),
      fc.base64String(),
    ),
    redirect: fc.constant("manual" as const),
  }),
})

/** The data that windows receive: the first document, each change, and the document of a window that opens at the end. */
interface Story {
  readonly before: object
  readonly patches: readonly SentPatch[]
  readonly after: object
}

async function storyOf(patches: readonly (readonly object[])[]): Promise<Story> {
  const session = await started()
  const before = toJson(session.document)
  const window = session.watch()
  window.take()
  // oxlint-disable-next-line no-await-in-loop -- one after another
  for (const events of patches) await session.patch(...events)
  return { before, patches: window.take().map(sentPatch), after: toJson(session.document) }
}

/** Checks that each patch is answered. */
async function sendPatches(patches: readonly (readonly object[])[]): Promise<void> {
  const client = await open()
  for (const events of patches) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const { header } = await client.request("PATCH-DOC", { events })
    expect(header.msgtype).toMatch(/^(?:OK|ERROR)$/)
  }
  client.terminate()
}

/** Sends raw frames. A stream that breaks the protocol is closed, and must not affect the next socket. */
async function sendFrames(frames: readonly (string | Buffer)[]): Promise<void> {
  const client = await open()
  client.sendFrames(frames)
  client.terminate()
}

async function open(): ReturnType<typeof connect> {
  const token = await openToken(`${worker.url}/temperature`)
  return connect(`${worker.url.replace("http", "ws")}/temperature/ws`, token)
}

/** Runs inside the page: self-contained. */
function loadAll(stories: readonly Story[]): string[] {
  interface PageDocument {
    apply_json_patch(patch: object, buffers: ReadonlyMap<string, ArrayBuffer>): void
  }
  const { Bokeh } = globalThis as unknown as {
    readonly Bokeh: {
      require(module: string): { readonly Document: { from_json(json: unknown): PageDocument } }
    }
  }
  const { Document } = Bokeh.require("document")
  const bytesIn = (base64: string) =>
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer
  const attempt = (action: () => void, what: unknown): string[] => {
    try {
      action()
      return []
    } catch (error) {
      return [`${String(error)} in ${JSON.stringify(what)}`]
    }
  }
  return stories.flatMap(({ before, patches, after }) => {
    const shown = Document.from_json(before)
    const changes = patches.flatMap(({ content, buffers }) => {
      const bytes = new Map(buffers.map(([id, base64]) => [id, bytesIn(base64)]))
      return attempt(() => shown.apply_json_patch(content, bytes), content)
    })
    return [...changes, ...attempt(() => Document.from_json(after), after)]
  })
}
