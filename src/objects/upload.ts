// What the Worker tells a session's object of a file that a visitor sends.

import { base64urlFromText, textFromBase64url } from "../util/base64.ts"
import { faultIn, type Fields, isNumber, isText, maybe, object } from "../util/check.ts"
import { parseJson } from "../util/parse-json.ts"

/** A request with this header, an encoded UploadHead, brings a file. */
export const UPLOAD_HEADER = "x-bokeh-edge-upload"

export interface UploadHead {
  readonly name: string
  readonly type: string
  readonly size: number
  /** The id of the FileInput. */
  readonly input?: string
  /** In the route's bucket; else the request has the bytes. */
  readonly key?: string
}

/** Undefined when the app has taken it. */
export type UploadRefusal =
  | { readonly status: 403 | 404 | 429 | 500; readonly reason: string }
  | undefined

export function encodeUpload(head: UploadHead): string {
  return base64urlFromText(JSON.stringify(head))
}

/** @throws when it is not one of encodeUpload's */
export function parseUpload(encoded: string): UploadHead {
  const head = parseJson(textFromBase64url(encoded))
  if (isHead(head)) return head
  throw new Error(`not an upload: ${faultIn(FIELDS, head)}`)
}

const FIELDS: Fields<UploadHead> = {
  name: isText,
  type: isText,
  size: isNumber,
  input: maybe(isText),
  key: maybe(isText),
}
const isHead = object(FIELDS)
