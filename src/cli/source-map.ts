// Stacks of the bundle in terms of the files that it was made of: wrangler keeps the map of its last bundle.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { SourceMap } from "node:module"
import { dirname, join, relative, resolve } from "node:path"

import { isRecord } from "../util/record.ts"

/** A place in the bundle, as workerd writes it. */
const PLACE = /(?:file:\/\/\S*?|\bindex\.js|\S*\.wrangler\S*?):(\d+):(\d+)/g

/** @param folder the project's */
export function mapPlaces(text: string, folder: string): string {
  if (text.search(PLACE) < 0) return text
  const map = newestMap(folder)
  if (map === undefined) return text
  const sources = new SourceMap(map.payload)
  return text.replaceAll(PLACE, (place, line: string, column: string) => {
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1)
    if (!("originalSource" in entry)) return place
    const file = relative(folder, resolve(dirname(map.file), entry.originalSource))
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  })
}

function newestMap(folder: string) {
  const bundles = join(folder, ".wrangler/tmp")
  if (!existsSync(bundles)) return undefined
  const files = readdirSync(bundles)
    .filter((name) => name.startsWith("dev-"))
    .flatMap((name) => mapsIn(join(bundles, name)))
  const [file] = files.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (file === undefined) return undefined
  const payload: unknown = JSON.parse(readFileSync(file, "utf8"))
  return isSourceMap(payload) ? { file, payload } : undefined
}

function mapsIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".js.map"))
  return names.map((name) => join(folder, name))
}

function isSourceMap(value: unknown): value is ConstructorParameters<typeof SourceMap>[0] {
  return isRecord(value) && typeof value["mappings"] === "string"
}
