// The form in which a client gets the arrays of a document that it pulls. In patches, every client reads buffers. Source:
// bokehjs client/connection.ts and core/serialization/deserializer.ts, Python bokeh.client.connection (3.5 to 3.10)

import { encodeDocument, type EncodedDocument } from "../document/document-json.ts"
import type { Document } from "../document/document.ts"
import { hidingIn } from "../document/owner-only.ts"
import type { Peer } from "../ports.ts"
import type { Deflate, LeftOut } from "../serialization/encode.ts"

export interface PullOptions {
  /** Whether any client has pulled this session's document before. */
  readonly wasSeen: boolean
  readonly deflate: Deflate
  readonly leftOut: LeftOut
}

export function encodeFor(peer: Peer, document: Document, options: PullOptions): EncodedDocument {
  const hiding = peer.isViewer ? hidingIn(document) : undefined
  const reader = { hiding, seesText: peer.isEmbedded }
  const hasConfig = !(minorOf(peer.bokehVersion) < 8)
  const given = { hasConfig, reader, leftOut: options.leftOut }
  const encoded = encodeDocument(document, given)
  const deflate = inlineForm(peer, encoded.namedBytes, options)
  return deflate === undefined ? encoded : encodeDocument(document, { ...given, deflate })
}

/** Larger documents use buffers, even for clients that might not read them: most do. */
const MAX_INLINE_BYTES = 4 * 1024 * 1024

/**
 * @param bytes of all arrays
 * @returns how arrays become bytes that are sent as base64 in the document's JSON; undefined for buffers, which are
 * messages of their own
 */
function inlineForm(
  { isBokehJs, bokehVersion }: Peer,
  bytes: number,
  { wasSeen, deflate }: PullOptions,
): Deflate | undefined {
  const minor = minorOf(bokehVersion)
  if (bytes === 0 || minor >= 10) return undefined
  if (minor < 8) return (plain) => plain
  if (minor === 8) return deflate
  // BokehJS 3.9 reads buffers only in its first pull. Python 3.8 never does, and seldom sends its version.
  const mayBeOld = isBokehJs ? wasSeen : Number.isNaN(minor)
  return mayBeOld && bytes <= MAX_INLINE_BYTES ? deflate : undefined
}

/** The minor version of Bokeh 3; NaN for an unknown version, and at least 10 for all later ones. */
function minorOf(version: string | undefined): number {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? "") ?? []
  if (Number(major) > 3) return Infinity
  return Number(minor)
}
