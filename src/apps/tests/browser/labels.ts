// The texts in a plot, and whether any of them overlap.

import type { Page } from "playwright-core"

/** Pairs of overlapping texts of the same size on a canvas. Rotated texts are ignored. */
export function overlapping(page: Page): Promise<readonly string[]> {
  return page.evaluate(OVERLAPPING)
}

/** Paints each plot again and records where it writes. */
const OVERLAPPING = `(() => {
  const boxes = []
  const { prototype } = CanvasRenderingContext2D
  const { fillText } = prototype
  prototype.fillText = function (text, x, y) {
    const { a, b, d, e, f } = this.getTransform()
    const size = this.measureText(text)
    const [left, right] = [x - size.actualBoundingBoxLeft, x + size.actualBoundingBoxRight]
    const [top, bottom] = [y - size.actualBoundingBoxAscent, y + size.actualBoundingBoxDescent]
    const { canvas, font } = this
    if (text.trim() !== "" && b === 0) {
      boxes.push({ text, canvas, font, left: a * left + e, right: a * right + e, top: d * top + f, bottom: d * bottom + f })
    }
    fillText.call(this, text, x, y)
  }
  for (const { all_models } of Bokeh.documents) {
    for (const model of all_models) {
      const view = model.type === "Figure" ? Bokeh.index.find_one(model) : null
      view?.request_repaint()
      view?.repaint()
    }
  }
  prototype.fillText = fillText
  const isOver = (one, other) => one.canvas === other.canvas && one.font === other.font &&
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
  return boxes.flatMap((one, i) => boxes.slice(0, i).filter((other) => isOver(one, other)).map(({ text }) => text + " | " + one.text))
})()`
