// What the Worker sends to a session's object about a file that a visitor uploads.

import * as v from "valibot"

import { base64urlFromText, textFromBase64url } from "../util/base64.ts"

/** A request with this header, an encoded UploadHead, brings a file as its body. */
export const UPLOAD_HEADER = "x-bokeh-edge-upload"

export interface UploadHead {
  readonly name: string
  readonly type: string
  readonly size: number
  /** The id of the FileInput. */
  readonly input?: string
}

export function encodeUpload(head: UploadHead): string {
  return base64urlFromText(JSON.stringify(head))
}

/** @throws when encodeUpload did not create the text */
export function parseUpload(text: string): UploadHead {
  const head = v.safeParse(HEAD, JSON.parse(textFromBase64url(text)))
  if (head.success) return head.output
  throw new Error(`not an upload: ${head.issues[0].message}`)
}

const HEAD = v.object({
  name: v.string(),
  type: v.string(),
  size: v.number(),
  input: v.exactOptional(v.string()),
})
