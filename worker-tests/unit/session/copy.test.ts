// A copy of a session's document: how it opens, by the version of the code that opens it.

import { app, column, ColumnDataSource, Div, type Document, figure, Slider } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import type { Handler } from "../../../src/app/handler.ts"
import { encodeCopy } from "../../../src/document/store-document.ts"
import { buildDocument } from "../../../src/session/build-document.ts"
import { encodeRecord, parseRecord, type StoredRecord } from "../../../src/session/record.ts"
import { restoreSession } from "../../../src/session/restore.ts"
import { storedIn } from "../../../src/session/stored-state.ts"
import { createWorld } from "../../../src/testing/world.ts"
import { NO_SESSION } from "../../support/no-session.ts"

const MAX_PART_BYTES = 1000

/** Builds another document each time, as from current data. */
function handlerOf(title: string, hasNews: boolean): Handler {
  return (doc) => {
    const slider = new Slider({ title, start: 0, end: 99, value: 1 })
    const text = new Div({ text: "1" })
    slider.on_change("value", (_attr, _old, value) => void (text.text = `${value}`))
    const news = hasNews ? [new Div({ text: "news" })] : []
    doc.add_root(column(...news, slider, text))
  }
}

async function build(handler: Handler): Promise<Document> {
  return (await buildDocument(handler, NO_SESSION)).document
}

/** The copy that a visitor publishes after moving the slider. */
async function published(): Promise<StoredRecord> {
  const document = await build(handlerOf("Speed", false))
  const slider = document.select_one(Slider)
  if (slider !== undefined) slider.value = 42
  const copy = encodeCopy(document, { version: "1", state: undefined })
  return parseRecord([...encodeRecord(copy, MAX_PART_BYTES)])
}

async function opened(version: string): Promise<Document> {
  const document = await build(handlerOf("Velocity", true))
  const lost = () => undefined
  restoreSession(document, storedIn(await published()), { version, lost, damaged: lost })
  return document
}

const texts = (doc: Document) => [...doc.select(Div)].map(({ text }) => text)

describe("[S23] a copy", () => {
  it("shows in the same version of the code exactly what was published", async () => {
    const document = await opened("1")
    expect(document.select_one(Slider)).toMatchObject({ title: "Speed", value: 42 })
    expect(texts(document)).toEqual(["42"])
  })

  it("shows in another version what the code builds now, with the changes applied", async () => {
    const document = await opened("2")
    expect(document.select_one(Slider)).toMatchObject({ title: "Velocity", value: 42 })
    expect(texts(document)).toEqual(["news", "42"])
  })

  it.each(["1", "2"])("has the handler's callbacks (version %s)", async (version) => {
    const document = await opened(version)
    const slider = document.select_one(Slider)
    if (slider !== undefined) slider.value = 7
    expect(texts(document).at(-1)).toBe("7")
  })

  it("gets the title of its link without running the app's callbacks", async () => {
    const kinds: string[] = []
    const handler: Handler = (doc, context) => {
      doc.on_message("publish", async () => {
        doc.send_message("link", (await context.publish({ title: "Mine" })).link)
      })
      doc.on_change(({ kind }) => void kinds.push(kind))
    }
    const world = createWorld([app("/", handler)])
    const window = await world.open("/")
    await window.send_message("publish", null)
    const copy = await world.open(String(window.messages.at(-1)?.data))
    expect([copy.document.title, kinds]).toEqual(["Mine", ["MessageSent"]])
  })

  it("treats the handler's initial value as a change where the copy has another value", async () => {
    const handler: Handler = (doc) => {
      const source = new ColumnDataSource({ data: { x: [], y: [] } })
      const plot = figure()
      plot.line("x", "y", { source })
      doc.add_root(plot)
    }
    const document = await build(handler)
    document.select_one(ColumnDataSource)?.update({ data: { x: [1], y: [2] } })
    const copy = encodeCopy(document, { version: "1", state: undefined })
    const again = await build(handler)
    restoreSession(again, storedIn(parseRecord([...encodeRecord(copy, MAX_PART_BYTES)])), {
      version: "1",
      lost: () => undefined,
      damaged: () => undefined,
    })
    const source = again.select_one(ColumnDataSource)
    expect(source?.data).toEqual({ x: [1], y: [2] })
    source?.update({ data: { x: [], y: [] } })
    expect(source?.data).toEqual({ x: [], y: [] })
  })
})
