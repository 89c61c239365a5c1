// The documents' site: every link leads to a page and a heading of it, and every page can be found.

import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

import { afterAll, beforeAll, expect, it } from "vitest"

import { buildDocs } from "../../../scripts/build-docs.ts"

const SITE = mkdtempSync(join(tmpdir(), "docs-site-"))

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

/** Of links, pictures and styles; the examples are beside the site. */
function links(): readonly Link[] {
  return pages().flatMap((page) =>
    [...html(page).matchAll(/(?:href|src)="([^"]*)"/g)]
      .map(([, href = ""]) => ({ page, href }))
      .filter(({ href }) => !/^(https?:|data:)/.test(href) && !/^(\.\.\/)*\.\.$/.test(href)),
  )
}

function leadsSomewhere({ page, href }: Link): boolean {
  const [path = "", anchor] = href.split("#")
  const file = join(SITE, path === "" ? page : join(dirname(page), path))
  if (!existsSync(file)) return false
  return anchor === undefined || readFileSync(file, "utf8").includes(`id="${anchor}"`)
}

it("has only links that lead to a page and to a heading of it", () => {
  expect(links().length).toBeGreaterThan(500)
  expect(links().filter((link) => !leadsSomewhere(link))).toEqual([])
})

it("has every page in the list at its left", () => {
  const listed = [...html("index.html").matchAll(/<li><a href="([^"]+)"/g)].map(([, page]) => page)
  const others = pages().filter((page) => !listed.includes(page) && !page.startsWith("adr/"))
  expect(others).toEqual(["index.html"])
})

it("colors the code, and escapes it", () => {
  expect(html("first-app.html")).toMatch(/<span style="color:light-dark[^>]*>import<\/span>/)
  expect(html("first-app.html")).not.toMatch(/=> {\n/)
})
