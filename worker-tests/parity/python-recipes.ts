// Python's recipes and programs, built by Python. our-recipes.ts has those in TypeScript.

import { python } from "../support/python.ts"
import type { Folder } from "./our-recipes.ts"

/** All of Python's recipes, built in one run: "TOPIC.NAME" and the document as JSON. */
export async function pythonRecipes(
  folder: Folder = "recipes",
): Promise<ReadonlyMap<string, unknown>> {
  const all = Object.entries(await dump(folder))
  return new Map(all.map(([name, { document }]) => [name, document]))
}

/** The faults that Python finds in them: "TOPIC.NAME" and codes such as "W-1000", in any order. */
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
