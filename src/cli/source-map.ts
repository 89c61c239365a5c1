// Maps stacks of the bundle to the files from which it was made. The development server's wrangler keeps the source map of
// its last bundle, and a built bundle has one beside it.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { SourceMap } from "node:module"
import { dirname, join, relative, resolve } from "node:path"

import { parseJson } from "../util/parse-json.ts"
import { isRecord } from "../util/record.ts"

/** A place in the bundle, as workerd writes it: a URL, or the file's name alone. */
const PLACE =
  /(?:file:\/\/[^\s()]*?|(?<![\w./-])[\w.-]+\.js|[^\s()]*\.wrangler[^\s()]*?):(\d+):(\d+)/g

/** @param folder the project's */
export function mapPlaces(text: string, folder: string): string {
  if (text.search(PLACE) < 0) return text
  rememberMap(folder)
  return newest === undefined ? text : mapBy(newest, text, folder)
}

/** @param entry the bundle's file @returns like `mapPlaces`, for this bundle */
export function placesOf(entry: string, folder: string): (text: string) => string {
  let map: BundleMap | undefined
  return (text) => {
    if (text.search(PLACE) < 0) return text
    map ??= readMap(`${entry}.map`)
    return map === undefined ? text : mapBy(map, text, folder)
  }
}

function mapBy({ file: mapFile, sources }: BundleMap, text: string, folder: string): string {
  return text.replaceAll(PLACE, (place, line: string, column: string) => {
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1)
    if (!("originalSource" in entry)) return place
    const file = relative(folder, resolve(dirname(mapFile), entry.originalSource))
    // Also for Windows: the text may be JSON, where a backslash has a meaning.
    return `${file.replaceAll("\\", "/")}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
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
  readonly sources: SourceMap
}

let newest: (BundleMap & { readonly writtenMs: number }) | undefined

/** wrangler removes its files when it ends, perhaps right after it has reported the reason. */
export function rememberMap(folder: string): void {
  try {
    const [found] = mapsIn(join(folder, ".wrangler/tmp")).toSorted(
      (a, b) => b.writtenMs - a.writtenMs,
    )
    if (found === undefined || found.writtenMs === newest?.writtenMs) return
    const map = readMap(found.file)
    if (map !== undefined) newest = { ...found, ...map }
  } catch {
    // The files are being written, or removed: the earlier map is good enough.
  }
}

/** Undefined if there is none. */
function readMap(file: string): BundleMap | undefined {
  const payload = existsSync(file) ? parseJson(readFileSync(file, "utf8")) : undefined
  return isSourceMap(payload) ? { file, sources: new SourceMap(payload) } : undefined
}

function mapsIn(bundles: string): readonly { readonly file: string; readonly writtenMs: number }[] {
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
