// A server as a process of its own: awaited until it answers, and ended with all that it started.

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
  /** Where it runs; default the repository. */
  readonly cwd?: string
  /** Its address, or what finds it in what the server prints. */
  readonly address: string | RegExp
  /** What it prints when it can't start, though it lives on. */
  readonly failure?: RegExp
  /** Answers any status below 500 once the server is there. */
  readonly readyPath: string
}

export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string
  readonly pid: number
  /** The last of what it and its children printed. */
  printed(): string
  /** Ends the server as Ctrl-C does. */
  stop(): Promise<void>
  /** Ends it as a crash does: SIGKILL for all its processes. */
  kill(): Promise<void>
  /** Ends the first process alone with a signal. @returns its exit code; null when the signal ended it */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>
}

/** @throws Error with what the server printed, when it does not answer in time */
export async function startServer(options: ServerCommand): Promise<ServerProcess> {
  const server = spawn(options.command, options.args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // A process group of its own, so that kill() reaches all of it.
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

/** The page that a server answers with now; empty while it has none to give. */
export async function pageAt(url: string): Promise<string> {
  return (await (await tryFetch(url))?.text()) ?? ""
}

/** Undefined where nobody listens, or an answer does not come soon: it may be held until the server is there again. */
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
    // all of the group have ended
  }
  await exited
}

/** Windows has no process groups. */
function killTree(pid: number): void {
  if (process.platform === "win32") execFileSync("taskkill", ["/T", "/F", "/PID", `${pid}`])
  else process.kill(-pid, "SIGKILL")
}
