// Bokeh's models by Bokeh's modules: their properties with types, and links to Bokeh's own reference.

import { BOKEH_VERSION } from "../src/util/bokeh-version.ts"
import type { ReferencePage } from "./docs-reference.ts"

/** Models that Python does not have. */
const BOKEHJS_ONLY = "bokehjs"

interface Member {
  readonly name: string
  readonly type: string
  /** Bokeh's name of the kind, and the default. */
  readonly words: string
}

interface Model {
  readonly name: string
  readonly parent: string | undefined
  /** As in Bokeh's own reference: `widgets/sliders`. */
  readonly module: string
  readonly members: readonly Member[]
}

/** @param text of src/model/generated/models.ts */
export function modelPages(text: string): readonly ReferencePage[] {
  const models = modelsIn(text)
  const modules = [...new Set(models.map(({ module }) => module))].toSorted()
  return modules.map((module) => ({
    file: `docs/reference/${fileOf(module)}`,
    title: `bokeh.models.${module.replaceAll("/", ".")}`,
    text: pageText(module, models),
  }))
}

function fileOf(module: string): string {
  return `models-${module.replaceAll("/", "-")}.md`
}

function modelsIn(text: string): readonly Model[] {
  const see = /(?:\/_modules\/bokeh\/models\/([\w/]+)\.html#\w+ \*\/\n)?export const (\w+):/g
  return [...text.matchAll(see)].map(([, path = BOKEHJS_ONLY, name = ""]) => {
    const { parents, members } = interfaceIn(text, `${name}Properties`)
    const shared = interfaceIn(text, `${name}Shared`).members
    const [parent] = parents.filter((one) => one.endsWith("Properties"))
    return {
      name,
      parent: parent?.replace(/Properties$/, ""),
      module: moduleOf(path),
      members: [...members, ...shared],
    }
  })
}

/** Bokeh's reference has one page for a package of modules, except for its widgets. */
function moduleOf(path: string): string {
  const [first = "", second] = path.split("/")
  return first === "widgets" && second !== undefined ? `widgets/${second}` : first
}

function interfaceIn(text: string, name: string) {
  const head = new RegExp(`^(?:export )?interface ${name}(?: extends ([^{]*))? \\{`, "m").exec(text)
  if (head === null) return { parents: [], members: [] }
  const start = head.index + head[0].length
  const end = text[start] === "}" ? start : text.indexOf("\n}", start)
  const parents = (head[1] ?? "").split(",").map((parent) => parent.trim())
  return { parents, members: membersIn(text.slice(start, end)) }
}

function membersIn(body: string): readonly Member[] {
  return [...body.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(?:readonly )?(\w+)\??: (.*)$/gm)].map(
    ([, words = "", name = "", type = ""]) => ({ name, type, words }),
  )
}

function pageText(module: string, all: readonly Model[]): string {
  const own = all.filter((model) => model.module === module)
  return `# bokeh.models.${module.replaceAll("/", ".")}

Each model leads to Bokeh's own reference, which says what its properties mean. Types are what TypeScript takes; the last column has Bokeh's kind and the default.

${own
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  .map((model) => modelText(model, all))
  .join("\n\n")}
`
}

function modelText({ name, parent, module, members }: Model, all: readonly Model[]): string {
  const url =
    module === BOKEHJS_ONLY
      ? undefined
      : `https://docs.bokeh.org/en/${BOKEH_VERSION}/docs/reference/models/${module}.html#bokeh.models.${name}`
  const base = all.find((model) => model.name === parent)
  const link = base && `[${base.name}](${fileOf(base.module)}#${base.name.toLowerCase()})`
  const extended = link === undefined ? "" : ` It has the properties of ${link}, too.`
  const rows = members.map(
    (member) => `| \`${member.name}\` | ${cell(member.type)} | ${cell(member.words)} |`,
  )
  const table =
    rows.length === 0
      ? ""
      : `\n\n| property | type | kind and default |\n|---|---|---|\n${rows.join("\n")}`
  const words = url === undefined ? "Of BokehJS alone." : `[${name} in Bokeh's reference](${url}).`
  return `## ${name}\n\n${words}${extended}${table}`
}

function cell(code: string): string {
  return `\`${code.replaceAll("|", "\\|")}\``
}
