// What a session's viewers may know of its document, and what has been sent to them: see document/owner-only.ts. Pages on
// other sites get visitors' HTML as text: see document/shown-as-text.ts.

import type { Change, Origin } from "../document/changes.ts"
import { createReaderPatch, type Encodings } from "../document/create-patch.ts"
import type { Reader } from "../document/document-models.ts"
import { type Document, internalsOf } from "../document/document.ts"
import { type Hiding, hidingIn, isOwnerOnly } from "../document/owner-only.ts"
import type { TurnChanges } from "../document/turn-changes.ts"
import { isByVisitor } from "../document/visitor-html.ts"
import type { Peer } from "../ports.ts"
import { getOrMake } from "../util/get-or-make.ts"

export class Viewers {
  readonly #document: Document
  /** Undefined while nothing is hidden from them. */
  #hiding: Hiding | undefined
  /** What they have been sent: `doc.hold()` keeps the app's new models back. */
  #known: ReadonlySet<string> | undefined

  constructor(document: Document) {
    this.#document = document
    this.#hiding = hidingIn(document)
    this.#known = this.#hiding?.known
  }

  /** The patches of a turn for particular peers; undefined for the patch that all others get. */
  patches(turn: TurnChanges, origin: Origin | undefined): (peer: Peer) => Encodings | undefined {
    if (this.#hiding !== undefined || this.#mayHide(turn)) this.#hiding = hidingIn(this.#document)
    const hiding = this.#hiding
    const known = this.#known ?? (hiding && this.#allBefore(turn))
    const { isHolding } = internalsOf(this.#document).callbacks
    this.#known = isHolding ? known : hiding?.known
    const made = new Map<string, Encodings>()
    return (peer) => {
      const seesText = peer.isEmbedded && mayHaveHtml(turn)
      const seen = peer.isViewer ? known : undefined
      if (seen === undefined && !seesText) return undefined
      const reader = { hiding: seen && hiding, seesText }
      const own = seen === undefined && peer === origin ? origin : undefined
      return getOrMake(made, `${seen === undefined} ${seesText} ${own === undefined}`, () =>
        createReaderPatch(turn, own, reader, seen),
      )
    }
  }

  /** The models that are hidden from the peer now; undefined for a peer that may know everything. */
  hidingFrom({ isViewer }: Peer): Hiding | undefined {
    return isViewer && this.#hiding !== undefined ? hidingIn(this.#document) : undefined
  }

  readerOf(peer: Peer): Reader {
    return { hiding: this.hidingFrom(peer), seesText: peer.isEmbedded }
  }

  /** Nothing was hidden from them so far. */
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

/** May contain visitors' HTML, or a value that no longer is. */
function mayHaveHtml({ changes, fresh }: TurnChanges): boolean {
  return fresh.size > 0 || changes.some(isAboutHtml)
}

function isAboutHtml({ event }: Change): boolean {
  return "attr" in event && (event.attr === "css_classes" || isByVisitor(event.model))
}
