// What BokehJS draws from Python's documents and from ours, side by side. dist/screenshots/contact-sheet-*.png are to be
// looked at; the files .json beside them say how many pixels differ.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, it } from "vitest"

import { toJson } from "../../src/session/saved-document.ts"
import { compare } from "../parity/compare.ts"
import { ourRecipes, pythonRecipes } from "../parity/recipes.ts"
import { SAME_FORMS } from "../parity/same-forms.ts"
import { openBrowser, screenshot, SCREENSHOTS } from "../support/browser.ts"

const BOKEHJS = join(import.meta.dirname, "../../node_modules/@bokeh/bokehjs/build/js")
const BUNDLES = ["bokeh", "bokeh-widgets", "bokeh-tables", "bokeh-mathjax"]
/** Of all pixels; the same text may be smoothed in another way. */
const MAX_DIFFERENT = 0.002
const LEFT_OUT = [
  /jitter/, // random
  /image_url|tex|tile|web_mercator|map_of_places|google|data_from_elsewhere/, // from another server
  /panels|datetime_range/, // shows ids; times of day, which Python cuts off
  /strip_plot/, // random
  /_layout|expressions|mappers_by_hand|stack_of_images|hit_policies/, // made to be compared: its data cannot be drawn
]

interface Pair {
  readonly name: string
  readonly pythons: string
  readonly ours: string
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

it.each([
  ["recipes", 150],
  ["programs", 60],
] as const)(
  "is the same picture: %s, at least %i",
  async (folder, least) => {
    const [ours, pythons] = [await ourRecipes(folder), await pythonRecipes(folder)]
    const names = [...ours.keys()].filter(
      (name) => !LEFT_OUT.some((left) => left.test(name)) && !isEmptyPlot(pythons.get(name)),
    )
    expect(names.length).toBeGreaterThanOrEqual(least)
    const page = await pageWithBokehJs()
    const pairs: Pair[] = []
    for (const name of names) {
      const build = ours.get(name)
      if (build === undefined) continue
      // oxlint-disable no-await-in-loop -- one page draws them all
      pairs.push({
        name,
        pythons: await picture(page, name, pythons.get(name)),
        ours: await picture(page, name, toJson(build())),
      })
      // oxlint-enable no-await-in-loop
    }
    await showSheet(page, folder, pairs)
    const different = await Promise.all(pairs.map((pair) => shareOfDifferent(page, pair)))
    writeDifferences(folder, pairs, different)
    const wrong = pairs.flatMap(({ name }, i) =>
      (different[i] ?? 1) > MAX_DIFFERENT ? [`${name}: ${different[i]}`] : [],
    )
    expect(wrong).toEqual([])
  },
  900_000,
)

it("is the same picture, whichever form of a value is sent", async () => {
  const page = await pageWithBokehJs()
  const different: Record<string, number> = {}
  for (const [name, [one, other]] of Object.entries(SAME_FORMS)) {
    // oxlint-disable no-await-in-loop -- one page draws them all
    const pythons = await picture(page, name, toJson(one))
    const pair = { name, pythons, ours: await picture(page, name, toJson(other)) }
    different[name] = await shareOfDifferent(page, pair)
    // oxlint-enable no-await-in-loop
    expect(compare(one, other), name).toEqual([])
    expect(await shareOfDifferent(page, { ...pair, ours: await blank(page) })).toBeGreaterThan(
      0.003,
    )
  }
  expect(different).toEqual(Object.fromEntries(Object.keys(SAME_FORMS).map((name) => [name, 0])))
})

async function blank(page: Page): Promise<string> {
  return (await page.screenshot({ animations: "disabled" })).toString("base64")
}

/** BokehJS finds no ranges for one, and so never ends drawing it. */
function isEmptyPlot(json: unknown): boolean {
  const text = JSON.stringify(json)
  return /"name":\s?"Figure"/.test(text) && !text.includes('Renderer"')
}

async function pageWithBokehJs(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 420, height: 320 } })
  await page.setContent('<body style="margin:0"><div id="place"></div></body>')
  for (const bundle of BUNDLES) {
    const content = readFileSync(join(BOKEHJS, `${bundle}.min.js`), "utf8")
    // oxlint-disable-next-line no-await-in-loop -- in order
    await page.addScriptTag({ content })
  }
  return page
}

/** What BokehJS draws of a document, as a PNG in base64. */
async function picture(page: Page, name: string, json: unknown): Promise<string> {
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

/** Compared in the browser, which can read its own pictures. */
function shareOfDifferent(page: Page, pair: Pair): Promise<number> {
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

async function showSheet(page: Page, folder: string, pairs: readonly Pair[]): Promise<void> {
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

/** By name the share of pixels that differ, the greatest first. */
function writeDifferences(
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

/** What the functions that run in the page use of it. */
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
