// The cards below the graph. Each is a part: its buttons answer also after a crash, a deploy or a long pause.

import { Button, column, type Column, Div, type Document, Figure, type Row, row } from "bokeh-edge"

import { type Card, cardHtml, withCard } from "./cards.ts"
import { CARD_STYLE, PAPER, TITLE_STYLE } from "./style.ts"
import type { View } from "./view.ts"

const CARD_WIDTH = 280
const PLOT_WIDTH = 440
const PLOT_HEIGHT = 320
const STYLES = { ...PAPER, width: `${CARD_WIDTH}px` }
const KEPT_STYLES = { ...STYLES, border: "1px solid #3b7ddd" }
/** The tag of cards that are to stay. */
const KEPT = "kept"

export class Received {
  readonly root: Column
  readonly #title = new Div({
    text: "<h2>Sent to you</h2>",
    stylesheets: [TITLE_STYLE],
    visible: false,
  })
  readonly #cards = row([], { name: "cards", styles: { "flex-wrap": "wrap", gap: "12px" } })
  readonly #open: (view: View) => void
  readonly #card: (card: Card) => Column

  /** @param open shows a card's view in one's own graph */
  constructor(doc: Document, open: (view: View) => void) {
    this.#open = open
    this.#card = doc.part("card", (_doc, card: Card) => this.#build(card))
    this.root = column(this.#title, this.#cards)
  }

  /** @param plot the graph itself, which the card can show */
  add(card: Card, plot: Figure | undefined): void {
    const box = this.#card(card)
    if (plot !== undefined) {
      plot.update({ name: "received", visible: false, width: PLOT_WIDTH, height: PLOT_HEIGHT })
      plot.sizing_mode = "fixed"
      box.children = [...box.children, plot]
    }
    this.#show(withCard(this.#cards.children, box, isKept))
  }

  clear(): void {
    this.#show([])
  }

  #show(cards: Readonly<Row["children"]>): void {
    this.#cards.children = [...cards]
    this.#title.visible = cards.length > 0
  }

  #build(card: Card): Column {
    const style = { stylesheets: [CARD_STYLE], disable_math: true, width: CARD_WIDTH - 26 }
    const text = new Div({ text: cardHtml(card), ...style })
    const open = new Button({ label: "Open", button_type: "primary", width: 56 })
    const look = new Button({ label: "Look", width: 56 })
    const keep = new Button({ label: "Keep", width: 56 })
    const dismiss = new Button({ label: "Dismiss", button_type: "light", width: 66 })
    const buttons = row(open, look, keep, dismiss)
    const box = column(text, buttons, { css_classes: ["card"], styles: STYLES })
    open.on_click(() => this.#open(card.view))
    look.on_click(() => {
      const plot = graphIn(box)
      if (plot === undefined) return
      plot.visible = !plot.visible
      look.label = plot.visible ? "Fold" : "Look"
      box.styles = stylesOf(box)
    })
    keep.on_click(() => {
      const isToStay = !isKept(box)
      box.tags = isToStay ? [KEPT] : []
      box.styles = stylesOf(box)
      text.text = cardHtml(card, isToStay)
      keep.label = isToStay ? "Let go" : "Keep"
    })
    dismiss.on_click(() => this.#show(this.#cards.children.filter((one) => one !== box)))
    return box
  }
}

/** A card is wider while it shows its graph, and has a border while it is kept. */
function stylesOf(box: Column): Readonly<Record<string, string>> {
  const isWide = graphIn(box)?.visible === true
  const styles = isKept(box) ? KEPT_STYLES : STYLES
  return isWide ? { ...styles, width: `${PLOT_WIDTH + 26}px` } : styles
}

function graphIn({ children }: Column): Figure | undefined {
  const plot = children.find((child) => child instanceof Figure)
  return plot instanceof Figure ? plot : undefined
}

function isKept({ tags }: { readonly tags: readonly unknown[] }): boolean {
  return tags.includes(KEPT)
}
