// A client's copy of a document, as in BokehJS: own changes are sent immediately, and received ones are always applied.
// Source: bokehjs client/session.ts

import { gunzipSync } from "node:zlib"

import { applyPatch } from "../../src/document/apply-patch.ts"
import { createPatch } from "../../src/document/create-patch.ts"
import {
  type DocumentJson,
  encodeDocument,
  replaceDocument,
} from "../../src/document/document-json.ts"
import { Document, internalsOf } from "../../src/document/document.ts"
import type { RawMessage } from "../../src/protocol/frames.ts"
import { isRecord } from "../../src/util/record.ts"

const SERVER = {}

export class Replica {
  readonly document = new Document()

  /** Loads the document of a PULL-DOC-REPLY. */
  load({ content, buffers }: RawMessage): void {
    const doc = isRecord(content) ? content["doc"] : undefined
    replaceDocument(this.document, doc as DocumentJson, buffers, gunzipSync)
    internalsOf(this.document).takeChanges()
  }

  /** Applies a PATCH-DOC of the server, and sends nothing back. */
  receive({ content, buffers }: RawMessage): void {
    const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
    applyPatch(this.document, { events, buffers }, SERVER)
    internalsOf(this.document).takeChanges()
  }

  /** Changes the copy. @returns the events to send to the server */
  change(action: (document: Document) => void): readonly object[] {
    action(this.document)
    const { forOthers } = createPatch(internalsOf(this.document).takeChanges(), undefined)
    if (forOthers.whole.buffers.length > 0) throw new Error("use plain columns here")
    return forOthers.whole.events.map((event) => JSON.parse(event) as object)
  }

  /** The roots with all references, for comparison. */
  state(): string {
    const { doc, buffers } = encodeDocument(this.document)
    const bytes = buffers.map(({ data }) => Buffer.from(data).toString("hex"))
    return JSON.stringify([doc.title, doc.roots, bytes])
  }
}
