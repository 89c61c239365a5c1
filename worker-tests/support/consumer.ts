// A user's project: an empty folder with the packed tarball installed and the first app of docs/first-app.md.

import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")
const PAGE = readFileSync(join(ROOT, "docs/first-app.md"), "utf8")

export interface Consumer {
  readonly folder: string
  /** The names of all files in the tarball. */
  readonly packed: readonly string[]
  /** Runs a command of the project's node_modules/.bin. @throws Error with what it printed */
  run(command: string, ...args: string[]): string
}

/** Packs the package and installs it with wrangler and typescript in this repository's versions. */
export function createConsumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), "bokeh-edge-consumer-"))
  const packed = npmPack(ROOT, folder)
  write(folder, "package.json", { name: "consumer", private: true, type: "module" })
  npmInstall(folder, join(folder, packed.filename), ...versions("wrangler", "typescript"))
  write(folder, "tsconfig.json", { compilerOptions: STRICT, include: ["src"] })
  write(folder, "wrangler.toml", WRANGLER)
  write(folder, "src/home.ts", sample("export const home = "))
  write(folder, "src/index.ts", sample("export default server"))
  const entry = sample("export default server")
  write(folder, "src/alone.ts", entry.replace('"bokeh-edge"', '"bokeh-edge/alone"'))
  write(folder, "src/tests.ts", TESTS)
  return {
    folder,
    packed: packed.files.map(({ path }) => path),
    run: (command, ...args) => execute(join(folder, "node_modules/.bin", command), args, folder),
  }
}

/** A project as `npm create bokeh-edge` makes it from the packed tarballs, with its packages installed. @returns its folder */
export function createProject(folder: string, name: string): string {
  const [library = "", creator = ""] = [ROOT, join(ROOT, "src/create")].map((source) => {
    return join(folder, npmPack(source, folder).filename)
  })
  execute("npm", ["exec", "--yes", `--package=${creator}`, "--", "create-bokeh-edge", name], folder)
  const project = join(folder, name)
  npmInstall(project, library)
  return project
}

/** @returns the tarball's name in `folder`, and its files */
export function npmPack(source: string, folder: string): Packed {
  const args = ["pack", "--json", "--silent", "--pack-destination", folder]
  const [packed] = JSON.parse(execute("npm", args, source)) as readonly Packed[]
  if (packed === undefined) throw new Error("npm pack made no tarball")
  return packed
}

export function npmInstall(folder: string, ...packages: string[]): void {
  const flags = ["--save-exact", "--prefer-offline", "--no-audit", "--no-fund"]
  execute("npm", ["install", ...flags, ...packages], folder)
}

/** The packages in this repository's versions: `name@version`. */
export function versions(...names: string[]): string[] {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>
  }
  return names.map((name) => `${name}@${devDependencies[name] ?? "latest"}`)
}

export interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

/** All checks of the compiler, including the package's declarations. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  noEmit: true,
  target: "es2024",
  module: "esnext",
  moduleResolution: "bundler",
  allowImportingTsExtensions: true,
}

const WRANGLER = `
name = "consumer"
main = "src/index.ts"
compatibility_date = "2026-11-01"
minify = true
keep_names = false

[durable_objects]
bindings = [
  { name = "SESSIONS", class_name = "SessionObject" },
  { name = "GROUPS", class_name = "GroupObject" },
  { name = "SNAPSHOTS", class_name = "SnapshotObject" },
]

[[migrations]]
tag = "v1"
new_sqlite_classes = ["SessionObject", "GroupObject", "SnapshotObject"]
`

/** Includes the types of the testing kit. */
const TESTS = `
import { Slider } from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { home } from "./home.ts"

export const opened: Promise<TestSession> = createWorld([home]).open("/home/Hello")
export const moved = opened.then((session) => session.set(session.find(Slider), { value: 3 }))
`

/** The first code sample of docs/first-app.md that contains the words. */
export function sample(words: string): string {
  const samples = [...PAGE.matchAll(/```ts\n([^]*?)```/g)].map(([, code = ""]) => code)
  return samples.find((code) => code.includes(words)) ?? ""
}

function write(folder: string, name: string, content: string | object): void {
  const file = join(folder, name)
  mkdirSync(join(file, ".."), { recursive: true })
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 2))
}

/** wrangler needs a newer Node than the first one in the path may be. */
export function pathWithNode(): string {
  return [dirname(process.execPath), process.env["PATH"]].join(delimiter)
}

/** @throws Error with what it printed */
export function execute(command: string, args: readonly string[], cwd: string): string {
  const env = {
    ...process.env,
    PATH: pathWithNode(),
    WRANGLER_SEND_METRICS: "false",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
  }
  try {
    return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: "pipe" })
  } catch (cause) {
    const { stdout, stderr } = cause as { readonly stdout: string; readonly stderr: string }
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`, { cause })
  }
}
