// A server in its own process: awaited until it answers, and ended with all its child processes.

import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")
const READY_MS = 300_000
const STOP_MS = 10_000
const ANSWER_MS = 20_000

export interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The working folder; default the repository. */
  readonly cwd?: string
  /** The server's address, or an expression that finds it in the server's output. */
  readonly address: string | RegExp
  /** The output of a server that can't start and does not exit. */
  readonly failure?: RegExp
  /** A path that answers with a status below 500 once the server is ready. */
  readonly readyPath: string
}

export interface ServerProcess {
  /** Without a trailing slash. */
  readonly url: string
  readonly pid: number
  /** The last output of the server and its child processes. */
  printed(): string
  /** Ends the server like Ctrl-C. */
  stop(): Promise<void>
  /** Ends the server like a crash, with SIGKILL for all its processes. */
  kill(): Promise<void>
  /** Ends only the first process, with a signal. @returns its exit code, or null if the signal ended it */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>
}

/** @throws Error with the server's output if it does not answer in time */
export async function startServer(options: ServerCommand): Promise<ServerProcess> {
  const server = spawn(options.command, options.args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // A separate process group, so that kill() reaches all processes.
  })
  const printed = collect(server)
  try {
    const url = await untilReady(server, printed, options)
    return {
      url,
      pid: server.pid ?? 0,
      printed,
      stop: () => endGroup(server, "SIGTERM"),
      kill: () => endGroup(server, "SIGKILL"),
      end: (signal) => endAlone(server, signal),
    }
  } catch (error) {
    await endGroup(server, "SIGKILL")
    throw error
  }
}

function collect(server: ChildProcess): () => string {
  let printed = ""
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on("data", (text: Buffer) => (printed = (printed + text.toString()).slice(-10_000)))
  }
  return () => printed
}

/** @returns the server's address */
async function untilReady(
  server: ChildProcess,
  printed: () => string,
  { address, readyPath, failure }: ServerCommand,
): Promise<string> {
  const deadline = Date.now() + READY_MS
  while (server.exitCode === null && Date.now() < deadline && failure?.test(printed()) !== true) {
    const url = typeof address === "string" ? address : address.exec(printed())?.[1]
    if (url !== undefined && (await answers(url + readyPath))) return url
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server does not answer; it printed:\n${printed()}`)
}

async function answers(url: string): Promise<boolean> {
  const { status = 500 } = (await tryFetch(url)) ?? {}
  return status < 500
}

/** The server's current page, or an empty string while it has none. */
export async function pageAt(url: string): Promise<string> {
  return (await (await tryFetch(url))?.text()) ?? ""
}

/** Undefined if no server listens or answers soon: a request may be held until the server is back. */
async function tryFetch(url: string): Promise<Response | undefined> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
  } catch {
    return undefined
  }
}

async function endAlone(
  server: ChildProcess,
  signal: "SIGTERM" | "SIGKILL",
): Promise<number | null> {
  const exited = once(server, "exit")
  server.kill(signal)
  await exited
  return server.exitCode
}

async function endGroup(server: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (server.pid === undefined) return
  const hasExited = server.exitCode !== null || server.signalCode !== null
  const exited = hasExited ? undefined : once(server, "exit")
  if (signal === "SIGTERM" && exited !== undefined) {
    server.kill(signal)
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())])
  }
  try {
    killTree(server.pid)
  } catch {
    // all processes of the group have ended
  }
  await exited
}

/** Windows has no process groups. */
function killTree(pid: number): void {
  if (process.platform === "win32") execFileSync("taskkill", ["/T", "/F", "/PID", `${pid}`])
  else process.kill(-pid, "SIGKILL")
}
