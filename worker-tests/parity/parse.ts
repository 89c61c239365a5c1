// A document from Python's JSON.

import { Document } from "bokeh-edge"

import { replaceWithJson } from "../../src/session/saved-document.ts"

export function parse(json: unknown): Document {
  const document = new Document()
  replaceWithJson(document, json)
  return document
}
