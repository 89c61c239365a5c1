// Takes a published copy apart: its models, for the document of another session.

import { type OpenedCopy, SharingError } from "../../app/sharing.ts"
import { Document } from "../../document/document.ts"
import { decodeModels, encodeModels } from "../../document/model-bundle.ts"
import { shown } from "../../util/clipped.ts"
import { applyModels, isModelsOnly } from "../build-document.ts"
import { parseRecord, type StoredRecord } from "../record.ts"
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
  return { title, note, publishedAtMs, models: modelsOf(parseRecord([record])) }
}

/** Written once more and read: what was in another document is in none. */
function modelsOf(record: StoredRecord): OpenedCopy["models"] {
  const document = isModelsOnly(record) ? new Document() : documentIn(record)
  if (isModelsOnly(record)) applyModels(document, record)
  const { json, buffers } = encodeModels(document.roots)
  const read = buffers.map(({ id, data }) => [id, data.slice().buffer] as const)
  return decodeModels(JSON.parse(json), new Map(read))
}
