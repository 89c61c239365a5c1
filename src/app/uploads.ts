// Files that are too large for a message: they are posted to a route of their own, and streamed to the app or into a
// bucket.

import type { FileInput } from "../model/generated/models.ts"

export interface UploadOptions {
  /** The limit of one file; default 100 MB, the limit of Cloudflare's free and Pro plans. */
  readonly maxBytes?: number
  /** The name of an R2 bucket's binding. Files are stored there, and the app gets their keys. */
  readonly bucket?: string
}

/** An uploaded file, as the app gets it. */
export interface Upload {
  /** The name that the browser sent, without a path. */
  readonly name: string
  /** The MIME type that the browser sent; application/octet-stream when the browser does not know it. */
  readonly type: string
  readonly size: number
  /** The widget in which the file was chosen. */
  readonly input?: FileInput | undefined
  /** The key of the object in the bucket, if the route has a bucket. */
  readonly key?: string
  /** The bytes as they arrive, if the route has no bucket. `new Response(upload.stream).text()` reads them all. */
  readonly stream?: ReadableStream<Uint8Array>
}

export type UploadCallback = (upload: Upload) => void | Promise<void>

/** Undefined when the app has accepted the file. */
export type UploadRefusal =
  | { readonly status: 403 | 404 | 408 | 429 | 500; readonly reason: string }
  | undefined

/** The return type of `uploads`. Only apps that call it carry the code that receives files. */
export interface Uploads {
  readonly maxBytes: number
  /** For pages and snippets, before the client's script. */
  readonly script: string
  answer(request: Request, match: object, context: object): Response | Promise<Response>
  /** For the files of one session. */
  createReceiver(): {
    /** @param parts what the session provides @returns why it was rejected */
    receive(parts: object): Promise<UploadRefusal>
  }
}

/** The options that a page needs; undefined for a route without uploads. */
export function uploadsOf({
  uploads,
}: {
  readonly uploads?: Uploads
}): { readonly maxBytes: number } | undefined {
  return uploads && { maxBytes: uploads.maxBytes }
}
