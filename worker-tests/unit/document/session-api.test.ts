// What a document tells about its session, and how it configures BokehJS.

import { describe, expect, it, vi } from "vitest"

import { Document, internalsOf } from "../../../src/document/document.ts"
import {
  ColumnDataSource,
  Div,
  DocumentConfig,
  FileInput,
  GlyphRenderer,
  Slider,
  TabPanel,
  Tabs,
} from "../../../src/model/generated/models.ts"
import type { HasProps } from "../../../src/model/has-props.ts"
import { buildDocument } from "../../../src/session/build-document.ts"
import { fromJson, toJson } from "../../../src/session/saved-document.ts"
import { NO_SESSION } from "../../support/no-session.ts"
import { createSession } from "../../support/session.ts"

const PARTS = {
  ...NO_SESSION,
  request: { url: "http://server.org/a", arguments: { n: ["1"] }, headers: {}, cookies: {} },
}

describe("doc.config", () => {
  it("is sent with the document, and in a patch when it changes", () => {
    const { document, join, send, session } = createSession((doc) => {
      doc.config.notify_connection_status = false
    })
    const peer = join()
    send(peer, "PULL-DOC-REQ", {})
    expect(document.config).toBeInstanceOf(DocumentConfig)
    expect(JSON.stringify(peer.take())).toContain('"notify_connection_status":false')
    session.act(() => document.config.update({ reconnect_session: false }))
    expect(JSON.stringify(peer.takeEvents())).toContain('"attr":"reconnect_session","new":false')
  })
})

describe("doc.session_context", () => {
  it("has the session's id and request, also while the handler runs", async () => {
    const handler = vi.fn<(doc: Document) => void>()
    const { document } = await buildDocument((doc) => {
      handler(doc)
      expect(doc.session_context?.id).toBe("session")
    }, PARTS)
    expect(handler).toHaveBeenCalledOnce()
    expect(document.session_context?.request.arguments).toEqual({ n: ["1"] })
    expect(new Document().session_context).toBeUndefined()
  })

  it("is passed to on_session_destroyed callbacks", async () => {
    const ended = vi.fn<(id: string) => void>()
    const { document } = await buildDocument((doc) => {
      doc.on_session_destroyed(({ id }) => ended(id))
    }, PARTS)
    internalsOf(document).callbacks.runDestroyed()
    await vi.waitFor(() => expect(ended).toHaveBeenCalledWith("session"))
  })
})

it.for<readonly [string, () => HasProps]>([
  ["GlyphRenderer.glyph", () => new GlyphRenderer({ data_source: new ColumnDataSource() })],
  ["Slider.value", () => new Slider({ start: 0, end: 1 })],
  ["TabPanel.child", () => new Tabs({ tabs: [new TabPanel({ title: "a" })] })],
])("a document is rejected when it lacks %s, which has no default", async ([missing, make]) => {
  const told = `${missing} must be set: it has no default`
  await expect(buildDocument((doc) => doc.add_root(make()), PARTS)).rejects.toThrow(told)
  const doc = new Document()
  doc.add_root(make())
  expect(() => toJson(doc)).toThrow(told)
})

describe("the document's title", () => {
  const saved = (title?: string) => {
    const doc = new Document()
    if (title !== undefined) doc.title = title
    return toJson(doc)
  }

  it.for<readonly [string, Parameters<typeof buildDocument>[0], string]>([
    ["the route's", () => undefined, "Sales"],
    [
      "the handler's",
      (doc) => {
        doc.title = "Mine"
      },
      "Mine",
    ],
    ["a saved document's", fromJson(saved("Saved")), "Saved"],
    ["the route's where the saved one has none", fromJson(saved()), "Sales"],
  ])("is %s", async ([, handler, expected]) => {
    expect((await buildDocument(handler, PARTS, "Sales")).document.title).toBe(expected)
  })
})

describe("timed callbacks", () => {
  const doc = new Document()
  const callback = () => undefined

  it("are in doc.session_callbacks until they are removed, by the returned object or by the function", () => {
    const timed = doc.add_periodic_callback(callback, 100)
    doc.add_periodic_callback(callback, 200)
    doc.add_next_tick_callback(() => undefined)
    expect(doc.session_callbacks.map(({ ms }) => ms)).toEqual([100, 200, 0])
    doc.remove_periodic_callback(timed)
    doc.remove_periodic_callback(callback)
    expect(doc.session_callbacks.map(({ ms }) => ms)).toEqual([0])
  })

  it("throw when they are removed without having been added", () => {
    expect(() => {
      doc.remove_periodic_callback(callback)
    }).toThrow("remove_periodic_callback: this function was not added, or has run already")
    expect(() => {
      doc.remove_timeout_callback(JSON.parse("7"))
    }).toThrow("remove_timeout_callback: this value was not added, or has run already")
  })
})

describe("a FileInput", () => {
  it("has the name and type of the file when the callback of its value runs", () => {
    const input = new FileInput()
    const log = new Div()
    const seen: unknown[] = []
    const { join, patch } = createSession((doc) => {
      input.on_change("value", (_attr, _old, value) => {
        seen.push([value, input.filename, input.mime_type])
      })
      input.on_event("file_input_change", ({ filename, value }) => {
        seen.push([filename, value])
      })
      doc.add_root(input)
      doc.add_root(log)
    })
    const peer = join()
    const change = (attr: string, value: string) => ({
      kind: "ModelChanged",
      model: { id: input.id },
      attr,
      new: value,
    })
    const values = { value: "YQ==", filename: "a.txt", mime_type: "text/plain" }
    const event = {
      type: "event",
      name: "file_input_change",
      values: { model: { id: input.id }, ...values },
    }
    for (const name of ["a.txt", "b.csv"]) {
      const type = name === "a.txt" ? "text/plain" : "text/csv"
      patch(peer, change("value", name), change("filename", name), change("mime_type", type))
    }
    patch(peer, { kind: "MessageSent", msg_type: "bokeh_event", msg_data: event })
    expect(seen).toEqual([
      ["a.txt", "a.txt", "text/plain"],
      ["b.csv", "b.csv", "text/csv"],
      ["a.txt", "YQ=="],
    ])
  })
})
