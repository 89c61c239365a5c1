// The real server as a process of its own, started the way npm start does it.

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")
const READY_MS = 60_000
const STOP_MS = 10_000

export interface WorkerOptions {
  readonly port?: number
  /** Where the sessions are kept; default a folder that goes with the server. */
  readonly persistTo?: string
  readonly vars?: Readonly<Record<string, string>>
}

export interface RunningWorker {
  /** Without a slash at the end. */
  readonly url: string
  /** Ends the server as Ctrl-C does. */
  stop(): Promise<void>
  /** Ends it as a crash does: SIGKILL for all its processes. */
  kill(): Promise<void>
}

/** @throws Error with what the server printed, when it does not answer in time */
export async function startWorker(options: WorkerOptions = {}): Promise<RunningWorker> {
  const { port = await freePort(), vars = {} } = options
  const persistTo = options.persistTo ?? mkdtempSync(join(tmpdir(), "bokeh-edge-"))
  const varArgs = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`])
  const own = ["--port", `${port}`, "--persist-to", persistTo, "--ip", "127.0.0.1"]
  const server = spawn(process.execPath, ["scripts/start.ts", ...own, ...varArgs], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // A process group of its own, so that kill() reaches all of it.
  })
  const end = async (signal: NodeJS.Signals) => {
    await endGroup(server, signal)
    if (options.persistTo === undefined) rmSync(persistTo, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  try {
    await ready(server, `${url}/liveness`)
  } catch (error) {
    await end("SIGKILL")
    throw error
  }
  return { url, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") }
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let printed = ""
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on("data", (text: Buffer) => (printed = (printed + text.toString()).slice(-10_000)))
  }
  const deadline = Date.now() + READY_MS
  while (server.exitCode === null && Date.now() < deadline) {
    if (await answers(url)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server does not answer at ${url}; it printed:\n${printed}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false // nobody listens yet
  }
}

async function endGroup(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.pid === undefined) return
  const exited =
    server.exitCode === null && server.signalCode === null ? once(server, "exit") : undefined
  if (signal === "SIGTERM" && exited !== undefined) {
    server.kill(signal)
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, STOP_MS))])
  }
  try {
    process.kill(-server.pid, "SIGKILL")
  } catch {
    // all of the group have ended
  }
  await exited
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === "string") throw new Error("no port")
  return address.port
}
