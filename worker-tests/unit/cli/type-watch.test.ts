// What the terminal says about a project's types in development.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { typeErrors } from "../../../src/cli/type-errors.ts"
import { TypeWatch } from "../../../src/cli/type-watch.ts"

const MODULES = join(import.meta.dirname, "../../../node_modules")

/** A watch whose checks end when the test says so, with what it says. */
function createWatch() {
  const ends: ((errors: string) => void)[] = []
  const printed: string[] = []
  const check = () => new Promise<string>((resolve) => void ends.push(resolve))
  const watch = new TypeWatch(check, (text) => void printed.push(text.trim()))
  const end = async (errors: string) => {
    ends.shift()?.(errors)
    await new Promise(setImmediate)
  }
  return { watch, ends, end, printed }
}

describe("the watch of types", () => {
  it("prints errors once, and when they are gone", async () => {
    const { watch, end, printed } = createWatch()
    for (const errors of ["", "a is wrong", "a is wrong", "", ""]) {
      watch.look()
      await end(errors)
    }
    expect(printed).toEqual(["The types are wrong:\n\na is wrong", "The types are right."])
  })

  it("checks once more what was saved during a check, and prints only the last result", async () => {
    const { watch, ends, end, printed } = createWatch()
    watch.look()
    watch.look()
    watch.look()
    await end("of an earlier save")
    expect([ends.length, printed]).toEqual([1, []])
    await end("b is wrong")
    expect([ends.length, printed]).toEqual([0, ["The types are wrong:\n\nb is wrong"]])
  })
})

describe("the types of a project", () => {
  it(
    "are checked with its own tsconfig.json, and many errors are cut short",
    { tags: "slow" },
    async () => {
      const project = mkdtempSync(join(tmpdir(), "bokeh-edge-types-"))
      try {
        symlinkSync(MODULES, join(project, "node_modules"))
        mkdirSync(join(project, "src"))
        const write = (code: string) => writeFileSync(join(project, "src/index.ts"), code)
        write("export const one: number = 'one'\n")
        expect(await typeErrors(project)).toBe("") // no tsconfig.json
        const config = { compilerOptions: { strict: true, types: [] }, include: ["src"] }
        writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config))
        expect(await typeErrors(project)).toMatch(
          /^src\/index\.ts\(1,14\): error TS2322: .*'number'\.$/,
        )
        write("export const one: number = 1\n")
        expect(await typeErrors(project)).toBe("")
        write(Array.from({ length: 23 }, (_, i) => `export const n${i}: number = ''\n`).join(""))
        expect(await typeErrors(project)).toMatch(/n?TS2322[^]*\n\.\.\. and 3 more lines: npx tsc$/)
      } finally {
        rmSync(project, { recursive: true })
      }
    },
  )
})
