// Methods of single models beside their properties: clicks on legends, combined filters, decorations, the nodes of a box.
// Source: Python bokeh.models.annotations, .filters, .expressions, .nodes, .renderers (3.10)

import { columnsOf } from "./column-methods.ts"
import { itemsOf } from "./column.ts"
import { rowsFrom } from "./data-tables.ts"
import { LegendItemClick } from "./events.ts"
import { HasProps } from "./has-props.ts"
import { getProperty } from "./property-value.ts"
import { createModel } from "./registry.ts"

type Callbacks = readonly ((event: never) => unknown)[]

export const legendMethods: object & ThisType<HasProps> = {
  on_click(...callbacks: Callbacks) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the event has, LegendMethods says
    this.on_event(LegendItemClick, ...(callbacks as readonly (() => void)[]))
  },
  js_on_click(...callbacks: readonly HasProps[]) {
    this.js_on_event(LegendItemClick, ...callbacks)
  },
}

/** Python's `a & b`, `a | b`, `a ^ b`, `a - b` and `~a`. */
export const filterMethods: object & ThisType<HasProps> = {
  and(...others: readonly HasProps[]) {
    return createModel("IntersectionFilter", { operands: [this, ...others] })
  },
  or(...others: readonly HasProps[]) {
    return createModel("UnionFilter", { operands: [this, ...others] })
  },
  xor(...others: readonly HasProps[]) {
    return createModel("SymmetricDifferenceFilter", { operands: [this, ...others] })
  },
  minus(...others: readonly HasProps[]) {
    return createModel("DifferenceFilter", { operands: [this, ...others] })
  },
  not() {
    return createModel("InversionFilter", { operand: this })
  },
}

export const componentsMethods: object & ThisType<HasProps> = {
  get x() {
    return createModel("XComponent", { transform: this })
  },
  get y() {
    return createModel("YComponent", { transform: this })
  },
}

/** The coordinates of a graph's nodes and edges, for what is drawn beside them. */
export const coordinatesMethods: object & ThisType<HasProps> = {
  get node_coordinates() {
    return createModel("NodeCoordinates", { layout: this })
  },
  get edge_coordinates() {
    return createModel("EdgeCoordinates", { layout: this })
  },
}

const GLYPHS = ["glyph", "selection_glyph", "nonselection_glyph", "hover_glyph", "muted_glyph"]

export const decorationMethods: object & ThisType<HasProps> = {
  add_decoration(marking: HasProps, given: string | { readonly node: string }) {
    const node = typeof given === "string" ? given : given.node
    const decoration = createModel("Decoration", { marking, node })
    for (const name of GLYPHS) {
      const glyph = getProperty(this, name)
      if (!(glyph instanceof HasProps)) continue
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the property's kind
      const known = (getProperty(glyph, "decorations") ?? []) as readonly unknown[]
      glyph.update({ decorations: [...known, decoration] })
    }
    return decoration
  },
}

export const recordMethods: object & ThisType<HasProps> = {
  to_records() {
    const columns = Object.entries(columnsOf(this, "data"))
    return rowsFrom(Object.fromEntries(columns.map(([name, column]) => [name, itemsOf(column)])))
  },
}

export const boxMethods: object & ThisType<HasProps> = {
  get nodes() {
    return boxNodes(this)
  },
}

const SYMBOLS =
  "left right top bottom top_left top_center top_right center_left center center_right bottom_left bottom_center bottom_right width height"

/** The nodes of a box: `nodes.left`, each a new model. */
export function boxNodes(target: HasProps | string): object {
  const nodes = {}
  for (const symbol of SYMBOLS.split(" ")) {
    const get = () => createModel("Node", { target, symbol })
    Object.defineProperty(nodes, symbol, { enumerable: true, get })
  }
  return nodes
}
