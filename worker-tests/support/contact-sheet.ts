// BokehJS's pictures of documents, compared pixel by pixel, and side by side on a sheet.

import { writeFileSync } from "node:fs"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"

import { addBokehJs } from "../../scripts/bokehjs-page.ts"
import { screenshot, SCREENSHOTS } from "./browser.ts"

/** The allowed share of different pixels, since the same text may be smoothed in another way. */
export const MAX_DIFFERENT = 0.002

export interface Pair {
  readonly name: string
  readonly pythons: string
  readonly ours: string
}

export async function pageWithBokehJs(
  browser: Browser,
  viewport = { width: 420, height: 320 },
): Promise<Page> {
  const page = await browser.newPage({ viewport })
  await page.setContent('<body style="margin:0"><div id="place"></div></body>')
  await addBokehJs(page)
  return page
}

/** BokehJS's picture of a document, as a PNG in base64. */
export async function picture(page: Page, name: string, json: unknown): Promise<string> {
  await page.evaluate(draw, json)
  await page.waitForFunction(isDrawn).catch((cause: unknown) => {
    throw new Error(`${name} is never drawn`, { cause })
  })
  const bytes = await page.screenshot({ animations: "disabled" })
  await page.evaluate(clear)
  return bytes.toString("base64")
}

/** Runs in the page. */
async function draw(json: unknown): Promise<void> {
  const { Bokeh, document } = globalThis as unknown as BokehPage
  const doc = Bokeh.require("document").Document.from_json(json)
  await Bokeh.embed.add_document_standalone(doc, document.getElementById("place"))
}

function isDrawn(): boolean {
  const { Bokeh } = globalThis as unknown as BokehPage
  return Bokeh.documents.every((doc) => doc.is_idle)
}

function clear(): void {
  const { Bokeh, document } = globalThis as unknown as BokehPage
  for (const doc of Bokeh.documents) doc.clear()
  Bokeh.documents.length = 0
  document.getElementById("place").replaceChildren()
}

/** Compares in the browser, which can read its own pictures. */
export function shareOfDifferent(page: Page, pair: Pair): Promise<number> {
  return page.evaluate(async ({ pythons, ours }) => {
    const { Image, document } = globalThis as unknown as BokehPage
    const pixelsOf = async (base64: string) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const canvas = document.createElement("canvas")
      canvas.width = image.width
      canvas.height = image.height
      const context = canvas.getContext("2d")
      context.drawImage(image, 0, 0)
      return context.getImageData(0, 0, image.width, image.height).data
    }
    const [a, b] = [await pixelsOf(pythons), await pixelsOf(ours)]
    if (a.length !== b.length) return 1
    let different = 0
    for (let i = 0; i < a.length; i += 4) {
      const isOther = [0, 1, 2].some(
        (part) => Math.abs((a[i + part] ?? 0) - (b[i + part] ?? 0)) > 32,
      )
      if (isOther) different++
    }
    return different / (a.length / 4)
  }, pair)
}

/** dist/screenshots/contact-sheet-FOLDER.png */
export async function showSheet(
  browser: Browser,
  folder: string,
  pairs: readonly Pair[],
): Promise<void> {
  const cell = ({ name, pythons, ours }: Pair) =>
    `<figure><img src="data:image/png;base64,${pythons}"><img src="data:image/png;base64,${ours}">
      <figcaption>${name}: Python's, ours</figcaption></figure>`
  const sheet = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  await sheet.setContent(
    `<style>body{display:flex;flex-wrap:wrap;font:12px sans-serif} figure{margin:4px} img{width:170px;border:1px solid #ccc}</style>${pairs.map(cell).join("")}`,
  )
  await sheet.waitForTimeout(500)
  await screenshot(sheet, `contact-sheet-${folder}`, true)
  await sheet.close()
}

/** The share of different pixels by name, the greatest first. */
export function writeDifferences(
  folder: string,
  pairs: readonly Pair[],
  different: readonly number[],
): void {
  const entries = pairs.map(({ name }, i) => [name, different[i] ?? 1] as const)
  const text = JSON.stringify(
    Object.fromEntries(entries.toSorted(([, a], [, b]) => b - a)),
    null,
    2,
  )
  writeFileSync(join(SCREENSHOTS, `contact-sheet-${folder}.json`), text)
}

/** The globals of the page that functions use there. */
interface BokehPage {
  readonly Bokeh: {
    require(name: "document"): { readonly Document: { from_json(json: unknown): unknown } }
    readonly embed: { add_document_standalone(doc: unknown, element: Element): Promise<unknown> }
    readonly documents: { readonly is_idle: boolean; clear(): void }[]
  }
  readonly document: {
    getElementById(id: string): Element
    createElement(name: "canvas"): Canvas
  }
  readonly Image: new () => Picture
}
interface Element {
  replaceChildren(): void
}
interface Picture {
  src: string
  readonly width: number
  readonly height: number
  decode(): Promise<void>
}
interface Canvas {
  width: number
  height: number
  getContext(kind: "2d"): {
    drawImage(image: Picture, x: number, y: number): void
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray }
  }
}
