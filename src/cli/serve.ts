// A self-hosted server: the bundle in workerd on this machine, with sessions on its disk.

import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { readdirSync, readFileSync, rmSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { parseArgs } from "node:util"

import { isRecord } from "../util/record.ts"
import { CliError } from "./cli-error.ts"
import { failureIn, NO_DEFAULT } from "./dev-output.ts"
import { keptSecret, SECRET } from "./kept-secret.ts"
import { type LocalServer, startLocal, type WorkerModule } from "./local-server.ts"
import { problemsIn } from "./project-config.ts"
import { placesOf } from "./source-map.ts"
import { findWrangler, wranglerModule, WRANGLER_ENV } from "./wrangler.ts"

/** Sockets that do not end are terminated after this time. */
const STOP_MS = 10_000

/** As bundles have it, and modules that were not bundled. */
const DEFAULT_EXPORT = /\bexport\s+default\b|\bexport\s*\{[^}]*\bdefault\b/

const SERVE_OPTIONS = {
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "8787" },
  state: { type: "string", default: ".bokeh-edge/state" },
  bundle: { type: "string", default: "dist/worker" },
  var: { type: "string", multiple: true, default: [] as string[] },
  env: { type: "string", short: "e" },
  "no-build": { type: "boolean", default: false },
  "build-only": { type: "boolean", default: false },
} as const

/** Runs until the process is asked to stop. @throws CliError for wrong arguments, or an incomplete project */
export async function serve(args: readonly string[]): Promise<void> {
  const options = parseOptions(args)
  const port = portOf(options.port)
  const given = Object.fromEntries(options.var.map(variable))
  const problems = await problemsIn(process.cwd(), options.env)
  if (problems.length > 0) throw new CliError(`not started:\n\n${problems.join("\n\n")}`)
  const bundle = resolve(options.bundle)
  if (!options["no-build"]) build(bundle, options.env)
  if (options["build-only"]) return
  const state = resolve(options.state)
  const modules = await readModules(bundle, options.env)
  const places = placesOf(join(bundle, modules[0]?.path ?? ""), process.cwd())
  const vars = {
    [SECRET]: process.env[SECRET] ?? keptSecret(state, "secret"),
    BOKEH_EDGE_VERSION: versionOf(modules),
    ...ownVariables(),
    ...given,
  }
  const { host, env } = options
  const server = await startLocal({ host, port, state, modules, vars, env, places })
  process.stdout.write(`bokeh-edge: ${server.url}, sessions in ${options.state}\n`)
  stopAtSignals(server)
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: SERVE_OPTIONS }).values
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error))
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new CliError(`--port must be a number from 0 to 65535, got '${text}'`)
}

function variable(text: string): readonly [string, string] {
  const at = text.indexOf(":")
  if (at < 1) throw new CliError(`--var must be NAME:VALUE, got '${text}'`)
  return [text.slice(0, at), text.slice(at + 1)]
}

/** As for the development server: variables that begin with BOKEH_ are for the Worker. */
function ownVariables(): Readonly<Record<string, string>> {
  const names = Object.keys(process.env).filter((name) => name.startsWith("BOKEH_"))
  return Object.fromEntries(
    names.map((name): readonly [string, string] => [name, process.env[name] ?? ""]),
  )
}

/** The same build that `wrangler deploy` would upload. */
function build(folder: string, env: string | undefined): void {
  rmSync(folder, { recursive: true, force: true })
  const environment = env === undefined ? [] : ["--env", env]
  const args = ["deploy", "--dry-run", "--outdir", folder, ...environment]
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [findWrangler(process.cwd()), ...args],
    { encoding: "utf8", env: { ...process.env, ...WRANGLER_ENV } },
  )
  if (status !== 0) {
    throw new CliError(`the Worker can't be bundled:\n\n${failureIn(`${stdout}${stderr}`)}`)
  }
}

/** The entry comes first. @throws CliError when there is no bundle, or its entry exports no server */
async function readModules(
  folder: string,
  env: string | undefined,
): Promise<readonly WorkerModule[]> {
  const entry = await entryName(env)
  const names = readNames(folder).filter((name) => !/(^README\.md|\.map)$/.test(name))
  if (!names.includes(entry)) {
    throw new CliError(
      `there is no bundle in ${folder}. Leave --no-build away, or build it: npx bokeh-edge serve --build-only`,
    )
  }
  // The runtime would start, and leave every request without an answer.
  if (!DEFAULT_EXPORT.test(readFileSync(join(folder, entry), "utf8"))) {
    throw new CliError(`not started:\n\n${NO_DEFAULT}`)
  }
  const ordered = [entry, ...names.filter((name) => name !== entry)]
  return ordered.map((name) => ({
    type: moduleType(name),
    path: name,
    contents: readFileSync(join(folder, name)),
  }))
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The name of wrangler.toml's `main` in the bundle. */
async function entryName(env: string | undefined): Promise<string> {
  const { unstable_readConfig: readConfig } = await wranglerModule(process.cwd())
  const config: unknown = typeof readConfig === "function" ? readConfig({ env }) : {}
  const main = isRecord(config) ? String(config["main"]) : ""
  return basename(main).replace(/\.[jt]sx?$/, ".js")
}

function moduleType(name: string): WorkerModule["type"] {
  if (/\.m?js$/.test(name)) return "ESModule"
  if (name.endsWith(".wasm")) return "CompiledWasm"
  return name.endsWith(".bin") ? "Data" : "Text"
}

/** Sessions that another version of the code has built are carried over. */
function versionOf(modules: readonly WorkerModule[]): string {
  const hash = createHash("sha256")
  for (const { path, contents } of modules) hash.update(path).update(contents)
  return hash.digest("base64url").slice(0, 16)
}

/** Acknowledged changes are already on the disk. Sockets end, and reconnect when the next server is up. */
function stopAtSignals(server: LocalServer): void {
  let isEnding = false
  const end = () => {
    if (isEnding) process.exit(1)
    isEnding = true
    process.stdout.write("bokeh-edge: stopping\n")
    setTimeout(() => process.exit(1), STOP_MS).unref()
    void server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal) // miniflare's own listener would exit with an error
    process.on(signal, end)
  }
  void server.ended.then(() => {
    if (isEnding) return
    process.stderr.write("bokeh-edge: workerd has ended by itself\n")
    process.exit(1) // a process manager restarts it
  })
}
