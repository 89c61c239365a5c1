// BokehJS can load every value that a client may set. Values for every kind of property are given to both.

import { gunzipSync } from "node:zlib"

import { chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { addBokehJs } from "../../scripts/bokehjs-page.ts"
import { CHROMIUM_FLAGS, ensureChromium } from "../../scripts/ensure-chromium.ts"
import { applyPatch } from "../../src/document/apply-patch.ts"
import { Document } from "../../src/document/document.ts"
import { modelTypes, schemaOf } from "../../src/model/classes.ts"
import * as models from "../../src/model/generated/models.ts"
import type { Property } from "../../src/model/property.ts"
import { createModel } from "../../src/model/registry.ts"
import { toJson } from "../../src/session/saved-document.ts"
import { isRecord } from "../../src/util/record.ts"
import { ANYTHING, around, modelRep } from "../support/kind-samples.ts"
import { type SentPatch, sentPatch } from "../support/sent-patch.ts"
import { BOKEHJS_ID, createSession, modelChanged } from "../support/session.ts"

let page: Page
let close: () => Promise<void>

beforeAll(async () => {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  page = await browser.newPage()
  await addBokehJs(page)
  close = () => browser.close()
})
afterAll(() => close())

interface Case {
  readonly what: string
  readonly root: unknown
}

const SPEC = "a dataspec: "

it("the server accepts no value that BokehJS can't load", async () => {
  expect(Object.keys(models).length).toBeGreaterThan(400)
  const cases = properties().flatMap(([type, property]) =>
    samplesOf(property).map((value): Case => {
      const root = withAttribute(modelRep(type), property.name, value)
      const what = `${type}.${property.name} = ${JSON.stringify(value).slice(0, 200)}`
      return { what: property.kind.type === "spec" ? `${SPEC}${what}` : what, root }
    }),
  )
  expect(cases.length).toBeGreaterThan(10_000)
  const wrong = await compare(cases)
  expect(wrong.unloadable).toEqual([])
  // The server may be a little stricter, and for dataspecs' constants as strict as Python (interop/accepted.test.ts).
  const others = wrong.stricter.filter((what) => !what.startsWith(SPEC))
  expect(others.length / cases.length).toBeLessThan(0.06)
})

it("the server rejects models without required properties, and abstract models", async () => {
  const types = modelTypes()
  const bare = types.map((type): Case => ({
    what: type,
    root: { type: "object", name: type, id: "p" },
  }))
  const filled = types.flatMap((type): readonly Case[] => {
    const root = modelRep(type)
    return isRecord(root) && root["name"] === type ? [{ what: `${type} with all`, root }] : []
  })
  const wrong = await compare([...bare, ...filled])
  expect(wrong).toEqual({ unloadable: [], stricter: [] })
})

it("the server accepts no value that makes an open window fail", async () => {
  const windows = properties().map(([type, property]): Window => {
    const values = samplesOf(property)
    return { what: `${type}.${property.name}`, ...changesOf(type, property.name, values) }
  })
  const count = windows.reduce((sum, { patches }) => sum + patches.length, 0)
  expect(count).toBeGreaterThan(2000)
  const failures: string[] = []
  for (let i = 0; i < windows.length; i += 50) {
    failures.push(...(await page.evaluate(changeAll, windows.slice(i, i + 50))))
  }
  expect(failures).toEqual([])
})

/** A window with a model, and the patches that it receives when another window sets a property of the model. */
interface Window {
  readonly what: string
  readonly doc: object
  readonly patches: readonly SentPatch[]
}

function changesOf(type: string, attr: string, values: readonly unknown[]): Omit<Window, "what"> {
  const session = createSession(() => undefined)
  const [author, open] = [session.join(), session.join()]
  const root = modelRep(type)
  const id = isRecord(root) ? String(root["id"]) : ""
  session.patch(author, { kind: "RootAdded", model: root })
  session.send(open, "PULL-DOC-REQ", {}, BOKEHJS_ID)
  open.take()
  const doc = toJson(session.document)
  const patches = values.flatMap((value) => {
    session.patch(author, modelChanged(id, attr, value))
    return open.take().map(sentPatch)
  })
  return { doc, patches }
}

/** Properties that call callbacks, and values that are not callbacks. */
const NAMES = [
  "",
  "a",
  "change",
  "change:",
  "change:name",
  "change:nope",
  "kind:name",
  "do",
  "_select",
  "toString",
]
const CALLBACKS = NAMES.flatMap((name) =>
  [[], [null], [1], [{ type: "map", entries: [] }], [modelRep("CustomJS")], [modelRep("Div")]].map(
    (callbacks) => ({ type: "map", entries: [[name, callbacks]] }),
  ),
)

/** BokehJS does more with these properties than check their kind. */
const SPECIAL = /^js_|^subscribed_events$|^tags$/

/** One property of each kind, and one enum for all enums. */
function properties(): readonly (readonly [type: string, property: Property])[] {
  const found = new Map<string, readonly [string, Property]>()
  for (const type of modelTypes()) {
    const { schema } = { schema: schemaOf(type) }
    if (schema === undefined || schema.isAbstract || type === "WebDataSource") continue
    createModel(type)
    for (const name of schema.names()) {
      const property = schema.property(name)
      if (property !== undefined) {
        const own = SPECIAL.test(name) ? name : ""
        found.set(own + JSON.stringify(property.kind, kindJson), [type, property])
      }
    }
  }
  return [...found.values()]
}

function samplesOf({ name, kind }: Property): readonly unknown[] {
  const more = name.startsWith("js_") ? CALLBACKS : []
  return [...sampled(around(kind)), ...ANYTHING, ...more]
}

/** A sample of the items, evenly spread. */
function sampled<T>(items: readonly T[]): readonly T[] {
  const step = Math.ceil(items.length / 60)
  return items.filter((_, i) => i % step === 0)
}

function kindJson(_key: string, value: unknown): unknown {
  if (isRecord(value) && value["type"] === "enum") return "enum"
  return value instanceof Map || value instanceof Set ? [...value] : value
}

function withAttribute(rep: unknown, name: string, value: unknown): unknown {
  if (!isRecord(rep) || !isRecord(rep["attributes"])) throw new Error("not a model")
  return { ...rep, attributes: { ...rep["attributes"], [name]: value } }
}

async function compare(cases: readonly Case[]) {
  const ours = cases.map(({ root }) => taken(root))
  const theirs: (string | null)[] = []
  for (let i = 0; i < cases.length; i += 2000) {
    const documents = cases
      .slice(i, i + 2000)
      .map(({ root }, j) => ours[i + j]?.doc ?? { version: "3.10.0", title: "", roots: [root] })
    theirs.push(...(await page.evaluate(loadAll, documents)))
  }
  return {
    unloadable: cases.flatMap(({ what }, i) =>
      ours[i]?.doc !== undefined && theirs[i] !== null ? [`${what}: ${theirs[i] ?? ""}`] : [],
    ),
    stricter: cases.flatMap(({ what }, i) =>
      ours[i]?.doc === undefined && theirs[i] === null
        ? [`${what}: ${ours[i]?.refusal ?? ""}`]
        : [],
    ),
  }
}

/** The document after a client's RootAdded, as others receive it, or the reason of the rejection. */
function taken(root: unknown): { readonly doc?: object; readonly refusal?: string } {
  try {
    const events = [{ kind: "RootAdded", model: root }]
    const document = new Document()
    applyPatch(document, { events, buffers: new Map(), inflate: gunzipSync }, {})
    return { doc: toJson(document) }
  } catch (error) {
    return { refusal: String(error) }
  }
}

/** Runs inside the page: self-contained. */
function loadAll(documents: readonly unknown[]): (string | null)[] {
  const { Bokeh } = globalThis as unknown as {
    readonly Bokeh: {
      require(name: string): { readonly Document: { from_json(json: unknown): unknown } }
    }
  }
  const { Document: PageDocument } = Bokeh.require("document")
  return documents.map((document) => {
    try {
      PageDocument.from_json(document)
      return null
    } catch (error) {
      return String(error).slice(0, 200)
    }
  })
}

/** The same check for open windows, which get each change. */
function changeAll(windows: readonly Window[]): string[] {
  interface PageDocument {
    apply_json_patch(patch: object, buffers: ReadonlyMap<string, ArrayBuffer>): void
  }
  const { Bokeh } = globalThis as unknown as {
    readonly Bokeh: {
      require(name: string): { readonly Document: { from_json(json: unknown): PageDocument } }
    }
  }
  const { Document: OpenDocument } = Bokeh.require("document")
  return windows.flatMap(({ what, doc, patches }) => {
    const open = OpenDocument.from_json(doc)
    return patches.flatMap(({ content, buffers }) => {
      const bytes = buffers.map(([id, base64]): [string, ArrayBuffer] => [
        id,
        Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer,
      ])
      try {
        open.apply_json_patch(content, new Map(bytes))
        return []
      } catch (error) {
        return [`${what} ${JSON.stringify(content).slice(0, 200)}: ${String(error).slice(0, 200)}`]
      }
    })
  })
}
