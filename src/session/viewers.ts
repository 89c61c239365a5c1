// What a session's viewers may know of its document, and what they have been told: see document/owner-only.ts.

import type { Encodings } from "../document/create-patch.ts"
import { createViewersPatch } from "../document/create-patch.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { type Hiding, hidingIn, isOwnerOnly } from "../document/owner-only.ts"
import type { TurnChanges } from "../document/turn-changes.ts"
import type { Peer } from "../ports.ts"

export class Viewers {
  readonly #document: Document
  /** Undefined while nothing is kept from them. */
  #hiding: Hiding | undefined

  constructor(document: Document) {
    this.#document = document
    this.#hiding = hidingIn(document)
  }

  /** What they are sent of a turn; undefined for what all others are sent. */
  patch(turn: TurnChanges): Encodings | undefined {
    const before = this.#hiding
    if (before === undefined && !this.#mayHide(turn)) return undefined
    this.#hiding = hidingIn(this.#document)
    if (this.#hiding === undefined) return undefined
    return createViewersPatch(turn, this.#hiding, before?.known ?? this.#allBefore(turn))
  }

  /** As it is now; undefined for who may know everything. */
  hidingFrom({ isViewer }: Peer): Hiding | undefined {
    return isViewer && this.#hiding !== undefined ? hidingIn(this.#document) : undefined
  }

  /** Nothing was kept from them so far. */
  #allBefore({ fresh }: TurnChanges): ReadonlySet<string> {
    const ids = [...internalsOf(this.#document).graph.all()].map(({ id }) => id)
    return new Set(ids.filter((id) => !fresh.has(id)))
  }

  #mayHide({ changes, fresh }: TurnChanges): boolean {
    if (changes.some(({ event }) => "attr" in event && event.attr === "tags")) return true
    const { graph } = internalsOf(this.#document)
    return [...fresh.keys()].some((id) => {
      const model = graph.find(id)
      return model !== undefined && isOwnerOnly(model)
    })
  }
}
