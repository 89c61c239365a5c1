// What the compiler says of a wrong word: its name, briefly, and what was probably meant.

import { execFileSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

const ROOT = join(import.meta.dirname, "../..")
const FOLDER = join(ROOT, "dist/type-messages")
const MAX_CHARS = 320

/** A line, the word in it that is wrong, and the one that was meant. */
const MISTAKES: readonly (readonly [line: string, wrong: string, meant: string])[] = [
  ["p.vbar({ x: [1], tops: [2] })", "tops", "top"],
  ['p.line([1], [2], { colr: "red" })', "colr", "color"],
  ['p.vbar([1], 0.5, [1], { colr: "red" })', "colr", "color"],
  ['p.vbar("x", { topp: 3 })', "topp", "top"],
  ['p.line("x", "y", { sorce: { x: [1], y: [1] } })', "sorce", "source"],
  ["new Slider({ valeu: 3 })", "valeu", "value"],
  ['figure({ x_axis_typ: "log" })', "x_axis_typ", "x_axis_type"],
  ['p.xaxis.axis_lable = "x"', "axis_lable", "axis_label"],
]

it("names the wrong word and the one that was meant", () => {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const lines = ['import { figure, Slider } from "bokeh-edge"', "const p = figure()"]
  writeFileSync(join(FOLDER, "lines.ts"), [...lines, ...MISTAKES.map(([line]) => line)].join("\n"))
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { incremental: false },
    include: ["lines.ts"],
    exclude: [],
  }
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config))
  const messages = compiled()
  for (const [i, [line, wrong, meant]] of MISTAKES.entries()) {
    const message = messages.get(lines.length + i + 1) ?? ""
    expect(message, line).toContain(`'${wrong}'`)
    expect(message, line).toContain(`'${meant}'`)
    expect(message.length, message).toBeLessThan(MAX_CHARS)
  }
}, 120_000)

/** What the compiler says, by line. */
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
    // It ends with 1 where there are errors.
    return String(Reflect.get(Object(error), "stdout"))
  }
}
