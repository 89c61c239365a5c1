// The real server as a process of its own, started the way npm start does it.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { freePort, type ServerProcess, startServer } from "./server-process.ts"

export interface WorkerOptions {
  readonly port?: number
  /** Where the sessions are kept; default a folder that goes with the server. */
  readonly persistTo?: string
  readonly vars?: Readonly<Record<string, string>>
  /** The Worker's file, in place of src/index.ts. */
  readonly entry?: string
}

export interface RunningWorker extends ServerProcess {
  /** Without a slash at the end. */
  readonly url: string
}

export async function startWorker(options: WorkerOptions = {}): Promise<RunningWorker> {
  const { port = await freePort(), vars = {}, entry } = options
  const persistTo = options.persistTo ?? mkdtempSync(join(tmpdir(), "bokeh-edge-"))
  const varArgs = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`])
  const own = ["--port", `${port}`, "--persist-to", persistTo, "--ip", "127.0.0.1"]
  const url = `http://127.0.0.1:${port}`
  const server = await startServer({
    command: process.execPath,
    args: ["scripts/start.ts", ...own, ...(entry === undefined ? [] : [entry]), ...varArgs],
    readyUrl: `${url}/liveness`,
  })
  const end = async (ended: Promise<void>) => {
    await ended
    if (options.persistTo === undefined) rmSync(persistTo, { recursive: true, force: true })
  }
  return { url, stop: () => end(server.stop()), kill: () => end(server.kill()) }
}
