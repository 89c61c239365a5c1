// The cards below the graph. Their places are built by the handler, so that their buttons have callbacks after each
// wake; what is in them is kept in the session's storage.

import { Button, column, type Column, Div, type KeyValue, row } from "../../api.ts"
import { type Card, cardHtml, MAX_CARDS, withCard } from "./cards.ts"
import { CARD_STYLE } from "./style.ts"
import type { View } from "./view.ts"

interface Place {
  readonly box: Column
  readonly text: Div
  readonly keep: Button
}

export class Received {
  readonly root = row([], { name: "cards", styles: { "flex-wrap": "wrap", gap: "12px" } })
  readonly #storage: KeyValue
  readonly #open: (view: View) => void
  readonly #places: readonly Place[]

  /** @param open shows a card's view in one's own graph */
  constructor(storage: KeyValue, open: (view: View) => void) {
    this.#storage = storage
    this.#open = open
    this.#places = Array.from({ length: MAX_CARDS }, (_, i) => this.#place(i))
    this.root.children = this.#places.map(({ box }) => box)
  }

  add(card: Card): void {
    this.#keep(withCard(this.#cards, card))
  }

  get #cards(): readonly Card[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put by `keep`
    return (this.#storage.get("cards") ?? []) as readonly Card[]
  }

  #keep(cards: readonly Card[]): void {
    this.#storage.put("cards", cards)
    this.#places.forEach(({ box, text, keep }, i) => {
      const card = cards[i]
      box.visible = card !== undefined
      text.text = card === undefined ? "" : cardHtml(card)
      keep.label = card?.isKept === true ? "Let go" : "Keep"
    })
  }

  #place(index: number): Place {
    const text = new Div({ stylesheets: [CARD_STYLE], width: 300 })
    const open = new Button({ label: "Open", button_type: "primary", width: 90 })
    const keep = new Button({ label: "Keep", width: 90 })
    const dismiss = new Button({ label: "Dismiss", button_type: "light", width: 90 })
    open.on_click(() => {
      const card = this.#cards[index]
      if (card !== undefined) this.#open(card.view)
    })
    keep.on_click(() => {
      this.#keep(
        this.#cards.map((card, i) => (i === index ? { ...card, isKept: !card.isKept } : card)),
      )
    })
    dismiss.on_click(() => this.#keep(this.#cards.toSpliced(index, 1)))
    const box = column(text, row(open, keep, dismiss), { visible: false, name: `card ${index}` })
    return { box, text, keep }
  }
}
