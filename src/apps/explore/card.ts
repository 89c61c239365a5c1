// The card of a shared graph. Each card is a part, so its buttons still work after a crash, a deploy or a long pause.

import {
  column,
  type Column,
  type CustomJS,
  Div,
  type Document,
  Figure,
  type Html,
  html,
  isPreview,
  Row,
  row,
  Toggle,
} from "bokeh-edge"

import { button, NARROW, PRIMARY } from "./button.ts"
import { changesIn } from "./changes.ts"
import type { SharedGraph } from "./graph.ts"
import { pictureOf } from "./picture.ts"
import { prose } from "./prose.ts"
import { CARD_STYLE, FILL, PAPER } from "./style.ts"
import { timeHtml } from "./time.ts"
import { spanOf, titleOf } from "./view.ts"

const PLOT_HEIGHT = 300
/** The style of the card itself. */
const BOX_STYLE = `:host(.unread) { box-shadow: inset 4px 0 light-dark(#2163ad, #7db7ff); }
  :host(.kept) { border-color: light-dark(#2163ad, #7db7ff) !important; }
  :host(.wide) { grid-column: 1 / -1; }`

/** The arguments of a card, as they are stored with it. */
interface Made {
  readonly seq: number
  /** A picture of the graph. */
  readonly picture: string
}

export interface Shown {
  readonly graph: SharedGraph
  readonly who: string
  readonly isUnread: boolean
  readonly isKept: boolean
  /** The graph that was changed and sent back. */
  readonly answered: SharedGraph | undefined
}

/** @param isWanted what its button shows: to look at it or keep it, or no longer */
type Choose = (seq: number, isWanted: boolean) => unknown
/** What the buttons of a card do. */
export interface Actions {
  readonly open: (seq: number) => unknown
  readonly look: Choose
  readonly keep: Choose
}

/** Creates the cards of the list. */
export class Cards {
  readonly #part: (made: Made) => Column

  /** @param scroll shows where "Open" has opened it */
  constructor(doc: Document, actions: Actions, scroll: CustomJS) {
    this.#part = doc.part("card", (_doc, made: Made) => built(made, actions, scroll))
  }

  /** @param preview drawn by the sender's browser; without it, some points are drawn here */
  make({ seq, view }: SharedGraph, preview: string | undefined): Column {
    const picture = isPreview(preview) ? `<img src="${preview}" alt="">` : pictureOf(view)
    return this.#part({ seq, picture })
  }
}

function built({ seq, picture }: Made, actions: Actions, scroll: CustomJS): Column {
  const style = { stylesheets: [CARD_STYLE], ...FILL }
  const open = button("Open", PRIMARY)
  const look = new Toggle({ ...NARROW, label: "Look" })
  const keep = new Toggle({ ...NARROW, label: "Keep" })
  open.on_click(() => actions.open(seq))
  open.js_on_event("button_click", scroll)
  look.on_click((isWanted) => actions.look(seq, isWanted))
  keep.on_click((isWanted) => actions.keep(seq, isWanted))
  const buttons = row(open, look, keep, { styles: { "flex-wrap": "wrap", gap: "2px" } })
  const [image, words] = [prose(picture, style), prose("", style)]
  const box = { css_classes: ["card"], styles: PAPER, stylesheets: [BOX_STYLE], tags: [seq] }
  return column(image, words, buttons, { ...box, ...FILL })
}

export function seqOf({ tags }: { readonly tags: readonly unknown[] }): number {
  return Number(tags[0])
}

export function show(box: Column, shown: Shown): void {
  const [, words] = box.children
  if (words instanceof Div) words.text = wordsOf(shown)
  const { isUnread, isKept } = shown
  const isUnfolded = graphIn(box) !== undefined
  const marks = [isUnread && "unread", isKept && "kept", isUnfolded && "wide"]
  box.css_classes = ["card", ...marks.filter((name) => name !== false)]
  choose(box, 1, isUnfolded, isUnfolded ? "Fold" : "Look")
  choose(box, 2, isKept, isKept ? "Let go" : "Keep")
}

/** Shows the graph itself, as its sender saw it. */
export function unfold(box: Column, plot: Figure): void {
  plot.update({ name: "received", height: PLOT_HEIGHT, width: null, sizing_mode: "stretch_width" })
  box.children = [...box.children, plot]
}

export function fold(box: Column): void {
  box.children = box.children.filter((child) => !(child instanceof Figure))
}

export function graphIn({ children }: Column): Figure | undefined {
  const plot = children.find((child) => child instanceof Figure)
  return plot instanceof Figure ? plot : undefined
}

function choose({ children }: Column, index: number, active: boolean, label: string): void {
  const [, , buttons] = children
  const found = buttons instanceof Row ? buttons.children[index] : undefined
  if (found instanceof Toggle) found.update({ active, label })
}

export function wordsOf({ graph, who, isUnread, isKept, answered }: Shown): string {
  const { view, note, isForAll, isMine, seenBy, sentAtMs } = graph
  const to = isForAll ? "everyone" : isMine ? "one person" : "you alone"
  const marks = [isUnread && "New", isKept && "Kept"].filter((mark) => mark !== false)
  const badges = marks.map((mark) => html`<b class="badge">${mark}</b> `)
  const said = note === "" ? "" : html`<blockquote>${note}</blockquote>`
  const seen = seenBy.length === 0 ? "not opened yet" : `seen by ${seenBy.join(", ")}`
  return String(html`<h3>${badges}${titleOf(view)}</h3>${said}
    <p>${spanOf(view)}<br>from <strong>${who}</strong> to ${to}, ${timeHtml(sentAtMs)}${isMine && html`<br>${seen}`}</p>
    ${answered && changesHtml(answered, graph)}`)
}

function changesHtml(answered: SharedGraph, graph: SharedGraph): Html {
  const changes = changesIn(answered.view, graph.view).map((change) => html`<li>${change}</li>`)
  const whose = answered.isMine ? "your graph" : `the graph of ${answered.who}`
  return html`<p>Sent back: ${whose}, changed:</p><ul>${changes}</ul>`
}
