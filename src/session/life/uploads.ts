// Files that visitors upload to a session. The app's callbacks get each file, while the session continues. With a bucket,
// the session stores the file first, so that nothing is stored that it rejects.

import type { Upload, UploadCallback, UploadRefusal } from "../../app/uploads.ts"
import { without_document_lock } from "../../document/callback-queue.ts"
import { internalsOf } from "../../document/document.ts"
import { bucketOf } from "../../env.ts"
import type { FileInput } from "../../model/generated/models.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { Admission } from "../../objects/admission.ts"
import type { UploadHead } from "../../objects/upload.ts"
import { REQUEST_LIMITS } from "../../util/limits.ts"
import type { Awake, Failed, WokenState } from "./host.ts"
import type { SessionPorts } from "./session-ports.ts"

export interface UploadParts {
  readonly admission: Admission
  readonly head: UploadHead
  readonly body: ReadableStream<Uint8Array> | null
  readonly wake: () => Promise<WokenState>
  /** How many files the session takes at the same time. */
  readonly max: number
  readonly ports: Pick<SessionPorts, "env" | "random" | "timers">
}

/** Nobody keeps a place for a file that hardly comes. */
const BYTES_PER_MS = 10
const TOO_LATE = { status: 408, reason: "the file was not sent to its end in time" } as const

interface Stored {
  readonly key: string
  readonly remove: () => Promise<void>
}

export class UploadReceiver {
  readonly #bucket: string | undefined
  #running = 0

  /** @param bucket the name of its binding */
  constructor(bucket?: string) {
    this.#bucket = bucket
  }

  /** @returns why it was rejected */
  async receive(parts: UploadParts): Promise<UploadRefusal> {
    const { admission, head, body, wake, max, ports } = parts
    if (admission.role === "viewer")
      return { status: 403, reason: "a viewer's files are not taken" }
    if (this.#running >= max) {
      return { status: 429, reason: `a session takes ${max} files at a time: try again later` }
    }
    this.#running++ // its place is taken before any await
    const late = new AbortController()
    const ms = REQUEST_LIMITS.fileMs + head.size / BYTES_PER_MS
    const stop = ports.timers.after(ms, () => late.abort())
    try {
      const state = await wake()
      if (state.state !== "awake") return refusedBy(state)
      const timed = { ...parts, body: within(late.signal, body) }
      const refusal = await this.#hand(state, timed).catch((error: unknown) => {
        if (late.signal.aborted) return TOO_LATE
        throw error
      })
      return late.signal.aborted && refusal !== undefined ? TOO_LATE : refusal
    } finally {
      stop()
      this.#running--
    }
  }

  async #hand(
    { document, life: { uploads } }: Awake,
    { head: { input: id, ...head }, ...parts }: UploadParts,
  ): Promise<UploadRefusal> {
    if (uploads.length === 0) return { status: 404, reason: "the app takes no files" }
    const stored = this.#bucket === undefined ? undefined : await store(this.#bucket, head, parts)
    const model = id === undefined ? undefined : internalsOf(document).graph.find(id)
    const upload: Upload = {
      ...head,
      input: isFileInput(model) ? model : undefined,
      ...(stored !== undefined && { key: stored.key }),
      ...(stored === undefined && parts.body !== null && { stream: parts.body }),
    }
    const failures = await Promise.all(uploads.map((callback) => run(document, callback, upload)))
    if (!failures.includes(true)) return undefined
    await stored?.remove() // nothing refers to the file
    return { status: 500, reason: "the app could not take the file" }
  }
}

/** The same bytes, until the signal. */
function within(signal: AbortSignal, body: UploadParts["body"]): UploadParts["body"] {
  return body && body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
}

async function store(
  bucket: string,
  { name, type, size }: UploadHead,
  { admission, body, ports: { env, random } }: Omit<UploadParts, "head">,
): Promise<Stored> {
  const key = `${admission.sessionId}/${random.alphanumeric(16)}/${name}`
  const files = bucketOf(env, bucket)
  const { readable, writable } = new FixedLengthStream(size) // a bucket takes no stream of unknown length
  await Promise.all([
    (body ?? new Blob([]).stream()).pipeTo(writable),
    files.put(key, readable, { httpMetadata: { contentType: type } }),
  ])
  return { key, remove: () => files.delete(key) }
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
