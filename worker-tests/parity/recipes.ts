// The recipes: one document each, in Python's words (recipes/TOPIC.py) and in ours (recipes/TOPIC.ts), under one name.
// So are the programs: what tutorials and galleries have, line by line (programs/TOPIC.py and .ts).

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

type Folder = "recipes" | "programs"

/** All of ours: "TOPIC.NAME" and how to build it. */
export async function ourRecipes(
  folder: Folder = "recipes",
): Promise<ReadonlyMap<string, () => Document>> {
  const path = join(import.meta.dirname, folder)
  const topics = readdirSync(path).filter((file) => file.endsWith(".ts"))
  const recipes = await Promise.all(
    topics.map(async (file) => {
      const module = (await import(join(path, file))) as Readonly<Record<string, Recipe>>
      return Object.entries(module).map(
        ([name, recipe]) => [`${basename(file, ".ts")}.${name}`, () => build(recipe)] as const,
      )
    }),
  )
  return new Map(recipes.flat())
}

/** All of Python's, built by it in one go: "TOPIC.NAME" and the document as JSON. */
export async function pythonRecipes(
  folder: Folder = "recipes",
): Promise<ReadonlyMap<string, unknown>> {
  const all = Object.entries(await dump(folder))
  return new Map(all.map(([name, { document }]) => [name, document]))
}

/** What Python finds wrong with them: "TOPIC.NAME" and codes as "W-1000", in any order. */
export async function pythonFaults(): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = Object.entries(await dump("recipes"))
  return new Map(all.map(([name, { faults }]) => [name, faults]))
}

type Dump = Readonly<
  Record<string, { readonly document: unknown; readonly faults: readonly string[] }>
>
const dumps = new Map<Folder, Promise<Dump>>()

function dump(folder: Folder): Promise<Dump> {
  const known = dumps.get(folder)
  if (known !== undefined) return known
  const dumped = python("../parity/dump.py", [folder]) as Promise<Dump>
  dumps.set(folder, dumped)
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
