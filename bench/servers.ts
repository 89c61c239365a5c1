// The compared servers: this one on plain workerd, from the bundle that would be deployed, and Python's.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { buildWorker } from "../scripts/build.ts"
import { BENCHMARKS, ensurePython } from "../scripts/ensure-python.ts"
import { TEST_APPS } from "../worker-tests/support/entries.ts"
import { type ServerCommand, startServer } from "../worker-tests/support/server-process.ts"
import { freePort } from "./free-port.ts"
import type { AppUrl } from "./question.ts"

const ROOT = join(import.meta.dirname, "..")
const WORKERD = join(ROOT, "node_modules/.bin/workerd")
const WEATHER = join(ROOT, "node_modules/vega-datasets/data/weather.csv")

export const SECRET_KEY = "bench-bench-bench-bench-bench-bench"

/** Bindings and the classes of their objects. The echo has only the first one. */
const CLASSES = [
  ["SESSIONS", "SessionObject"],
  ["GROUPS", "GroupObject"],
  ["SNAPSHOTS", "SnapshotObject"],
] as const

export interface BenchServer {
  readonly app: AppUrl
  readonly pid: number
  stop(): Promise<void>
}

export function startOurs(path = "/temperature"): Promise<BenchServer> {
  return startApp(TEST_APPS, path)
}

/** @param entry the Worker's file */
export function startApp(entry: string, path: string): Promise<BenchServer> {
  return startWorkerd(path, (folder) => buildWorker(folder, entry))
}

/** The lower bound for this server. */
export function startEcho(): Promise<BenchServer> {
  return startBare("echo")
}

/** The lower bound for this server's groups. */
export function startBareGroup(): Promise<BenchServer> {
  return startBare("bare-group")
}

function startBare(name: string): Promise<BenchServer> {
  return startWorkerd("/", (folder) => buildBare(folder, name))
}

/** @param name of a file in bench/peers */
export function buildBare(folder: string, name: string): void {
  mkdirSync(folder)
  const code = readFileSync(join(ROOT, `bench/peers/${name}.ts`), "utf8")
  writeFileSync(join(folder, "index.js"), stripTypeScriptTypes(code))
}

/** Python's servers: Bokeh's own on Tornado, Panel's on top of it, bokeh-fastapi under uvicorn, bokeh-django under daphne. */
export const PEERS = ["tornado", "panel", "uvicorn", "daphne"] as const
export type PeerName = (typeof PEERS)[number]

export async function startPeer(name: PeerName): Promise<BenchServer> {
  const port = await freePort()
  const [address, readyPath] = [`http://127.0.0.1:${port}`, "/temperature"]
  const app = `${address}${readyPath}`
  return running(app, {
    command: ensurePython(BENCHMARKS),
    args: [join(ROOT, `bench/peers/${name}_server.py`), `${port}`],
    env: { BOKEH_PY_LOG_LEVEL: "error", BOKEH_ALLOW_WS_ORIGIN: "*", WEATHER_CSV: WEATHER },
    address,
    readyPath,
  })
}

/** This server, which can be stopped and restarted with the same sessions. */
export function restartable(
  path: string,
  build: (folder: string) => void = buildTestApps,
  args: readonly string[] = [],
): {
  readonly start: () => Promise<BenchServer>
  /** The folder of the sessions. */
  readonly folder: string
  readonly remove: () => void
} {
  const folder = prepareWorkerd(build)
  return {
    start: () => serve(folder, path, args),
    folder,
    remove: () => rmSync(folder, { recursive: true }),
  }
}

async function startWorkerd(path: string, build: (folder: string) => void): Promise<BenchServer> {
  const folder = prepareWorkerd(build)
  const server = await serve(folder, path)
  return {
    app: server.app,
    pid: server.pid,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

function buildTestApps(folder: string): void {
  buildWorker(folder, TEST_APPS)
}

/** @param build writes index.js and its imported texts to a folder */
function prepareWorkerd(build: (folder: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "bokeh-edge-bench-"))
  build(join(folder, "worker"))
  mkdirSync(join(folder, "state"))
  return folder
}

async function serve(
  folder: string,
  path: string,
  args: readonly string[] = [],
): Promise<BenchServer> {
  const port = await freePort()
  writeFileSync(join(folder, "config.capnp"), workerdConfig(folder, port))
  const address = `http://127.0.0.1:${port}`
  const app = `${address}${path}`
  return running(app, {
    command: WORKERD,
    args: ["serve", ...args, join(folder, "config.capnp")],
    address,
    readyPath: path,
  })
}

/** Process groups of servers that have not been stopped. */
const groups = new Set<number>()
process.on("exit", () => groups.forEach((pid) => process.kill(-pid, "SIGKILL")))
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

/** The server ends with this process at the latest, even if the process fails. */
async function running(app: AppUrl, command: ServerCommand): Promise<BenchServer> {
  const server = await startServer(command)
  const { pid } = server
  groups.add(pid)
  const stop = async (): Promise<void> => {
    groups.delete(pid)
    await server.kill() // SIGTERM waits for open sockets
  }
  return { app, pid, stop }
}

function workerdConfig(folder: string, port: number): string {
  const code = readFileSync(join(folder, "worker/index.js"), "utf8")
  const classes = CLASSES.filter(([, type]) => code.includes(type))
  const data = readdirSync(join(folder, "worker")).filter((name) => name.endsWith(".csv"))
  const texts = data.map((name) => `(name = "${name}", text = embed "worker/${name}"),`)
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "state", disk = (path = "${folder}/state", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "worker/index.js"), ${texts.join(" ")}],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_web_socket_compression"], # compressing takes longer than all the rest
  bindings = [
    (name = "BOKEH_SECRET_KEY", text = "${SECRET_KEY}"),
    ${classes.map(([name, type]) => `(name = "${name}", durableObjectNamespace = "${type}"),`).join(" ")}
  ],
  durableObjectNamespaces = [
    ${classes.map(([, type]) => `(className = "${type}", uniqueKey = "${type}", enableSql = true),`).join(" ")}
  ],
  durableObjectStorage = (localDisk = "state"),
);
`
}
