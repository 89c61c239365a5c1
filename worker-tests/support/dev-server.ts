// The development server as a process of its own, as npm start starts it: for what is killed and started again.

import { join } from "node:path"

import { TEST_APPS } from "./entries.ts"
import { type ServerProcess, startServer } from "./server-process.ts"

export interface DevServerOptions {
  /** Where the sessions are kept. */
  readonly persistTo: string
  /** The address that it had before; default any free port. */
  readonly url?: string | undefined
  readonly vars?: Readonly<Record<string, string>>
  /** The Worker's file, in place of the one with the test apps. */
  readonly entry?: string
}

export function startDevServer(options: DevServerOptions): Promise<ServerProcess> {
  return patiently(() => start(options))
}

/** Another process may be at its address for a while, also at one that wrangler has chosen: it is tried again. */
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

/** What wrangler prints of it. */
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
