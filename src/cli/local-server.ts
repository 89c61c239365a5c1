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
  /** Replaces places in the bundle by places in the files from which it was made. */
  readonly places: (text: string) => string
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

/** @throws CliError when the port is taken, the Worker's code throws while it is loaded, or wrangler is too old */
export async function startLocal(options: LocalOptions): Promise<LocalServer> {
  const { Miniflare: Server, convertV4MiniflareOptions: convert } = await miniflareModule()
  const output = new Output(options.places)
  const settings = await settingsOf(options, output)
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
    await miniflare.dispose().catch(() => undefined) // it fails likewise, but no longer keeps this process running
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError(
      output.thrown === undefined
        ? `the server did not start at ${options.host}:${options.port}: ${reason}`
        : `the server did not start, because the Worker's code throws while it is loaded:\n\n${output.thrown}`,
    )
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

async function settingsOf({ host, port, state, modules, vars, env }: LocalOptions, output: Output) {
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
    handleStructuredLogs: (entry: LogEntry) => output.take(entry),
  }
}

type LogEntry = Readonly<Record<string, unknown>>

/** What the runtime reports about code that throws while it is loaded. */
const THROWN = /^service core:user:\S* Uncaught (.*)$/s
/** What follows from that, and what it reports about alarms that it sets anew. */
const NOISE = /^A DurableObjectNamespace in the config referenced|^NOSENTRY SQLite alarm/

/** The server's log, and whatever the app prints: one line each, errors to stderr. */
class Output {
  readonly #places: (text: string) => string
  /** What the Worker's code has thrown while it was loaded. */
  thrown: string | undefined

  constructor(places: (text: string) => string) {
    this.#places = places
  }

  take({ timestamp, level, message }: LogEntry): void {
    const text = this.#places(String(message))
    const thrown = THROWN.exec(text)?.[1]
    this.thrown ??= thrown
    if (thrown !== undefined || NOISE.test(text)) return
    const time = new Date(Number(timestamp)).toISOString()
    const stream = level === "error" || level === "warn" ? process.stderr : process.stdout
    stream.write(`${time} ${String(level)} ${text}\n`)
  }
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
