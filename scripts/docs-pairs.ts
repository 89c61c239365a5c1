// Pages that show two programs side by side: each ported app beside its Python original, both from the files that run. Equal
// comments in both programs align the columns.

import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"

import { escapeHtml } from "../src/util/html.ts"

const ROOT = join(import.meta.dirname, "..")
const PYTHON = "src/apps/ported/*.py"

/** A program in both languages. */
export interface Pair {
  readonly name: string
  /** Paths from the repository's root. */
  readonly python: string
  readonly typescript: string
}

/** HTML of a program, in colors: a `pre` with a line of HTML for each line of code. */
export type Highlight = (code: string, language: string) => string

/** Empty in a clone without the examples. */
export function pairs(): readonly Pair[] {
  return globSync(PYTHON, { cwd: ROOT })
    .toSorted()
    .map((file) => {
      const python = file.replaceAll("\\", "/")
      const name = basename(python, ".py")
      return { name, python, typescript: `src/apps/ported/${name.replaceAll("_", "-")}.ts` }
    })
}

/** The pair of a file in the repository. */
export function pairOf(file: string): Pair | undefined {
  return pairs().find((pair) => filesOf(pair).includes(file))
}

export function filesOf({ python, typescript }: Pair): readonly string[] {
  return [python, typescript]
}

/** The page of a pair, from the site's root. */
export function pairPage({ name }: Pair): string {
  return `ported/${name}.html`
}

/** The page's content below the header, as HTML. */
export function pairBody(pair: Pair, highlight: Highlight): string {
  const python = program(pair.python, "python", highlight)
  const typescript = program(pair.typescript, "typescript", highlight)
  const parts = alignedParts(python.comments, typescript.comments).map(
    ([left, right]) =>
      `<div class="pair">${slice(python, left)}${slice(typescript, right)}</div>\n`,
  )
  const links = `<a href="../../ported/${pair.name}">Run it</a>, <a href="../from-python.html">all apps</a>`
  return `<h1>${escapeHtml(pair.name)}</h1>
<p>The same app in Python and in TypeScript: ${links}</p>
<div class="pair"><h2>Python</h2><h2>TypeScript</h2></div>
${parts.join("")}`
}

interface Program {
  /** The opening tag. */
  readonly open: string
  /** HTML. */
  readonly lines: readonly string[]
  /** The comments by line, undefined for lines with code. */
  readonly comments: readonly (string | undefined)[]
}

function program(file: string, language: string, highlight: Highlight): Program {
  const code = readFileSync(join(ROOT, file), "utf8").trimEnd()
  const [, open = "", inner = ""] =
    /^(<pre[^>]*>)<code>([^]*)<\/code>/.exec(highlight(code, language)) ?? []
  const comments = code.split("\n").map((line) => /^\s*(?:#|\/\/) (.+)$/.exec(line)?.[1])
  return {
    open: open.replace(">", ` data-language="${language}">`),
    lines: inner.split("\n"),
    comments,
  }
}

type Range = readonly [from: number, to: number]

/** Both programs in parts that begin with a common comment. */
function alignedParts(
  left: Program["comments"],
  right: Program["comments"],
): readonly (readonly [Range, Range])[] {
  const starts: [number, number][] = []
  for (const [i, comment] of left.entries()) {
    const after = (starts.at(-1)?.[1] ?? -1) + 1
    const found = comment === undefined ? -1 : right.indexOf(comment, after)
    if (found >= 0) starts.push([i, found])
  }
  return starts.map(([i, k], part) => {
    const [nextI, nextK] = starts[part + 1] ?? [left.length, right.length]
    return [
      [part === 0 ? 0 : i, nextI],
      [part === 0 ? 0 : k, nextK],
    ]
  })
}

function slice({ open, lines }: Program, [from, to]: Range): string {
  return `${open}<code>${lines.slice(from, to).join("\n").trimEnd()}</code></pre>`
}
