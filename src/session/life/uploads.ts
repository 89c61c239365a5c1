// Files that visitors upload to a session. The app's callbacks get each file, while the session continues.

import type { Upload, UploadCallback } from "../../app/uploads.ts"
import { without_document_lock } from "../../document/callback-queue.ts"
import { internalsOf } from "../../document/document.ts"
import type { FileInput } from "../../model/generated/models.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { Admission } from "../../objects/admission.ts"
import type { UploadHead, UploadRefusal } from "../../objects/upload.ts"
import type { Awake, Failed, WokenState } from "./host.ts"

export type Body = ReadableStream<Uint8Array> | null

export class SessionUploads {
  #running = 0

  /** @returns why it was rejected */
  async take(
    { role }: Admission,
    head: UploadHead,
    body: Body,
    { wake, max }: { readonly wake: () => Promise<WokenState>; readonly max: number },
  ): Promise<UploadRefusal> {
    if (role === "viewer") return { status: 403, reason: "a viewer's files are not taken" }
    if (this.#running >= max) {
      return { status: 429, reason: `a session takes ${max} files at a time: try again later` }
    }
    this.#running++ // its place is taken before any await
    try {
      const state = await wake()
      return state.state === "awake" ? await hand(state, head, body) : refusedBy(state)
    } finally {
      this.#running--
    }
  }
}

async function hand(
  { document, life: { uploads } }: Awake,
  { input: id, ...head }: UploadHead,
  body: Body,
): Promise<UploadRefusal> {
  if (uploads.length === 0) return { status: 404, reason: "the app takes no files" }
  const model = id === undefined ? undefined : internalsOf(document).graph.find(id)
  const upload: Upload = {
    ...head,
    input: isFileInput(model) ? model : undefined,
    ...(body !== null && head.key === undefined && { stream: body }),
  }
  const failures = await Promise.all(uploads.map((callback) => run(document, callback, upload)))
  return failures.includes(true)
    ? { status: 500, reason: "the app could not take the file" }
    : undefined
}

/** @returns whether it failed; the log has the reason */
async function run(
  document: Awake["document"],
  callback: UploadCallback,
  upload: Upload,
): Promise<boolean> {
  let hasFailed = true
  // A slow connection must not hold up anybody else.
  const unlocked = without_document_lock(async () => {
    await callback(upload)
    hasFailed = false
  })
  await internalsOf(document).callbacks.runOther("on_upload", unlocked)
  return hasFailed
}

/** By its name, so that an app without FileInput does not carry the class. */
function isFileInput(model: HasProps | undefined): model is FileInput {
  return model?.type === "FileInput"
}

function refusedBy({ reason }: Failed): UploadRefusal {
  return { status: 403, reason }
}
