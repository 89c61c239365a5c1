// The compiler's message about a misspelt word is short and names the word and the probable correction.

import { execFileSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

const ROOT = join(import.meta.dirname, "../..")
const FOLDER = join(ROOT, "dist/type-messages")
const MAX_CHARS = 420

const IMPORTED =
  "Button, column, Document, dodge, factor_cmap, figure, gridplot, jitter, layout, Legend, Line, linear_cmap, row, Slider, Tap"

/** A line, the wrong word in it, and the correct one. */
const MISTAKES: readonly (readonly [line: string, wrong: string, meant: string])[] = [
  ["p.vbar({ x: [1], tops: [2] })", "tops", "top"],
  ['p.line([1], [2], { colr: "red" })', "colr", "color"],
  ['p.vbar([1], 0.5, [1], { colr: "red" })', "colr", "color"],
  ['p.vbar("x", { topp: 3 })', "topp", "top"],
  ['p.line("x", "y", { sorce: { x: [1], y: [1] } })', "sorce", "source"],
  ["new Slider({ valeu: 3 })", "valeu", "value"],
  ['figure({ x_axis_typ: "log" })', "x_axis_typ", "x_axis_type"],
  ['p.xaxis.axis_lable = "x"', "axis_lable", "axis_label"],
  ['slider.titel = "x"', "titel", "title"],
  ["p.y_range.strat = 0", "strat", "start"],
  ['figure({ x_range: ["a"] }).x_range.factrs = ["b"]', "factrs", "factors"],
  ["p.xaxis.formatter.use_scientifc = false", "use_scientifc", "use_scientific"],
  ['p.legend.click_polcy = "hide"', "click_polcy", "click_policy"],
  ['p.scatter([1], [1], { markr: "x" })', "markr", "marker"],
  ["p.circle([1], [1], { radus: 1 })", "radus", "radius"],
  ["p.scatter([1], [1]).glyph.siz = 3", "siz", "size"],
  ["p.scatter([1], [1]).data_source.strem({})", "strem", "stream"],
  ['p.vbar_stack(["a"], { widht: 1 })', "widht", "width"],
  ['row(slider, { sizing_mod: "fixed" })', "sizing_mod", "sizing_mode"],
  ["gridplot([[p]], { ncol: 2 })", "ncol", "ncols"],
  ['factor_cmap("x", { pallette: ["red"], factors: ["a"] })', "pallette", "palette"],
  ['new Legend({ locatoin: "top" })', "locatoin", "location"],
  ["new Button().on_clik(() => undefined)", "on_clik", "on_click"],
  ["new Document().add_rot(p)", "add_rot", "add_root"],
  ['figure({ sizing_mode: "strech_width" })', '"strech_width"', '"stretch_width"'],
  ['column(p, { sizing_mode: "strech_both" })', '"strech_both"', '"stretch_both"'],
  ["column([p, slider], { spacin: 3 })", "spacin", "spacing"],
  ['row({ children: [p], sizing_mode: "fixd" })', '"fixd"', '"fixed"'],
  ['layout([[p]], { sizing_mode: "fixd" })', '"fixd"', '"fixed"'],
  ['p.line([1], [1], { line_dash: "dasshed" })', '"dasshed"', '"dashed"'],
  ['new Line({ line_cap: "rond" })', '"rond"', '"round"'],
  ['jitter("x", { width: 1, distribution: "norml" })', '"norml"', '"normal"'],
  ['dodge("x", { valu: 3 })', "valu", "value"],
  ['linear_cmap("x", { palette: ["red"], low: 0, hight: 9 })', "hight", "high"],
  ['factor_cmap("x", ["red"], { factor: ["a"] })', "factor", "factors"],
]

/** Mistakes for which the compiler lists all correct words, or none. */
const NAMED: readonly (readonly [line: string, wrong: string])[] = [
  ['slider.on_change("valeu", () => undefined)', '"valeu"'],
  ['slider.js_link("value", p, "titel")', '"titel"'],
  ['p.on_event("tapp", () => undefined)', '"tapp"'],
  ['p.add_layout(new Legend(), "lft")', '"lft"'],
  ["p.on_event(Tap, (event) => event.sxx)", "sxx"],
]

it("the compiler's message names the wrong word and the correct one", () => {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const lines = [
    `import { ${IMPORTED} } from "bokeh-edge"`,
    "const p = figure()",
    "const slider = new Slider({ start: 0, end: 1, value: 0 })",
  ]
  const mistakes = [...MISTAKES, ...NAMED]
  writeFileSync(join(FOLDER, "lines.ts"), [...lines, ...mistakes.map(([line]) => line)].join("\n"))
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { incremental: false },
    include: ["lines.ts"],
    exclude: [],
  }
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config))
  const messages = compiled()
  for (const [i, [line, wrong, meant = wrong]] of mistakes.entries()) {
    const message = messages.get(lines.length + i + 1) ?? ""
    expect(message, line).toContain(`'${wrong}'`)
    expect(message, line).toContain(`'${meant}'`)
    expect(message.length, message).toBeLessThan(MAX_CHARS)
  }
})

/** The compiler's messages, by line. */
function compiled(): ReadonlyMap<number, string> {
  const output = tsc()
  const errors = output.split(/^(?=\S.*?\(\d+,\d+\): error )/m)
  return new Map(
    errors.map((error) => [Number(/\((\d+),/.exec(error)?.[1]), error.replace(/^.*?error /, "")]),
  )
}

function tsc(): string {
  try {
    const path = join(ROOT, "node_modules/.bin/tsc")
    return execFileSync(path, ["-p", FOLDER, "--pretty", "false"], { encoding: "utf8" })
  } catch (error) {
    // The compiler exits with 1 if there are errors.
    return String(Reflect.get(Object(error), "stdout"))
  }
}
