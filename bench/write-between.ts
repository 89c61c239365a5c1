// Writes lines into a document in place of the lines that an earlier run of the same command wrote.

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "..")
const END = "<!-- until here -->"

/** @param path from the root @throws Error if the document has no place for the lines */
export function writeBetween(path: string, command: string, lines: readonly string[]): void {
  const begin = `<!-- made by ${command} -->`
  const document = readFileSync(join(ROOT, path), "utf8")
  const from = document.indexOf(begin)
  const to = document.indexOf(END, from)
  if (from < 0 || to < 0) throw new Error(`${path} has no lines between ${begin} and ${END}`)
  const made = [begin, "", ...lines, "", ""].join("\n")
  writeFileSync(join(ROOT, path), document.slice(0, from) + made + document.slice(to))
}
