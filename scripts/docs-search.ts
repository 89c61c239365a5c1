// The index of the documents' search, and its script.

import { join } from "node:path"

import { buildSync } from "esbuild"

import type { SearchEntry } from "../src/client/search-entry.ts"

const ROOT = join(import.meta.dirname, "..")

/** A page's sections, from each heading to the next. @param body HTML whose headings have ids */
export function searchEntries(page: string, title: string, body: string): readonly SearchEntry[] {
  return body.split(/(?=<h[123] id=")/).flatMap((part) => {
    const [heading, anchor = "", name = ""] =
      /^<h[123] id="([^"]*)"[^>]*>([^]*?)<\/h/.exec(part) ?? []
    if (heading === undefined) return []
    const isTop = part.startsWith("<h1")
    const text = plain(wordsOf(page, part.slice(heading.length)))
    return [{ title, section: plain(name), url: isTop ? page : `${page}#${anchor}`, text }]
  })
}

/** Only the names in the models' tables, since types and kinds would fill most of the index. */
function wordsOf(page: string, body: string): string {
  if (!page.startsWith("reference/models-")) return body
  return [...body.matchAll(/<tr>\s*<td>([^]*?)<\/td>/g)].map(([, cell = ""]) => cell).join(" ")
}

/** The text that the reader sees, in one line. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>?/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim()
}

export function searchScript(): string {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ["src/client/docs-search.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2023",
    minify: true,
  })
  return outputFiles.map(({ text }) => text).join("")
}
