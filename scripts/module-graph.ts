// Everything that a check of one file can depend on, as one hash: the file, its imports, and the dependencies of every
// check.

import { createHash } from "node:crypto"
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, posix, relative, sep } from "node:path"

import { OWN_NAMES } from "../worker-tests/support/own-names.ts"
import { contentOf, filesIn } from "./passed.ts"
import { isPath, type Module, readModule } from "./read-module.ts"
import { SETUP, UNIT_TESTS } from "./unit-files.ts"

/** A file runs without modules that it imports only for types. Lint needs these and globally declared types, too. */
export type Purpose = "run" | "lint"

interface File extends Module {
  readonly hash: string
}

const ROOT = join(import.meta.dirname, "..")
const DATA: Module = {
  imports: [],
  typeImports: [],
  declared: "",
  readsMore: false,
  augments: [],
  isGlobal: false,
}
const IS_CODE = /\.[cm]?[jt]sx?$/
/** Settings of all kinds. */
const IS_COMMON = /^(?!.*\.md$)[^/]+$|(?:^|\/)tsconfig\.json$/
/** Files that define the dependencies of a file. */
const READER = [
  "scripts/module-graph.ts",
  "scripts/read-module.ts",
  "worker-tests/support/own-names.ts",
].map((file) => join(ROOT, file))
const INSTALLED = "node_modules/.package-lock.json"

/** A repository in its state at construction. */
export class ModuleGraph {
  readonly #root: string
  readonly #cache: string
  /** The parsed data of known files, by their hashes. */
  readonly #known: Readonly<Record<string, Module>>
  readonly #reader: readonly Buffer[]
  readonly #files = new Map<string, File>()
  readonly #augmentedBy: ReadonlyMap<string, readonly { readonly by: string }[]>
  readonly #commons: Readonly<Record<Purpose, string>>
  /** Git's files, or none outside of git. */
  readonly #all: ReadonlySet<string>

  constructor(root: string) {
    this.#root = root
    this.#cache = join(root, "node_modules/.cache/modules.json")
    this.#known = readJson(this.#cache)
    this.#reader = [...READER, join(root, INSTALLED)].map(contentOf)
    this.#all = new Set(filesIn(root))
    const common = [...this.#all].filter((file) => IS_COMMON.test(file))
    const code = this.filesTo("lint")
    this.#augmentedBy = Map.groupBy(
      code.flatMap((by) => this.#file(by).augments.map((file) => ({ file, by }))),
      ({ file }) => file,
    )
    const globals = code.filter((file) => this.#file(file).isGlobal)
    this.#commons = {
      run: this.#hash([...common, ...this.#needed([SETUP], "run")]),
      lint: this.#hash([...common, ...this.#needed(globals, "lint")]),
    }
  }

  filesTo(purpose: Purpose): readonly string[] {
    if (purpose === "lint") return [...this.#all].filter((file) => IS_CODE.test(file))
    return globSync(UNIT_TESTS, { cwd: this.#root }).map((file) => file.replaceAll(sep, "/"))
  }

  /**
   * Lint sees nothing of other files but the types that they declare.
   * A file that can read more than it imports runs again when any file has changed. It can also start programs or read
   * files that git ignores: changes there are found by `npm test`, in CI, and by `npm run check -- --force`.
   * @returns an empty string outside of git
   */
  keyOf(file: string, purpose: Purpose, settings: string): string {
    if (this.#all.size === 0) return ""
    const needed = this.#needed([file], purpose)
    const readsMore =
      needed.some((one) => !this.#all.has(one)) ||
      (purpose === "run" && needed.some((one) => this.#file(one).readsMore))
    const snapshots = posix.join(
      posix.dirname(file),
      "__snapshots__",
      `${posix.basename(file)}.snap`,
    )
    if (purpose === "lint" && !readsMore) {
      const types = needed.map((one) => this.#file(one).declared).join()
      return this.#hash([file], [settings, this.#commons.lint, file, types])
    }
    const files = readsMore ? [...this.#all] : [...needed, snapshots]
    return this.#hash(files, [settings, this.#commons[purpose], file])
  }

  /** Saves the parsed data, so that the next graph need not parse unchanged files. */
  save(): void {
    const modules = [...this.#files.values()].map(({ hash, ...module }) => [hash, module])
    mkdirSync(dirname(this.#cache), { recursive: true })
    writeFileSync(this.#cache, JSON.stringify(Object.fromEntries(modules)))
  }

  /** These files and their dependencies. */
  #needed(files: readonly string[], purpose: Purpose): readonly string[] {
    const needed = new Set(files)
    for (const file of needed) {
      const { imports, typeImports } = this.#file(file)
      for (const to of imports) needed.add(to)
      if (purpose === "run") continue
      for (const to of typeImports) needed.add(to)
      for (const { by } of this.#augmentedBy.get(file) ?? []) needed.add(by)
    }
    return [...needed]
  }

  #hash(files: readonly string[], settings: readonly string[] = []): string {
    return digest([...settings, files.map((file) => this.#file(file).hash).join()])
  }

  #file(name: string): File {
    const known = this.#files.get(name)
    if (known !== undefined) return known
    const content = contentOf(join(this.#root, name))
    const hash = digest([...this.#reader, name, content])
    const file = { hash, ...(this.#known[hash] ?? this.#read(name, content)) }
    this.#files.set(name, file)
    return file
  }

  #read(name: string, content: Buffer): Module {
    if (!IS_CODE.test(name)) return { ...DATA, declared: digest([content]) }
    const module = readModule(name, content.toString())
    const files = (names: readonly string[]) => names.flatMap((to) => fileOf(to, name) ?? [])
    const { imports, typeImports, declared, augments } = module
    return {
      ...module,
      declared: digest([declared]),
      imports: files(imports),
      typeImports: files(typeImports),
      augments: files(augments),
    }
  }
}

/** @returns undefined for a package, which does not change after its installation */
function fileOf(to: string, from: string): string | undefined {
  const own = OWN_NAMES[to]
  if (own !== undefined) return relative(ROOT, own).replaceAll(sep, "/")
  return isPath(to) ? posix.join(posix.dirname(from), to.replace(/\?.*/, "")) : undefined
}

function digest(parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(`${part.length}\0`).update(part)
  return hash.digest("hex")
}

export function readJson<T>(file: string): Readonly<Record<string, T>> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, T>>
  } catch {
    return {}
  }
}
