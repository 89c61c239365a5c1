// The documents as a site: docs/ and the linked files as static pages in public/docs, which the examples' server serves at
// /docs.

import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { dirname, join, posix } from "node:path"

import MarkdownIt, { type MarkdownIt as Markdown, type Token } from "markdown-it"
import { createHighlighterCoreSync } from "shiki/core"
import { createJavaScriptRegexEngine } from "shiki/engine/javascript"
import html from "shiki/langs/html.mjs"
import javascript from "shiki/langs/javascript.mjs"
import json from "shiki/langs/json.mjs"
import python from "shiki/langs/python.mjs"
import toml from "shiki/langs/toml.mjs"
import typescript from "shiki/langs/typescript.mjs"
import dark from "shiki/themes/github-dark-high-contrast.mjs"
import light from "shiki/themes/github-light-high-contrast.mjs"

import type { SearchEntry } from "../src/client/search-entry.ts"
import { docsPage, type NavGroup } from "./docs-page.ts"
import { filesOf, type Pair, pairBody, pairOf, pairPage, pairs } from "./docs-pairs.ts"
import { type ReferencePage, referencePages } from "./docs-reference.ts"
import { searchEntries, searchScript } from "./docs-search.ts"

const ROOT = join(import.meta.dirname, "..")
const SITE = join(ROOT, "public/docs")
const STYLE = join(import.meta.dirname, "docs.css")
/** The documents outside docs/ that are part of the site. */
const BESIDE = ["PROTOCOL.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md"]

const HIGHLIGHTER = createHighlighterCoreSync({
  themes: [light, dark],
  langs: [html, javascript, json, python, toml, typescript],
  engine: createJavaScriptRegexEngine(),
})

const DOCUMENTS = [...globSync("docs/**/*.md", { cwd: ROOT }).map(slashed), ...BESIDE]

interface Heading {
  readonly level: number
  readonly title: string
  readonly anchor: string
}

/** Makes all pages again. @param site the target folder */
export function buildDocs(site = SITE): void {
  if (isUpToDate(site)) return
  rmSync(site, { recursive: true, force: true })
  const reference = referencePages()
  const nav = navGroups(read("docs/README.md")).map((group) => withReference(group, reference))
  const pages = [...DOCUMENTS.map((file) => ({ file, text: read(file) })), ...reference]
  const known = pages.map(({ file }) => file)
  const rendered = [
    ...pages.map(({ file, text }) => renderDocument(file, text, { nav, known })),
    ...pairs().map((pair) => renderPair(pair, nav)),
  ]
  for (const { page, html: text } of rendered) write(site, page, text)
  write(site, "404.html", notFoundPage(nav))
  const found = inOrderOf(nav, rendered).flatMap(({ entries }) => entries)
  write(site, "search.json", JSON.stringify(found))
  write(site, "search.js", searchScript())
  for (const picture of pictures()) copy(join(ROOT, "docs", picture), join(site, picture))
  copy(STYLE, join(site, "style.css"))
}

function pictures(): readonly string[] {
  return globSync("**/*.{png,svg,webp}", { cwd: join(ROOT, "docs") })
}

/** The page of a document, relative to the site's root: docs/README.md becomes index.html. */
function pageOf(file: string): string {
  return file
    .replace(/^docs\//, "")
    .replace(/\.md$/, ".html")
    .replace(/\bREADME\.html$/, "index.html")
}

/** The links of docs/README.md, grouped by its headings. */
function navGroups(text: string): readonly NavGroup[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((group) => ({
      title: group.slice(0, group.indexOf("\n")),
      links: [...group.matchAll(/^- \[([^\]]+)\]\(([^)]+)\)/gm)].map(
        ([, title = "", file = ""]) => ({
          title,
          page: pageOf(posix.join("docs", file)),
        }),
      ),
    }))
}

/** A page that is made with the site, so docs/README.md can't link to it. */
function withReference(group: NavGroup, [first]: readonly ReferencePage[]): NavGroup {
  if (group.title !== "Look up" || first === undefined) return group
  const { title, file } = first
  return { ...group, links: [{ title, page: pageOf(file) }, ...group.links] }
}

interface Site {
  readonly nav: readonly NavGroup[]
  /** All documents of the site. */
  readonly known: readonly string[]
}

/** Documents for users come before documents for the server's developers, and win between equally good search results. */
function inOrderOf(nav: readonly NavGroup[], pages: readonly Rendered[]): readonly Rendered[] {
  const order = nav.flatMap(({ links }) => links.map(({ page }) => page))
  const placeOf = ({ page }: Rendered) => {
    const at = order.indexOf(page)
    return at < 0 ? order.length : at
  }
  return pages.toSorted((a, b) => placeOf(a) - placeOf(b))
}

interface Rendered {
  readonly page: string
  readonly html: string
  readonly entries: readonly SearchEntry[]
}

function renderDocument(file: string, text: string, { nav, known }: Site): Rendered {
  const headings: Heading[] = []
  // Wide content can be scrolled, also by keyboard.
  const body = markdown(file, headings, known)
    .render(text.replaceAll(/^<!--.*-->$/gm, ""))
    .replaceAll("<pre><code", '<pre tabindex="0"><code')
  const title = headings[0]?.title ?? "bokeh-edge"
  const sections = headings.filter(({ level }) => level === 2)
  const page = pageOf(file)
  return {
    page,
    html: docsPage({ page, title, body, sections, nav }),
    entries: searchEntries(page, title, body),
  }
}

/** The page for unknown addresses at any depth. It redirects to a page whose address lacks its ending. */
function notFoundPage(nav: readonly NavGroup[]): string {
  const body = `<h1>There is no such page</h1>
<p>The documents are all in the list, and can be searched. Their addresses end with <code>.html</code>.</p>
<script>if (!/\\.\\w+$/.test(location.pathname)) location.replace(location.pathname.replace(/\\/*$/, ".html"))</script>`
  const page = docsPage({ page: "404.html", title: "Not found", body, sections: [], nav })
  return page.replace("<head>", '<head>\n<base href="/docs/">')
}

/** Without code blocks, which a code search finds better. */
function renderPair(pair: Pair, nav: readonly NavGroup[]): Rendered {
  const [page, title] = [pairPage(pair), pair.name]
  const body = pairBody(pair, highlight)
  return {
    page,
    html: docsPage({ page, title, body, sections: [], nav, isWide: true }),
    entries: [],
  }
}

function markdown(file: string, headings: Heading[], known: readonly string[]): Markdown {
  const md = new MarkdownIt({ html: false, linkify: false, highlight })
  md.core.ruler.push("links-and-headings", ({ tokens }) => {
    tokens.forEach((token, i) => {
      const inline = tokens[i + 1]
      if (token.type === "heading_open" && inline !== undefined) {
        const heading = headingOf(token.tag, inline.content)
        token.attrSet("id", heading.anchor)
        headings.push(heading)
      }
      setLinks(token.children ?? [], (href) => siteLink(file, href, known))
    })
  })
  return md
}

function headingOf(tag: string, source: string): Heading {
  const title = source.replaceAll(/[`*]|\[([^\]]*)\]\([^)]*\)/g, "$1")
  return { level: Number(tag.slice(1)), title, anchor: anchorOf(title) }
}

/** Ids of headings as on GitHub: lower case, without punctuation. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(/\s/g, "-")
}

/** A link to no page of the site becomes its text. */
function setLinks(tokens: readonly Token[], toSite: (href: string) => string | undefined): void {
  let tag = "a"
  for (const token of tokens) {
    if (token.type === "link_open") {
      const href = toSite(String(token.attrGet("href")))
      tag = href === undefined ? "span" : "a"
      token.attrs = href === undefined ? [] : [["href", href]]
    }
    if (token.type.startsWith("link_")) token.tag = tag
  }
}

/** The page of a document or of a pair of programs, or undefined for other files of the repository. */
function siteLink(file: string, href: string, known: readonly string[]): string | undefined {
  if (/^[a-z]+:|^#/.test(href)) return href
  const [path = "", anchor] = href.split("#")
  const found = posix.join(posix.dirname(file), path)
  const document = [found, posix.join(found, "README.md")].find((name) => known.includes(name))
  const pair = pairOf(found)
  const page = document === undefined ? pair && pairPage(pair) : pageOf(document)
  if (page === undefined) return undefined
  const relative = posix.relative(posix.dirname(pageOf(file)), page)
  return anchor === undefined ? relative : `${relative}#${anchor}`
}

/** Highlights code in the colors of the reader's system. Code in an unknown language stays plain. */
function highlight(code: string, language: string): string {
  const [lang = ""] = language.split(" ")
  if (!HIGHLIGHTER.getLoadedLanguages().includes(lang)) return ""
  const themes = { light: "github-light-high-contrast", dark: "github-dark-high-contrast" }
  return HIGHLIGHTER.codeToHtml(code, { lang, themes, defaultColor: "light-dark()" })
}

/** Whether the site is newer than all its sources. A running server reloads at each change of a file. */
function isUpToDate(site: string): boolean {
  const built = statSync(join(site, "style.css"), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const scripts = globSync("docs*", { cwd: import.meta.dirname })
  const sources = [
    ...globSync("src/**/*.ts", { cwd: ROOT, exclude: ["src/apps/**"] }).map((name) =>
      join(ROOT, name),
    ),
    join(import.meta.dirname, "build-docs.ts"),
    ...scripts.map((name) => join(import.meta.dirname, name)),
    ...pairs()
      .flatMap(filesOf)
      .map((name) => join(ROOT, name)),
    ...[...DOCUMENTS, ...pictures().map((name) => `docs/${name}`)].map((name) => join(ROOT, name)),
  ]
  return sources.every((name) => statSync(name).mtimeMs <= built)
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
}

function write(site: string, page: string, text: string): void {
  const file = join(site, page)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function copy(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/")
}

if (import.meta.main) buildDocs()
