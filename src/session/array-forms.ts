// The form in which a client gets the arrays of a document that it pulls. In patches, every client reads buffers. Source:
// bokehjs client/connection.ts and core/serialization/deserializer.ts, Python bokeh.client.connection (3.5 to 3.10)

import { encodeDocument, type EncodedDocument } from "../document/document-json.ts"
import type { Document } from "../document/document.ts"
import { hidingIn } from "../document/owner-only.ts"
import type { Peer } from "../ports.ts"
import type { Deflate } from "../serialization/encode.ts"
import { unreachable } from "../util/unreachable.ts"

/** @param wasSeen whether any client has pulled this session's document before */
export function encodeFor(
  peer: Peer,
  document: Document,
  wasSeen: boolean,
  deflate: Deflate,
): EncodedDocument {
  const hiding = peer.isViewer ? hidingIn(document) : undefined
  const reader = { hiding, seesText: peer.isEmbedded }
  const options = { hasConfig: !(minorOf(peer.bokehVersion) < 8), reader }
  const encoded = encodeDocument(document, options)
  const form = arrayForm(peer, encoded.namedBytes, wasSeen)
  switch (form) {
    case "buffers":
      return encoded
    case "gzipped":
      return encodeDocument(document, { ...options, deflate })
    case "plain":
      return encodeDocument(document, { ...options, deflate: (bytes) => bytes })
    default:
      return unreachable(form)
  }
}

type ArrayForm =
  /** Messages of their own. */
  | "buffers"
  /** Base64 of gzipped bytes, in the document's JSON. */
  | "gzipped"
  /** Base64 of the plain bytes. */
  | "plain"

/** Larger documents use buffers, even for clients that might not read them: most do. */
const MAX_INLINE_BYTES = 4 * 1024 * 1024

/** @param bytes of all arrays */
function arrayForm({ isBokehJs, bokehVersion }: Peer, bytes: number, wasSeen: boolean): ArrayForm {
  const minor = minorOf(bokehVersion)
  if (bytes === 0 || minor >= 10) return "buffers"
  if (minor < 8) return "plain"
  if (minor === 8) return "gzipped"
  // BokehJS 3.9 reads buffers only in its first pull. Python 3.8 never does, and seldom sends its version.
  const mayBeOld = isBokehJs ? wasSeen : Number.isNaN(minor)
  return mayBeOld && bytes <= MAX_INLINE_BYTES ? "gzipped" : "buffers"
}

/** The minor version of Bokeh 3; NaN for an unknown version, and at least 10 for all later ones. */
function minorOf(version: string | undefined): number {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? "") ?? []
  if (Number(major) > 3) return Infinity
  return Number(minor)
}
