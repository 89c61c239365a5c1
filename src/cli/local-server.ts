// workerd on this machine, run through miniflare, which comes with wrangler.

import { ChildProcess } from "node:child_process"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { once } from "node:events"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { isRecord } from "../util/record.ts"
import { CliError } from "./cli-error.ts"
import { packageFolder } from "./package-folder.ts"
import { leaveState, takeState, writeOwner } from "./state-lock.ts"
import { wranglerModule } from "./wrangler.ts"

export interface WorkerModule {
  readonly type: "ESModule" | "Text" | "Data" | "CompiledWasm"
  readonly path: string
  readonly contents: Uint8Array
}

export interface LocalOptions {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  /** The folder where Durable Objects are stored. */
  readonly state: string
  readonly modules: readonly WorkerModule[]
  /** In addition to those of wrangler.toml. */
  readonly vars: Readonly<Record<string, string>>
  readonly env: string | undefined
}

export interface LocalServer {
  readonly url: string
  /** Resolves when workerd ends by itself. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** The part of miniflare that is used here. */
interface Miniflare {
  readonly ready: Promise<URL>
  dispose(): Promise<void>
}

type MiniflareModule = Readonly<Record<string, unknown>> & {
  readonly Miniflare: new (options: unknown) => Miniflare
}

/** @throws CliError when the port is taken, or wrangler is too old */
export async function startLocal(options: LocalOptions): Promise<LocalServer> {
  const { Miniflare: Server, convertV4MiniflareOptions: convert } = await miniflareModule()
  const settings = await settingsOf(options)
  await takeState(options.state)
  const children = watchChildren()
  const miniflare = new Server(typeof convert === "function" ? convert(settings) : settings)
  try {
    const { origin } = await miniflare.ready
    const child = children.find()
    writeOwner(options.state, child.pid ?? 0)
    const stop = async () => {
      await miniflare.dispose()
      leaveState(options.state)
    }
    return { url: origin, ended: once(child, "exit").then(() => undefined), stop }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(`the server did not start at ${options.host}:${options.port}: ${reason}`)
  }
}

/** Finds the child processes of this one, because miniflare does not give access to its workerd. */
function watchChildren(): { find(): ChildProcess } {
  const children: ChildProcess[] = []
  const listen = (message: unknown) => {
    const child = isRecord(message) ? message["process"] : undefined
    if (child instanceof ChildProcess) children.push(child)
  }
  subscribe("child_process", listen)
  const find = () => {
    unsubscribe("child_process", listen)
    const workerd = children.find(({ spawnfile }) => spawnfile.includes("workerd"))
    if (workerd === undefined) throw new CliError("this version of miniflare starts no workerd")
    return workerd
  }
  return { find }
}

async function settingsOf({ host, port, state, modules, vars, env }: LocalOptions) {
  const wrangler = await wranglerModule(process.cwd())
  const { unstable_readConfig: read, unstable_getMiniflareWorkerOptions: toOptions } = wrangler
  if (typeof read !== "function" || typeof toOptions !== "function") {
    throw new CliError("this version of wrangler can't be asked")
  }
  const project: unknown = toOptions(read({ env }, { hideWarnings: true }), env)
  const worker =
    isRecord(project) && isRecord(project["workerOptions"]) ? project["workerOptions"] : {}
  const bindings = isRecord(worker["bindings"]) ? worker["bindings"] : {}
  return {
    ...worker,
    modules,
    bindings: { ...bindings, ...vars },
    host,
    port,
    resourcePersistencePath: state,
    cf: false,
    logRequests: false,
    handleStructuredLogs: printLog,
  }
}

/** The server's log, and whatever the app prints: one line each, errors to stderr. */
function printLog({ timestamp, level, message }: Readonly<Record<string, unknown>>): void {
  const time = new Date(Number(timestamp)).toISOString()
  const stream = level === "error" || level === "warn" ? process.stderr : process.stdout
  stream.write(`${time} ${String(level)} ${String(message)}\n`)
}

async function miniflareModule(): Promise<MiniflareModule> {
  const wrangler = packageFolder("wrangler", process.cwd())
  const from = createRequire(join(wrangler ?? process.cwd(), "package.json"))
  const module: unknown = await import(pathToFileURL(from.resolve("miniflare")).href)
  if (isMiniflare(module)) return module
  throw new CliError("this version of wrangler brings no miniflare that we know")
}

function isMiniflare(module: unknown): module is MiniflareModule {
  return isRecord(module) && typeof module["Miniflare"] === "function"
}
