// The documents: each link to a file leads to an existing file, and so does each file that a comment in the code names.

import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { expect, it } from "vitest"

const ROOT = join(import.meta.dirname, "../../..")
const DOCUMENTS = globSync(["*.md", "docs/**/*.md"], { cwd: ROOT })
/** A clone may be without the examples; then links to them lead nowhere. */
const HAS_EXAMPLES = existsSync(join(ROOT, "src/apps"))
const CODE = globSync(["{src,bench,scripts,worker-tests}/**/*.ts"], { cwd: ROOT })

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
}

it.each(DOCUMENTS)("%s links to files and headings that exist", (file) => {
  const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => HAS_EXAMPLES || !link.startsWith("../src/apps/"))
  const missing = links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(file, link))
  expect(missing).toEqual([])
})

it("the design names files that exist", () => {
  const named = [...read("docs/design.md").matchAll(/`([\w-]+\/[\w/.-]+\.ts)`/g)]
  expect(named.length).toBeGreaterThan(50)
  const missing = named.filter(([, file = ""]) => !existsSync(join(ROOT, "src", file)))
  expect(missing.filter(([, file = ""]) => !existsSync(join(ROOT, file)))).toEqual([])
})

it("samples that name a file are identical to that file", () => {
  const samples = DOCUMENTS.flatMap((file) => [
    ...read(file).matchAll(/^```\w+ (\S+)\n([^]*?)^```/gm),
  ])
  expect(samples.length).toBeGreaterThan(2)
  for (const [, file = "", code] of samples) expect(code).toBe(read(file))
})

it("comments name documents that exist", () => {
  const named = CODE.flatMap((file) =>
    [...read(file).matchAll(/(?<![\w/.-])(?:docs\/)?[\w-]+\.md\b/g)].map(([name]) => ({
      file,
      name,
    })),
  )
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter(({ file, name }) => !isDocument(file, name))).toEqual([])
})

function leadsSomewhere(file: string, link: string): boolean {
  const [path = "", anchor] = link.split("#")
  const target = path === "" ? file : join(dirname(file), path)
  if (!existsSync(join(ROOT, target))) return false
  return anchor === undefined || headings(target).includes(anchor)
}

/** As anchors: lower case, without punctuation. */
function headings(file: string): readonly string[] {
  return [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(/\s/g, "-"),
  )
}

function isDocument(file: string, name: string): boolean {
  return [
    name,
    join(dirname(file), name),
    join(dirname(file), "../fixtures/transcripts", name),
  ].some((path) => existsSync(join(ROOT, path)))
}
