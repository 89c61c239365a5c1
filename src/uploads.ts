// The route option `uploads: uploads({ ... })`: files that are too large for a message.

import type { Match } from "./app/route.ts"
import type { UploadOptions, Uploads } from "./app/uploads.ts"
import type { HttpContext } from "./http/context.ts"
import { answerUpload } from "./http/upload-request.ts"
import { UPLOADS_SCRIPT } from "./pages/generated/client.ts"
import { UploadReceiver } from "./session/life/uploads.ts"
import { assertOptions, type OptionNames } from "./util/assert-options.ts"

const DEFAULT_BYTES = 100e6
const NAMES = { maxBytes: true, bucket: true } satisfies OptionNames<UploadOptions>

/** The app gets each file in `context.on_upload`. */
export function uploads(options: UploadOptions = {}): Uploads {
  assertOptions("uploads", options, NAMES)
  const { maxBytes = DEFAULT_BYTES, bucket } = options
  return {
    maxBytes,
    script: UPLOADS_SCRIPT,
    answer: (request, match: Match, context: HttpContext) =>
      answerUpload({ request, match, context, maxBytes, bucket }),
    createReceiver: () => new UploadReceiver(bucket),
  }
}
