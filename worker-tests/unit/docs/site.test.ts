// The documents' site: every link leads to a page and a heading of it, and every page can be found.
// @module-tag slow

import { randomUUID } from "node:crypto"
import { existsSync, globSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import { buildDocs } from "../../../scripts/build-docs.ts"
import { pairPage, pairs } from "../../../scripts/docs-pairs.ts"
import * as api from "../../../src/api.ts"
import { CLOSE } from "../../../src/util/close-codes.ts"

const ROOT = join(import.meta.dirname, "../../..")
/** Named only: where slow tests are left out, this module is loaded, and nothing after it runs. */
const SITE = join(tmpdir(), `docs-site-${randomUUID()}`)

beforeAll(() => buildDocs(SITE))
afterAll(() => rmSync(SITE, { recursive: true }))

interface Link {
  readonly page: string
  readonly href: string
}

function pages(): readonly string[] {
  return globSync("**/*.html", { cwd: SITE })
}

function html(page: string): string {
  return readFileSync(join(SITE, page), "utf8")
}

/** The targets of links, pictures and styles; the examples are beside the site, and targets outside of it have their own base. */
function links(): readonly Link[] {
  return pages().flatMap((page) =>
    [...html(page).matchAll(/(?:href|src)="([^"]*)"/g)]
      .map(([, href = ""]) => ({ page, href }))
      .filter(
        ({ href }) =>
          !/^(https?:|data:|\/docs\/$)/.test(href) &&
          !/^(\.\.\/)*\.\.$|^\.\.\/\.\.\/ported\//.test(href),
      ),
  )
}

function leadsSomewhere({ page, href }: Link): boolean {
  const [path = "", anchor] = href.split("#")
  const file = join(SITE, path === "" ? page : join(dirname(page), path))
  if (!existsSync(file)) return false
  return anchor === undefined || readFileSync(file, "utf8").includes(`id="${anchor}"`)
}

it("the site has only links that lead to an existing page and heading", () => {
  expect(links().length).toBeGreaterThan(500)
  expect(links().filter((link) => !leadsSomewhere(link))).toEqual([])
})

it("the site lists every page at the left", () => {
  const listed = [...html("index.html").matchAll(/<li><a href="([^"]+)"/g)].map(([, page]) => page)
  const others = pages().filter(
    (page) => !listed.includes(page) && !/^(adr|ported)\/|^reference\/models-/.test(page),
  )
  expect(others).toEqual(["404.html", "index.html"])
})

it("the site shows no comments of the sources", () => {
  expect(pages().filter((page) => html(page).includes("&lt;!--"))).toEqual([])
})

it("the site colors code, and escapes it", () => {
  expect(html("first-app.html")).toMatch(/<span style="color:light-dark[^>]*>import<\/span>/)
  expect(html("first-app.html")).not.toMatch(/=> {\n/)
})

it("the site describes each export that an app imports", () => {
  const pages_ = pages().filter((page) => page.startsWith("reference/"))
  const text = pages_.map(html).join("")
  const missing = Object.keys(api).filter(
    (name) => !text.includes(`>${name}</h`) && !text.includes(`<code>${name}</code>`),
  )
  // The last two hold others; the rest are short names of things that have their own entry.
  const short = ["ColorRef", "HTML", "Index", "Placeholder", "TableRow", "ValueOf", "ValueRef"]
  expect(missing).toEqual([...short, "dom", "driving"])
})

it("the site shows each app ported from Python beside its whole Python source, as the files that run", () => {
  for (const pair of pairs()) {
    const [left = [], right = []] = ["python", "typescript"].map((language) =>
      [
        ...html(pairPage(pair)).matchAll(
          new RegExp(`data-language="${language}"><code>([^]*?)</code>`, "g"),
        ),
      ].map(([, lines = ""]) => textOf(lines)),
    )
    expect(left.length, pair.name).toBeGreaterThan(2)
    expect(left).toHaveLength(right.length)
    expect(withoutGaps(left.join("\n"))).toBe(withoutGaps(read(pair.python)))
    expect(withoutGaps(right.join("\n"))).toBe(withoutGaps(read(pair.typescript)))
    expect(html("from-python.html")).toContain(`href="${pairPage(pair)}"`)
  }
})

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
}

function textOf(source: string): string {
  const text = source.replaceAll(/<[^>]*>/g, "")
  return text
    .replaceAll("&#x3C;", "<")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#x26;", "&")
    .replaceAll("&amp;", "&")
}

function withoutGaps(text: string): string {
  return text.replaceAll(/\n\s*\n/g, "\n").trim()
}

it("the site links each model to Bokeh's own reference", () => {
  const sliders = html("reference/models-widgets-sliders.html")
  expect(sliders).toMatch(
    /https:\/\/docs\.bokeh\.org\/en\/3\.10\.0\/docs\/reference\/models\/widgets\/sliders\.html#bokeh\.models\.RangeSlider/,
  )
})

/** The messages of pages and terminals that are in the code; others are not ours. */
it("the site explains only messages that exist", () => {
  const [page = "", terminal = ""] = ["page", "terminal"].map((where) => {
    const source = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8")
    return source.split(`## By what the ${where} says`)[1]?.split("\n## ")[0] ?? ""
  })
  const texts = [...`${page}${terminal}`.matchAll(/^\| ([^|]+) \|/gm)]
    .map(([, text = ""]) => text)
    .filter((text) => !/^(text|E-1001)/.test(text))
    .map((text) => text.replace(/Could not open websocket|error 1a2b3c4d/, "")) // BokehJS's; an example
  expect(texts.length).toBeGreaterThan(15)
  const code = globSync("src/**/*.ts", { cwd: ROOT })
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("")
  const parts = texts.flatMap((text) => text.split(/\s*'?\.\.\.'?,?|[(?:)]|https/))
  const unknown = parts.filter((part) => part.trim().length > 8 && !code.includes(part.trim()))
  expect(unknown).toEqual([])
})

describe("docs/troubleshooting.md", () => {
  const text = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8")
  /** What the first cells of a chapter's table name. */
  const entries = (chapter: string) => {
    const table = text.split(`## ${chapter}\n`)[1]?.split("\n## ")[0] ?? ""
    return [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) => cell.split(", "))
  }

  it("explains each code that closes a socket", () => {
    const explained = entries("By the code that closed the socket")
    expect(Object.values(CLOSE).filter((code) => !explained.includes(`${code}`))).toEqual([])
  })

  it("explains each kind of error", () => {
    const sources = globSync("src/**/*.ts", { cwd: ROOT, exclude: ["src/apps/**"] })
    const classes = sources.flatMap((file) => {
      const source = readFileSync(join(ROOT, file), "utf8")
      return [...source.matchAll(/class (\w+) extends (?:Error|\w+Error)\b/g)].map(
        ([, name]) => name,
      )
    })
    expect(classes.length).toBeGreaterThan(15)
    const explained = entries("By the kind of error")
    expect(classes.filter((name) => !explained.includes(name ?? ""))).toEqual([])
  })
})
