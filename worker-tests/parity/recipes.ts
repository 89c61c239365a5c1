// The recipes: one document each, in Python's words (recipes/TOPIC.py) and in ours (recipes/TOPIC.ts), under one name.

import { readdirSync } from "node:fs"
import { basename, join } from "node:path"

import { Document, type Figure, figure } from "bokeh-edge"

import { HasProps } from "../../src/model/has-props.ts"
import { replaceWithJson } from "../../src/session/saved-document.ts"
import { python } from "../support/python.ts"

/**
 * A recipe is handed a small figure, which it may draw on; what it returns is the document, else the figure is.
 * Every exported function of recipes/TOPIC.ts is one.
 */
type Recipe = (plot: Figure) => HasProps | readonly HasProps[] | Document | void

const FOLDER = join(import.meta.dirname, "recipes")

/** All of ours: "TOPIC.NAME" and how to build it. */
export async function ourRecipes(): Promise<ReadonlyMap<string, () => Document>> {
  const topics = readdirSync(FOLDER).filter((file) => file.endsWith(".ts"))
  const recipes = await Promise.all(
    topics.map(async (file) => {
      const module = (await import(join(FOLDER, file))) as Readonly<Record<string, Recipe>>
      return Object.entries(module).map(
        ([name, recipe]) => [`${basename(file, ".ts")}.${name}`, () => build(recipe)] as const,
      )
    }),
  )
  return new Map(recipes.flat())
}

/** All of Python's, built by it in one go: "TOPIC.NAME" and the document as JSON. */
export async function pythonRecipes(): Promise<ReadonlyMap<string, unknown>> {
  const all = Object.entries(await dump())
  return new Map(all.map(([name, { document }]) => [name, document]))
}

/** What Python finds wrong with them: "TOPIC.NAME" and codes as "W-1000", in any order. */
export async function pythonFaults(): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = Object.entries(await dump())
  return new Map(all.map(([name, { faults }]) => [name, faults]))
}

type Dump = Readonly<
  Record<string, { readonly document: unknown; readonly faults: readonly string[] }>
>
let dumped: Promise<Dump> | undefined

function dump(): Promise<Dump> {
  dumped ??= python("../parity/dump.py", []) as Promise<Dump>
  return dumped
}

export function parse(json: unknown): Document {
  const document = new Document()
  replaceWithJson(document, json)
  return document
}

function build(recipe: Recipe): Document {
  const plot = figure({ width: 300, height: 200 })
  const made = recipe(plot) ?? plot
  if (made instanceof Document) return made
  const document = new Document()
  for (const root of made instanceof HasProps ? [made] : made) document.add_root(root)
  return document
}
