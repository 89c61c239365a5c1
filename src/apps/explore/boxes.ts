// Lists of boxes, or of buttons: one for each item, kept while the item is listed. A box has the item's text in its first
// child.

import { type Button, Column, Div, type Row } from "bokeh-edge"

import type { Named } from "./button.ts"

/** @param made the part that builds a box, with the item's id as its first tag */
export function showBoxes<Item extends Named>(
  list: Column | Row,
  items: readonly Item[],
  made: (of: Named) => Column | Button,
  textOf?: (item: Item, i: number) => string,
): void {
  const known = new Map(list.children.map((box) => [box.tags[0], box]))
  const boxes = items.map(({ id }) => known.get(id) ?? made({ id }))
  for (const [i, item] of items.entries()) {
    const box = boxes[i]
    const [words] = box instanceof Column ? box.children : []
    if (textOf !== undefined && words instanceof Div) words.text = textOf(item, i)
  }
  list.children = boxes
}
