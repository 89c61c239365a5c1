// The table of docs/versions.md, whose rows are the results of the version tests. RENEW=1 writes them.

import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { expect } from "vitest"

const FILE = join(import.meta.dirname, "../../docs/versions.md")

/** The cells of a row after its name, or none if the table has no such row. */
export function knownRow(name: string): readonly string[] {
  const row = tableText()
    .split("\n")
    .find((line) => line.startsWith(`| ${name} |`))
  const cells = row?.split("|").map((cell) => cell.trim())
  return cells?.slice(2, -1) ?? []
}

function tableText(): string {
  return existsSync(FILE) ? readFileSync(FILE, "utf8") : ""
}

/** @param name the first cell, which identifies the row */
export function expectRow(name: string, cells: readonly (boolean | string)[]): void {
  const shown = cells.map((cell) =>
    typeof cell === "string" ? cell.replace(/\s+/g, " ") : cell ? "yes" : "no",
  )
  const row = `| ${[name, ...shown].join(" | ")} |`
  const text = tableText()
  if (process.env["RENEW"] === "1") {
    const lines = text.split("\n")
    writeFileSync(
      FILE,
      lines.map((line) => (line.startsWith(`| ${name} |`) ? row : line)).join("\n"),
    )
  } else expect(text.split("\n")).toContain(row)
}
