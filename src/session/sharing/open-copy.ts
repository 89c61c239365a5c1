// Reads a published copy: its models, for the document of another session.

import { type OpenedCopy, SharingError } from "../../app/sharing.ts"
import { encodeDocument } from "../../document/document-json.ts"
import { portableAttributes } from "../../document/document-models.ts"
import { decodeModels, encodeModels } from "../../document/model-bundle.ts"
import { Div } from "../../model/generated/models.ts"
import { shown } from "../../util/clipped.ts"
import { fieldsOf } from "../../util/record.ts"
import { buffersOf, readRecord, type StoredRecord } from "../record.ts"
import { documentIn } from "../restore.ts"
import type { SnapshotsOptions } from "./snapshots.ts"

const LINK = /[?&]bokeh-snapshot=([A-Za-z0-9]{32})(?:&|#|$)/

export async function openCopy(
  link: string,
  { snapshot, place }: Pick<SnapshotsOptions, "snapshot" | "place">,
): Promise<OpenedCopy | undefined> {
  const id = LINK.exec(link)?.[1]
  if (id === undefined) {
    throw new SharingError(`open: link must be one that publish has given, got ${shown(link)}`)
  }
  const [card, record] = await Promise.all([snapshot(id).card(place), snapshot(id).read(place)])
  if (card === undefined || record === undefined) return undefined
  const { title, note, publishedAtMs } = card.snapshot
  const copy = readRecord([record], record.byteLength)
  if (copy.damage !== undefined)
    throw new SharingError(`open: this copy can't be read: ${copy.damage}`)
  return { title, note, publishedAtMs, models: modelsOf(copy) }
}

const WITHOUT_APP =
  "<i>The app no longer works with this copy: you can view and move it, but its buttons do nothing.</i>"

/** A copy that the app can't continue, turned into a copy of models only, which says so. */
export function pictureOf(record: StoredRecord): StoredRecord {
  const document = documentIn(record)
  const { roots } = document
  const note = new Div({ text: WITHOUT_APP })
  document.add_root(note)
  const reader = { read: portableAttributes }
  const encoded = encodeDocument(document, { roots: [note, ...roots], reader })
  const { defs = encoded.doc.defs } = fieldsOf(record.content)
  return { content: { doc: { ...encoded.doc, defs } }, buffers: buffersOf(encoded) }
}

/** Written and read again, so that the models are in no document. */
function modelsOf(record: StoredRecord): OpenedCopy["models"] {
  const models = encodeModels(documentIn(record).roots)
  return decodeModels(JSON.parse(models.json), buffersOf(models))
}
