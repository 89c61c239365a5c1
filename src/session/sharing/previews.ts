// Pictures of a session's plots: its pages get a message, and one of them responds.

import type { Connection } from "../../app/connection.ts"
import { isPreview } from "../../app/preview.ts"
import { PREVIEW_MESSAGE } from "../../client/task.ts"
import { without_document_lock } from "../../document/callback-queue.ts"
import type { Document } from "../../document/document.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { Random, Timers } from "../../ports.ts"
import { SHARING_LIMITS } from "../../util/limits.ts"
import { isRecord } from "../../util/record.ts"

const WIDTH = 320
const TIMEOUT_MS = 3000

interface Asked {
  /** Pages that have not responded yet. */
  left: number
  readonly done: (picture: string | undefined) => void
}

export class Previews {
  readonly #timers: Timers
  readonly #random: Random
  readonly #asked = new Map<string, Asked>()
  readonly #listening = new WeakSet<Document>()

  constructor(timers: Timers, random: Random) {
    this.#timers = timers
    this.#random = random
  }

  /** The first picture from one of these clients. Viewers are not asked, since their messages are rejected. */
  ask(
    document: Document,
    plot: HasProps,
    connections: readonly Connection[],
  ): Promise<string | undefined> {
    this.#listen(document)
    const able = connections.filter(({ role }) => role !== "viewer")
    if (able.length === 0) return Promise.resolve(undefined)
    const id = this.#random.alphanumeric(16)
    const question = { id, plot, width: WIDTH, maxChars: SHARING_LIMITS.previewChars }
    for (const connection of able) connection.send_message(PREVIEW_MESSAGE, question)
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    const done = (picture: string | undefined) => {
      stop()
      this.#asked.delete(id)
      resolve(picture)
    }
    const stop = this.#timers.after(TIMEOUT_MS, () => done(undefined))
    this.#asked.set(id, { left: able.length, done })
    return promise
  }

  #listen(document: Document): void {
    if (this.#listening.has(document)) return
    this.#listening.add(document)
    // The caller waits for it, in a callback that other callbacks wait for.
    const heard = without_document_lock((answer: unknown) => this.#answered(answer))
    document.on_message(PREVIEW_MESSAGE, heard)
  }

  /** A client may send anything. */
  #answered(answer: unknown): void {
    if (!isRecord(answer) || typeof answer["id"] !== "string") return
    const asked = this.#asked.get(answer["id"])
    if (asked === undefined) return
    asked.left--
    const { picture } = answer
    if (isPreview(picture)) asked.done(picture)
    else if (asked.left <= 0) asked.done(undefined)
  }
}
