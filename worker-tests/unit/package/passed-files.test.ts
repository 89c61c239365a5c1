// Which files `npm run check` need not test or lint again: those that passed unchanged, with everything that they can depend on.
// @module-tag slow

import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

import { afterEach, beforeEach, describe, expect, it } from "vitest"

import { ModuleGraph } from "../../../scripts/module-graph.ts"
import { PassedFiles } from "../../../scripts/passed-files.ts"

const TEST = "worker-tests/unit/one.test.ts"
const OTHER = "worker-tests/unit/other.test.ts"

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bokeh-edge-passed-files-"))
  execFileSync("git", ["init", "-q"], { cwd: root, stdio: "ignore" })
  write(".gitignore", "node_modules\n")
  write(TEST, 'import { a } from "../../src/a.ts"')
  write(OTHER, 'import { it } from "vitest"')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

function left(purpose: "run" | "lint" = "run", settings = ""): readonly string[] {
  return new PassedFiles(root, purpose, settings).look(new ModuleGraph(root)).left
}

function passAll(purpose: "run" | "lint" = "run"): void {
  const files = new PassedFiles(root, purpose, "")
  files.note(files.look(new ModuleGraph(root)).all)
}

describe("a test file that passed", () => {
  it("is run again after a change of what it imports, however far, and of nothing else", () => {
    write("src/a.ts", 'export * from "./b.ts"\nexport const a = () => import("./c.ts")')
    write("src/b.ts", 'import rows from "./rows.csv"\nimport "bokeh-edge/testing"')
    const leaves = ["src/rows.csv", "src/c.ts", "src/testing.ts"]
    for (const file of leaves) write(file, "")
    expect(left()).toEqual([TEST, OTHER])
    passAll()
    write("src/unrelated.ts", "1")
    expect(left()).toEqual([])

    for (const file of [...leaves, "src/b.ts", "src/a.ts"]) {
      write(file, "2")
      expect(left(), file).toEqual([TEST])
      passAll()
    }
  })

  it("is not run again for an earlier state in which it passed, or for types that it imports", () => {
    write("src/a.ts", 'import type { B } from "./b.ts"\nexport type { B } from "./b.ts"')
    passAll()
    write("src/b.ts", "export interface B {}")
    expect(left()).toEqual([])
    write(TEST, "2")
    expect(left()).toEqual([TEST])
    write(TEST, 'import { a } from "../../src/a.ts"')
    expect(left()).toEqual([])
  })

  it("is run again after any change when something that it imports may read more, or is not found", () => {
    for (const text of ['import { readFileSync } from "node:fs"', 'import "./extensionless"']) {
      write("src/a.ts", text)
      passAll()
      write("docs/design.md", text)
      expect(left()).toEqual([TEST])
    }
  })

  it.each(["package.json", "vitest.unit.config.ts", "node_modules/.package-lock.json"])(
    "is run again after a change of %s",
    (file) => {
      write("src/a.ts", "")
      passAll()
      write(file, "{}")
      expect(left()).toEqual([TEST, OTHER])
    },
  )

  it("is run again with other settings, and for its snapshots", () => {
    write("src/a.ts", "")
    passAll()
    expect(left("run", "TEST_SCALE=10")).toEqual([TEST, OTHER])
    write("worker-tests/unit/__snapshots__/one.test.ts.snap", "1")
    expect(left()).toEqual([TEST])
  })
})

describe("no pass is recorded", () => {
  it("for a file that did not pass, or that was saved during the run", () => {
    write("src/a.ts", "")
    const files = new PassedFiles(root, "run", "")
    files.look(new ModuleGraph(root))
    write("src/a.ts", "2")
    files.note([TEST])
    expect(left()).toEqual([TEST, OTHER])
    write("src/a.ts", "")
    expect(left()).toEqual([TEST, OTHER])
    passAll()
    expect(left()).toEqual([])
  })

  it("where there is no git", () => {
    rmSync(join(root, ".git"), { recursive: true })
    passAll()
    expect(left()).toEqual([TEST, OTHER])
  })
})

it("a file is linted again when types change that are imported, added from elsewhere, or declared for all", () => {
  write("src/a.ts", 'import type { B } from "./b.ts"\nlet c: import("./c.ts").C')
  write("src/b.ts", "export interface B {}")
  write("src/c.ts", "export interface C {}")
  write("src/adds.ts", 'import type { D } from "./d.ts"\ndeclare module "./b.ts" {}')
  passAll("lint")
  for (const file of ["src/b.ts", "src/c.ts", "src/adds.ts", "src/d.ts"]) {
    write(file, "export const x = 1")
    expect(left("lint"), file).toEqual(expect.arrayContaining(["src/a.ts", TEST]))
    expect(left("lint"), file).not.toContain(OTHER)
    if (file !== "src/adds.ts") continue
    write(file, 'import type { D } from "./d.ts"\ndeclare module "./b.ts" {}')
  }
  passAll("lint")
  write("src/rows.d.ts", 'declare module "*.csv"')
  expect(left("lint")).toContain(OTHER)
})

it("a file is not linted again after a change of what it imports that changes no types", () => {
  const writeA = (type: string, value: string) => {
    write("src/a.ts", `export function a()${type} { return ${value} }`)
  }
  writeA(": number", "1")
  passAll("lint")
  writeA(": number", "2")
  expect(left("lint")).toEqual(["src/a.ts"])
  writeA(": string", '"2"')
  expect(left("lint")).toEqual(["src/a.ts", TEST])
  writeA("", "b()") // its type is known only from the function
  passAll("lint")
  writeA("", "c()")
  expect(left("lint")).toEqual(["src/a.ts", TEST])
})
