// Maps stacks of the bundle to the files from which it was made: wrangler keeps the source map of its last bundle.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { SourceMap } from "node:module"
import { dirname, join, relative, resolve } from "node:path"

import { isRecord } from "../util/record.ts"

/** A place in the bundle, as workerd writes it. */
const PLACE = /(?:file:\/\/[^\s()]*?|\bindex\.js|[^\s()]*\.wrangler[^\s()]*?):(\d+):(\d+)/g

/** @param folder the project's */
export function mapPlaces(text: string, folder: string): string {
  if (text.search(PLACE) < 0) return text
  rememberMap(folder)
  if (newest === undefined) return text
  const map = newest
  const sources = new SourceMap(map.payload)
  return text.replaceAll(PLACE, (place, line: string, column: string) => {
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1)
    if (!("originalSource" in entry)) return place
    const file = relative(folder, resolve(dirname(map.file), entry.originalSource))
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  })
}

/**
 * Leaves out the frames of libraries if there are others: authors can only fix their own code. The names of functions are
 * those of the bundle, which may be minified.
 */
export function ownFrames(stack: string): string {
  const lines = stack.split("\n")
  if (!lines.some(isOwnFrame)) return stack
  return lines
    .filter((line) => isOwnFrame(line) || !/^\s+at /.test(line))
    .map((line) => line.replace(/^(\s+at ).* \(([^()]*)\)$/, "$1$2"))
    .join("\n")
}

function isOwnFrame(line: string): boolean {
  return /^\s+at /.test(line) && !/node_modules|\bnode:|<anonymous>$/.test(line)
}

interface BundleMap {
  readonly file: string
  readonly writtenMs: number
  readonly payload: ConstructorParameters<typeof SourceMap>[0]
}

let newest: BundleMap | undefined

/** wrangler removes its files when it ends, perhaps right after it has reported the reason. */
export function rememberMap(folder: string): void {
  try {
    const [found] = mapsIn(join(folder, ".wrangler/tmp")).toSorted(
      (a, b) => b.writtenMs - a.writtenMs,
    )
    if (found === undefined || found.writtenMs === newest?.writtenMs) return
    const payload: unknown = JSON.parse(readFileSync(found.file, "utf8"))
    if (isSourceMap(payload)) newest = { ...found, payload }
  } catch {
    // The files are being written, or removed: the earlier map is good enough.
  }
}

function mapsIn(bundles: string): readonly Omit<BundleMap, "payload">[] {
  if (!existsSync(bundles)) return []
  const names = readdirSync(bundles, { recursive: true, encoding: "utf8" })
  const maps = names.filter((name) => name.startsWith("dev-") && name.endsWith(".js.map"))
  return maps.map((name) => {
    const file = join(bundles, name)
    return { file, writtenMs: statSync(file).mtimeMs }
  })
}

function isSourceMap(value: unknown): value is ConstructorParameters<typeof SourceMap>[0] {
  return isRecord(value) && typeof value["mappings"] === "string"
}
