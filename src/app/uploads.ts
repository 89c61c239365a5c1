// Files that are larger than a message may be: posted to a route of their own, and streamed to the app or into a bucket.

import type { FileInput } from "../model/generated/models.ts"

export interface UploadOptions {
  /** Of one file; default 100 MB, which is what Cloudflare's free and Pro plans take. */
  readonly maxBytes?: number
  /** The name of an R2 bucket's binding: files are put there, and the app is given their keys. */
  readonly bucket?: string
}

/** What the app is given of a file. */
export interface Upload {
  /** As the browser says, without a path. */
  readonly name: string
  /** The MIME type, as the browser says: application/octet-stream when it does not know. */
  readonly type: string
  readonly size: number
  /** The widget that it was chosen in. */
  readonly input?: FileInput | undefined
  /** Of the object in the bucket, where the route has one. */
  readonly key?: string
  /** The bytes as they come, where it has none. `new Response(upload.stream).text()` reads them all. */
  readonly stream?: ReadableStream<Uint8Array>
}

export type UploadCallback = (upload: Upload) => void | Promise<void>

/** What `uploads` makes. Only apps that have one carry the code that takes files. */
export interface Uploads {
  readonly maxBytes: number
  answer(request: Request, match: object, context: object): Response | Promise<Response>
}

/** As a page knows them; undefined for a route without. */
export function uploadsOf({
  uploads,
}: {
  readonly uploads?: Uploads
}): { readonly maxBytes: number } | undefined {
  return uploads && { maxBytes: uploads.maxBytes }
}
