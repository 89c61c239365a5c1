// Runs the written programs, and compares each document with Python's.

import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { Document } from "../../../src/document/document.ts"
import { replaceWithJson } from "../../../src/session/saved-document.ts"
import { compare, type Difference } from "../compare.ts"
import { isExplained } from "./explained.ts"
import type { Failure } from "./results.ts"

export interface Outcome {
  readonly failures: readonly Failure[]
  readonly differences: readonly Difference[]
}

/** @param file without an ending */
export async function runProgram(out: string, file: string): Promise<Outcome> {
  const ours = new Document()
  try {
    const url = pathToFileURL(join(out, `${file}.ts`)).href
    const { default: build } = (await import(url)) as { readonly default: (doc: Document) => void }
    build(ours)
  } catch (error) {
    return { failures: [`run: ${message(error)}`], differences: [] }
  }
  try {
    const differences = compare(ours, pythons(join(out, `${file}.json`))).filter(
      (difference) => !isExplained(difference),
    )
    const places = new Set(differences.map(({ type, property }) => `${type}.${property}`))
    return { failures: [...places].map((place) => `document: ${place}` as const), differences }
  } catch (error) {
    return { failures: [`document: ${message(error)}`], differences: [] }
  }
}

function pythons(path: string): Document {
  const document = new Document()
  replaceWithJson(document, existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {})
  return document
}

function message(error: unknown): string {
  return String(error)
    .split("\n", 1)
    .join("")
    .replaceAll(/\d{3,}/g, "...")
    .slice(0, 160)
}
