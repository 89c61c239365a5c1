// The layout of the explorer's page.

import { column, type Column, html, type LayoutDOM, row, TextInput } from "bokeh-edge"

import { button, PRIMARY } from "./button.ts"
import { prose } from "./prose.ts"
import { FILL, LARGE_STYLE, MAIN_STYLE, PAPER, STATUS_STYLE, TOUCH_STYLE } from "./style.ts"

export const MAX_NAME = 40

export interface PageParts {
  readonly room: string
  readonly people: LayoutDOM
  /** The choices, each on a card of its own. */
  readonly side: readonly LayoutDOM[]
  readonly banner: LayoutDOM
  /** Requests to edit. */
  readonly asked: LayoutDOM
  readonly undo: LayoutDOM
  readonly redo: LayoutDOM
  readonly plot: LayoutDOM
  /** Marks what only the page's owner sees, and no viewer. */
  readonly own: (model: LayoutDOM) => LayoutDOM
  readonly panels: LayoutDOM
}

/** The parts that belong to the page itself. */
export class Page {
  readonly status = prose("", { name: "status", stylesheets: [STATUS_STYLE], ...FILL })
  /** The graph described in words, since a screen reader cannot see points. */
  readonly caption = prose("", { name: "caption", ...FILL })
  /** Opens the graph that has arrived, which may be out of sight. */
  readonly arrived = row([])
  readonly join = button("Join the room", { ...PRIMARY, visible: false })
  readonly name: TextInput

  constructor(name: string) {
    this.name = new TextInput({
      title: "Your name",
      value: name,
      max_length: MAX_NAME,
      width: 180,
      stylesheets: [TOUCH_STYLE],
    })
  }

  layout(parts: PageParts): Column {
    const large = { css_classes: ["large"], stylesheets: [LARGE_STYLE] }
    const work = column(this.#graph(parts), parts.panels, { ...FILL, ...large })
    const main = row(side(parts), work, { ...FILL, stylesheets: [MAIN_STYLE] })
    return column(this.#header(parts), main, { ...FILL, styles: { gap: "12px" } })
  }

  #header({ room, people }: PageParts) {
    const text = String(html`<h1>Explore the weather of Seattle</h1><p>Room ${room}</p>`)
    const title = prose(text, { name: "title" })
    const you = row(this.name, this.join, { styles: { "align-items": "flex-end", gap: "6px" } })
    return row(title, people, you, { ...FILL, styles: { "flex-wrap": "wrap", gap: "4px 24px" } })
  }

  #graph({ banner, asked, undo, redo, plot, own }: PageParts): Column {
    const styles = { "align-items": "center", "flex-wrap": "wrap", gap: "4px" }
    const news = own(row(this.status, this.arrived, { ...FILL, styles }))
    const bar = row(news, undo, redo, { ...FILL, styles })
    const look = { styles: { ...PAPER, gap: "8px" }, css_classes: ["graph"] }
    return column(banner, asked, bar, plot, this.caption, { ...FILL, ...look })
  }
}

function side(parts: PageParts): Column {
  const papers = parts.side.map((part) => column(part, { ...FILL, styles: PAPER }))
  return column(...papers, { ...FILL, css_classes: ["side"], styles: { gap: "12px" } })
}
