// A page of the documents' site: navigation, text, and the previous and next page.

import { posix } from "node:path"

import { escapeHtml } from "../src/util/html.ts"

interface NavLink {
  readonly title: string
  /** From the site's root. */
  readonly page: string
}

export interface NavGroup {
  readonly title: string
  readonly links: readonly NavLink[]
}

export interface DocsPage {
  readonly page: string
  readonly title: string
  /** HTML. */
  readonly body: string
  readonly sections: readonly { readonly title: string; readonly anchor: string }[]
  readonly nav: readonly NavGroup[]
  /** Without the list of pages on the left. */
  readonly isWide?: boolean
}

export function docsPage({ page, title, body, sections, nav, isWide }: DocsPage): string {
  const link = (to: string) => posix.relative(posix.dirname(page), to)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - bokeh-edge</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${link("style.css")}">
</head>
<body${isWide === true ? ' class="wide"' : ""}>
<header><a href="${link("index.html")}"><b>bokeh-edge</b></a> <a href="${link("../")}">Examples</a>
<form role="search"><input type="search" placeholder="Search" aria-label="Search the documents" autocomplete="off"></form>
<ol class="results" aria-label="Found" hidden></ol></header>
<details class="menu"><summary>All pages</summary>${navigation(nav, page, link)}</details>
<nav class="side">${navigation(nav, page, link)}</nav>
<main>
${page === "index.html" ? body : withContents(body, sections)}
${isWide === true ? "" : neighbors(nav, page, link)}
</main>
<script src="${link("search.js")}"></script>
</body>
</html>
`
}

type Linker = (to: string) => string

function navigation(nav: readonly NavGroup[], page: string, link: Linker): string {
  const item = (one: NavLink) =>
    `<li><a href="${link(one.page)}"${one.page === page ? ' aria-current="page"' : ""}>${escapeHtml(one.title)}</a></li>`
  return nav
    .map(({ title, links }) => `<h2>${escapeHtml(title)}</h2><ul>${links.map(item).join("")}</ul>`)
    .join("")
}

/** A list of the page's chapters below its heading, if there are several. */
function withContents(body: string, sections: DocsPage["sections"]): string {
  if (sections.length < 3) return body
  const items = sections.map(
    ({ title, anchor }) => `<li><a href="#${anchor}">${escapeHtml(title)}</a></li>`,
  )
  return body.replace("</h1>", `</h1>\n<ul class="contents">${items.join("")}</ul>`)
}

function neighbors(nav: readonly NavGroup[], page: string, link: Linker): string {
  const all = nav.flatMap(({ links }) => links)
  const at = all.findIndex((one) => one.page === page)
  const to = (one: NavLink | undefined, arrow: (title: string) => string) =>
    one === undefined
      ? "<span></span>"
      : `<a href="${link(one.page)}">${arrow(escapeHtml(one.title))}</a>`
  const before = at > 0 ? all[at - 1] : undefined
  return `<footer>${to(before, (t) => `← ${t}`)}${to(all[at + 1], (t) => `${t} →`)}</footer>`
}
