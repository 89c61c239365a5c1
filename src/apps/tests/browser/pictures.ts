// Stored pictures of running apps: how much a picture differs from the screen, and how wide a page is.

import type { Page } from "playwright-core"

/** The difference of both pictures in 24 by 15 fields, from 0 (same) to 1, taken in an empty page: the app may fetch nothing. */
export async function difference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const urls = [one, other].map((png) => `data:image/png;base64,${png.toString("base64")}`)
  const empty = await page.context().browser()?.newPage()
  if (empty === undefined) throw new Error("the browser is closed")
  const found = await empty.evaluate<number>(`(async () => {
    const fields = async (url) => {
      const image = await createImageBitmap(await (await fetch(url)).blob())
      const canvas = new OffscreenCanvas(24, 15)
      const context = canvas.getContext("2d")
      context.imageSmoothingQuality = "high"
      context.drawImage(image, 0, 0, 24, 15)
      return context.getImageData(0, 0, 24, 15).data
    }
    const [a, b] = await Promise.all(${JSON.stringify(urls)}.map(fields))
    return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length / 255
  })()`)
  await empty.close()
  return found
}

/** How many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  )
}
