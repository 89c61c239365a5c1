// The development server in its own process, as `npm start` starts it, for tests that kill and restart it.

import { join } from "node:path"

import { TEST_APPS } from "./entries.ts"
import { type ServerProcess, startServer } from "./server-process.ts"

export interface DevServerOptions {
  /** The folder of the sessions. */
  readonly persistTo: string
  /** The server's earlier address; default any free port. */
  readonly url?: string | undefined
  readonly vars?: Readonly<Record<string, string>>
  /** The Worker's file, in place of the one with the test apps. */
  readonly entry?: string
}

export function startDevServer(options: DevServerOptions): Promise<ServerProcess> {
  return patiently(() => start(options))
}

/** Tries again, since another process may occupy the address for a while, even one that wrangler has chosen. */
export async function patiently(start_: () => Promise<ServerProcess>): Promise<ServerProcess> {
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    try {
      return await start_()
    } catch (error) {
      if (!ADDRESS_IN_USE.test(String(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  return start_()
}

/** The server's address as wrangler prints it. */
export const ADDRESS_IN_USE = /Address already in use/
const MAX_ATTEMPTS = 20
const PAUSE_MS = 2000

function start(options: DevServerOptions): Promise<ServerProcess> {
  const { persistTo, url, vars = {}, entry = TEST_APPS } = options
  const port = url === undefined ? "0" : new URL(url).port
  const varArgs = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`])
  const own = ["--port", port, "--persist-to", persistTo, "--ip", "127.0.0.1"]
  return startServer({
    command: process.execPath,
    args: [join("scripts", "start.ts"), entry, ...own, ...varArgs],
    address: /Ready on (http:\S+)/,
    readyPath: "/liveness",
    failure: ADDRESS_IN_USE,
  })
}
