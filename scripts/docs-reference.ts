// The API's reference as documents: an app's imports, from their types and comments, and Bokeh's models, each with a link to
// Bokeh's own reference.

import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { type Comment, parseSync, type Program } from "oxc-parser"

import { modelPages } from "./docs-models.ts"

const ROOT = join(import.meta.dirname, "..")
/** Exports that are listed by name only, as there are hundreds of each kind. */
const ALIKE: Readonly<Record<string, string>> = {
  "model/generated/enums.ts": "Bokeh's enums: each a type, and a list of its values",
  "model/events.ts": "Events, for `on_event`",
  "plotting/generated/palettes.ts": "Palettes, by name, by family and by size",
}
const MODELS = "model/generated/models.ts"

export interface ReferencePage {
  /** The path, as if the document were in docs/. */
  readonly file: string
  readonly title: string
  readonly text: string
}

interface Export {
  readonly name: string
  readonly file: string
}

export function referencePages(): readonly ReferencePage[] {
  const models = modelPages(readFileSync(join(ROOT, "src", MODELS), "utf8"))
  const links = models.map(
    ({ title, file }) => `- [${title}](${file.replace("docs/reference/", "")})`,
  )
  const text = `# API reference

What \`bokeh-edge\`, \`bokeh-edge/alone\` and \`bokeh-edge/testing\` export. Bokeh's models have pages of their own, by Bokeh's modules:

${links.join("\n")}

## bokeh-edge

${entriesOf("api.ts")}

## bokeh-edge/alone

${entriesOf("alone.ts")}

## bokeh-edge/testing

${entriesOf("testing.ts")}
`
  return [{ file: "docs/reference/README.md", title: "API reference", text }, ...models]
}

function entriesOf(entry: string): string {
  const exports = exportsOf(entry).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const own = exports.filter(({ file, name }) => name !== "*" && file !== MODELS)
  const alike = exports.filter(({ name }) => name === "*").flatMap(({ file }) => listOf(file))
  return [...own.map(entryOf), ...alike].filter((text) => text !== "").join("\n\n")
}

/** A file's re-exports: names, and where they are declared. */
function exportsOf(entry: string): readonly Export[] {
  const text = read(entry)
  const { module } = parseSync(entry, text)
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, exportName, importName }) => {
      if (moduleRequest === null) return [{ name: exportName.name ?? "", file: entry }]
      const file = join(dirname(entry), moduleRequest.value)
      const isNamespace = importName.name === null && exportName.name !== null
      return isNamespace ? [] : [{ name: importName.name ?? "*", file }]
    }),
  )
}

function listOf(file: string): readonly string[] {
  const title = ALIKE[file]
  if (title === undefined) return []
  const names = parseSync(file, read(file)).module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName }) => exportName.name ?? []),
  )
  return [`### ${title}\n\n${[...new Set(names)].map((name) => `\`${name}\``).join(", ")}`]
}

function entryOf({ name, file }: Export): string {
  const text = read(file)
  const { program, comments } = parseSync(file, text)
  const found = declarationsOf(program, name)
  if (found.length === 0) return ""
  const words = commentBefore(comments, text, found[0]?.start ?? 0)
  const code = found.map(({ start, end }) => text.slice(start, end).trim()).join("\n")
  return `### ${name}\n\n${words === "" ? "" : `${words}\n\n`}\`\`\`ts\n${code}\n\`\`\``
}

interface Span {
  readonly start: number
  readonly end: number
}

/** The declaration of each overload, without function bodies. */
function declarationsOf({ body }: Program, name: string): readonly Span[] {
  const found = body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration === null) return []
    const { declaration } = statement
    const span = spanOf(declaration, name)
    return span === undefined ? [] : [{ start: statement.start, end: span, type: declaration.type }]
  })
  // The last of several is the implementation. Callers see only the others.
  const seen = found.filter(({ type }) => type === "TSDeclareFunction")
  return seen.length > 0 ? seen : found
}

type Declaration = NonNullable<
  Extract<Program["body"][number], { type: "ExportNamedDeclaration" }>["declaration"]
>

/** The end of the part that callers see, or undefined for another name. */
function spanOf(declaration: Declaration, name: string): number | undefined {
  const { type } = declaration
  if (type === "FunctionDeclaration" || type === "TSDeclareFunction") {
    return declaration.id?.name === name ? (declaration.body?.start ?? declaration.end) : undefined
  }
  if (type === "ClassDeclaration") {
    return declaration.id?.name === name ? declaration.body.start : undefined
  }
  if (type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration") {
    return declaration.id.name === name ? declaration.end : undefined
  }
  if (type !== "VariableDeclaration") return undefined
  const [first] = declaration.declarations
  return first?.id.type === "Identifier" && first.id.name === name ? first.id.end : undefined
}

/** The text of a doc comment. */
function commentBefore(comments: readonly Comment[], text: string, start: number): string {
  const comment = comments.findLast(({ end }) => end <= start)
  if (comment === undefined || text.slice(comment.end, start).trim() !== "") return ""
  return comment.value
    .replaceAll(/^\s*\*+ ?/gm, "")
    .replaceAll(/@param (\w+)/g, "\n- `$1`:")
    .replaceAll(/@returns/g, "\n- returns")
    .replaceAll(/@throws/g, "\n- throws")
    .replaceAll(/@\w+ ?/g, "")
    .trim()
}

function read(file: string): string {
  return readFileSync(join(ROOT, "src", file), "utf8")
}
