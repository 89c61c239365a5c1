// The cards below the graph. Their places are built by the handler, so that their buttons have callbacks after each
// wake; what is in them is kept in the session's storage.

import { Button, column, type Column, Div, type KeyValue, row } from "bokeh-edge"

import { type Card, cardHtml, MAX_CARDS, withCard } from "./cards.ts"
import { CARD_STYLE, PAPER, TITLE_STYLE } from "./style.ts"
import type { View } from "./view.ts"

interface Place {
  readonly box: Column
  readonly text: Div
  readonly keep: Button
}

const CARD_WIDTH = 280
const KEPT = { border: "1px solid #3b7ddd" }

export class Received {
  readonly root: Column
  readonly #title = new Div({
    text: "<h2>Sent to you</h2>",
    stylesheets: [TITLE_STYLE],
    visible: false,
  })
  readonly #storage: KeyValue
  readonly #open: (view: View) => void
  readonly #places: readonly Place[]

  /** @param open shows a card's view in one's own graph */
  constructor(storage: KeyValue, open: (view: View) => void) {
    this.#storage = storage
    this.#open = open
    this.#places = Array.from({ length: MAX_CARDS }, (_, i) => this.#place(i))
    const boxes = this.#places.map(({ box }) => box)
    const cards = row(boxes, { name: "cards", styles: { "flex-wrap": "wrap", gap: "12px" } })
    this.root = column(this.#title, cards)
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
    this.show()
  }

  /** Only what there is. */
  show(): void {
    const cards = this.#cards
    this.#title.visible = cards.length > 0
    this.#places.forEach(({ box, text, keep }, i) => {
      const card = cards[i]
      box.visible = card !== undefined
      box.styles = { ...PAPER, width: `${CARD_WIDTH}px`, ...(card?.isKept === true && KEPT) }
      text.text = card === undefined ? "" : cardHtml(card)
      keep.label = card?.isKept === true ? "Let go" : "Keep"
    })
  }

  #place(index: number): Place {
    const text = new Div({ stylesheets: [CARD_STYLE], disable_math: true, width: CARD_WIDTH - 26 })
    const open = new Button({ label: "Open", button_type: "primary", width: 78 })
    const keep = new Button({ label: "Keep", width: 78 })
    const dismiss = new Button({ label: "Dismiss", button_type: "light", width: 78 })
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
    const box = column(text, row(open, keep, dismiss), {
      visible: false,
      name: `card ${index}`,
      css_classes: ["card"],
      styles: PAPER,
    })
    return { box, text, keep }
  }
}
