// The files that passed a check, each in its state with all its dependencies. In that state they need no further check.

import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { ModuleGraph, type Purpose, readJson } from "./module-graph.ts"

/** Enough for the states of several branches. */
const MAX_KEPT = 20_000

export class PassedFiles {
  readonly #root: string
  readonly #purpose: Purpose
  readonly #settings: string
  readonly #store: string
  #keys: ReadonlyMap<string, string> = new Map()

  /** @param settings with which a file passed */
  constructor(root: string, purpose: Purpose, settings: string) {
    this.#root = root
    this.#purpose = purpose
    this.#settings = settings
    this.#store = join(root, `node_modules/.cache/passed-${purpose}.json`)
  }

  /** All files, and those that have not passed in their current state. */
  look(graph: ModuleGraph): { readonly all: readonly string[]; readonly left: readonly string[] } {
    const all = graph.filesTo(this.#purpose)
    const kept = this.#kept
    this.#keys = new Map(all.map((file) => [file, this.#keyOf(file, graph)]))
    return { all, left: all.filter((file) => !kept.has(this.#keys.get(file) ?? "")) }
  }

  /** Notes files that passed, but none that changed since `look`, or whose dependencies did, and none outside of git. */
  note(files: readonly string[]): void {
    const graph = new ModuleGraph(this.#root)
    const passed = files.flatMap((file) => {
      const key = this.#keyOf(file, graph)
      return key !== "" && this.#keys.get(file) === key ? key : []
    })
    mkdirSync(dirname(this.#store), { recursive: true })
    const kept = [...new Set([...this.#kept, ...passed])].slice(-MAX_KEPT)
    writeFileSync(this.#store, JSON.stringify(kept))
  }

  #keyOf(file: string, graph: ModuleGraph): string {
    return graph.keyOf(file, this.#purpose, this.#settings)
  }

  get #kept(): ReadonlySet<string> {
    return new Set(Object.values(readJson<string>(this.#store)))
  }
}
