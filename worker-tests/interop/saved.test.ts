// Documents that Python saved can be read here, and documents saved here can be read by Python.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { expect, it } from "vitest"

import { Document } from "../../src/document/document.ts"
import { Figure, Slider } from "../../src/model/generated/models.ts"
import { replaceWithJson, toJson } from "../../src/session/saved-document.ts"
import { python } from "../support/python.ts"

interface Saved {
  readonly doc: { readonly callbacks: object }
  readonly item: object
}

it("a document saved by Python is read here, and saved again it is the same to Python", async () => {
  const saved = (await python("saved.py", [])) as Saved
  const doc = new Document()
  replaceWithJson(doc, saved.doc)
  const again = toJson(doc)
  const folder = mkdtempSync(join(tmpdir(), "saved-"))
  writeFileSync(join(folder, "saved.json"), JSON.stringify([saved.doc, again]))
  expect(await python("saved.py", [join(folder, "saved.json")])).toBeGreaterThan(30)
  rmSync(folder, { recursive: true })
  expect(again.callbacks).toBeDefined()
  expect(doc.select_one(Slider)).toMatchObject({ name: "slider", end: 10 })
})

it("a document can be read from Python's json_item", async () => {
  const { item } = (await python("saved.py", [])) as Saved
  const doc = new Document()
  replaceWithJson(doc, item)
  expect(doc.select(Figure)).toHaveLength(1)
})
