// The cost of the types for the compiler and so for an editor: the number of type instantiations, which is counted, not
// timed.

import { execFileSync } from "node:child_process"
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { beforeAll, expect, it } from "vitest"

import { buildPackage } from "../../scripts/build-package.ts"

const ROOT = join(import.meta.dirname, "../..")
const FOLDER = join(ROOT, "dist/type-cost")
/** The programs of the parity tests, and the apps ported from Python unless the examples are deleted. */
const PROGRAMS = ["worker-tests/parity/programs/*.ts", "src/apps/ported/*.ts", "src/csv.d.ts"].map(
  (files) => join(ROOT, files),
)
/** A slider and a plot in ten lines: 3 300 when this was written. */
const MAX_SMALL = 6_000
/** 135 programs and apps, 5 100 lines: 116 000 when this was written. */
const MAX_LARGE = 130_000

const SMALL = `import { app, column, figure, Slider } from "bokeh-edge"
export const wave = app("/wave", (doc) => {
  const slider = new Slider({ title: "frequency", start: 1, end: 10, value: 2 })
  const p = figure({ height: 300, y_range: [-1, 1] })
  const r = p.line([0, 1], [0, 1], { line_width: 2 })
  slider.on_change("value", (_attr, _old, value) => {
    r.data_source.data = { x: [0, 1], y: [0, value] }
  })
  doc.add_root(column(slider, p))
})
`

beforeAll(() => {
  buildPackage(false)
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(join(FOLDER, "node_modules"), { recursive: true })
  symlinkSync(ROOT, join(FOLDER, "node_modules/bokeh-edge"), "junction")
  writeFileSync(join(FOLDER, "small.ts"), SMALL)
})

it("the types cost little in a small app", () => {
  expect(instantiations(["small.ts"])).toBeLessThan(MAX_SMALL)
})

it("the types cost a bounded amount in a large app", () => {
  const count = instantiations(PROGRAMS)
  expect(count).toBeGreaterThan(MAX_LARGE / 10)
  expect(count).toBeLessThan(MAX_LARGE)
})

/** With one thread, since several would each instantiate shared types. */
function instantiations(include: readonly string[]): number {
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      module: "esnext",
      moduleResolution: "bundler",
      target: "es2024",
      lib: ["es2024", "dom"],
      types: [],
      paths: { "bokeh-edge": ["./node_modules/bokeh-edge/dist/lib/api.d.ts"] },
    },
    include,
  }
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config))
  const args = ["-p", FOLDER, "--singleThreaded", "--extendedDiagnostics"]
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc")
  const output = execFileSync(process.execPath, [tsc, ...args], { encoding: "utf8" })
  return Number(/^Instantiations:\s+(\d+)/m.exec(output)?.[1])
}
