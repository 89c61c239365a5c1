// The panels below the graph, of which one is open.

import { column, type Column, RadioButtonGroup } from "bokeh-edge"

import { FILL, PAPER, TABS_STYLE, TOUCH_STYLE } from "./style.ts"

export interface Panel {
  readonly root: Column
  /** Updates the panel when it is opened. */
  readonly show?: () => unknown
}

export class Panels {
  readonly root: Column
  readonly #panels: readonly Panel[]
  readonly #tabs: RadioButtonGroup

  /** @param onOpen called when another panel is open */
  constructor(panels: Readonly<Record<string, Panel>>, onOpen: () => void) {
    this.#panels = Object.values(panels)
    this.#tabs = new RadioButtonGroup({
      labels: Object.keys(panels),
      active: 0,
      name: "panels",
      stylesheets: [TOUCH_STYLE, TABS_STYLE],
    })
    this.#tabs.on_change("active", async () => {
      this.#showOpen()
      onOpen()
      await this.#panels[this.open]?.show?.()
    })
    this.#showOpen()
    const roots = this.#panels.map(({ root }) => root)
    const look = { styles: { ...PAPER, gap: "10px" }, css_classes: ["panels"] }
    this.root = column(this.#tabs, ...roots, { ...FILL, ...look })
  }

  /** The number of the open panel. */
  get open(): number {
    return this.#tabs.active ?? 0
  }

  set open(panel: number) {
    if (this.#panels[panel] !== undefined) this.#tabs.active = panel
  }

  /** Updates the panel that is open, if it is this one. */
  async update(panel: Panel): Promise<void> {
    if (this.#panels[this.open] === panel) await panel.show?.()
  }

  #showOpen(): void {
    for (const [i, { root }] of this.#panels.entries()) root.visible = i === this.open
  }
}
