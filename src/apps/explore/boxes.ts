// Lists of boxes: one for each item, kept while the item is listed, with the item's text in its first child.

import { Column, Div, type Row } from "bokeh-edge"

/** @param made the part that builds a box, with the item's id as its first tag */
export function showBoxes<Item extends { readonly id: string }>(
  list: Column | Row,
  items: readonly Item[],
  made: (of: { readonly id: string }) => Column,
  textOf: (item: Item, i: number) => string,
): void {
  const shown = list.children.filter((child) => child instanceof Column)
  const known = new Map(shown.map((box) => [box.tags[0], box]))
  const boxes = items.map(({ id }) => known.get(id) ?? made({ id }))
  for (const [i, item] of items.entries()) {
    const [words] = boxes[i]?.children ?? []
    if (words instanceof Div) words.text = textOf(item, i)
  }
  list.children = boxes
}
