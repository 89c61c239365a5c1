// A server as a process of its own: awaited until it answers, and ended with all that it started.

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")
const READY_MS = 60_000
const STOP_MS = 10_000

export interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Answers any status below 500 once the server is there. */
  readonly readyUrl: string
}

export interface ServerProcess {
  /** Ends the server as Ctrl-C does. */
  stop(): Promise<void>
  /** Ends it as a crash does: SIGKILL for all its processes. */
  kill(): Promise<void>
}

/** @throws Error with what the server printed, when it does not answer in time */
export async function startServer(options: ServerCommand): Promise<ServerProcess> {
  const server = spawn(options.command, options.args, {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // A process group of its own, so that kill() reaches all of it.
  })
  try {
    await untilReady(server, options.readyUrl)
  } catch (error) {
    await endGroup(server, "SIGKILL")
    throw error
  }
  return { stop: () => endGroup(server, "SIGTERM"), kill: () => endGroup(server, "SIGKILL") }
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
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
    return (await fetch(url)).status < 500
  } catch {
    return false // nobody listens yet
  }
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
