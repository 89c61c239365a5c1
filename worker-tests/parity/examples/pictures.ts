// Draws the programs' documents, from Python and from TypeScript, in one Chromium, and compares the pictures.

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import type { Browser, Page } from "playwright-core"

import { Document } from "../../../src/document/document.ts"
import { toJson } from "../../../src/session/saved-document.ts"
import { openBrowser } from "../../support/browser.ts"
import {
  MAX_DIFFERENT,
  pageWithBokehJs,
  picture,
  shareOfDifferent,
} from "../../support/contact-sheet.ts"
import { type Picture, SAME } from "./results.ts"

/** Why BokehJS does not draw some documents at all, neither Python's nor the TypeScript ones. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/could not resolve type/, "has models of its own, whose script is missing"],
  [/is never drawn/, "never finishes, for example because its data comes from a server"],
]

const SIZE = { width: 1000, height: 800 }
/** A document that is not drawn by then never is: it waits for a server or a font. */
const PATIENCE_MS = 30_000

/** The result of each by name. Pictures of an interrupted run are not drawn again. @param files by name, without endings */
export async function comparePictures(
  out: string,
  files: ReadonlyMap<string, string>,
  print: (line: string) => void,
): Promise<ReadonlyMap<string, Picture>> {
  const kept = join(out, "pictures.json")
  const known = existsSync(kept)
    ? new Map(JSON.parse(readFileSync(kept, "utf8")) as [string, Picture][])
    : new Map<string, Picture>()
  const drawing = new Drawing()
  for (const [name, file] of files) {
    if (known.has(name)) continue
    // oxlint-disable-next-line no-await-in-loop -- one page draws them all
    const became = await drawing.compare(out, file)
    known.set(name, became)
    writeFileSync(kept, JSON.stringify([...known]))
    if (became !== SAME) print(`${name}: ${became}`)
  }
  await drawing.close()
  rmSync(kept, { force: true })
  return known
}

class Drawing {
  #browser: Browser | undefined
  #page: Page | undefined

  async compare(out: string, file: string): Promise<Picture> {
    const pythons: unknown = JSON.parse(readFileSync(join(out, `${file}.json`), "utf8"))
    try {
      return await this.#compare(file, pythons, await ours(out, file))
    } catch (error) {
      // The next program gets a new page.
      await this.close()
      const [, reason = short(error)] = REASONS.find(([told]) => told.test(String(error))) ?? []
      return `not drawn: ${reason}`
    }
  }

  async #compare(file: string, pythons: unknown, json: unknown): Promise<Picture> {
    const page = await this.#openPage()
    const pair = {
      name: file,
      pythons: await picture(page, file, pythons),
      ours: await picture(page, file, json),
    }
    const share = await shareOfDifferent(page, pair)
    if (share <= MAX_DIFFERENT) return SAME
    // Even pictures of one document can differ, if it moves or is random without a seed.
    const again = { ...pair, ours: await picture(page, file, pythons) }
    const own = await shareOfDifferent(page, again)
    return own > MAX_DIFFERENT ? "random" : `differs: ${(100 * share).toFixed(1)} % of pixels`
  }

  async #openPage(): Promise<Page> {
    this.#browser ??= await openBrowser()
    if (this.#page !== undefined) return this.#page
    const page = await pageWithBokehJs(this.#browser, SIZE)
    page.setDefaultTimeout(PATIENCE_MS)
    this.#page = page
    return page
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    this.#browser = undefined
    this.#page = undefined
  }
}

async function ours(out: string, file: string): Promise<unknown> {
  const url = pathToFileURL(join(out, `${file}.ts`)).href
  const { default: build } = (await import(url)) as { readonly default: (doc: Document) => void }
  const doc = new Document()
  build(doc)
  return toJson(doc)
}

function short(error: unknown): string {
  return String(error)
    .split("\n", 1)
    .join("")
    .replaceAll(/\d{3,}|p\d+/g, "...")
    .slice(0, 120)
}
