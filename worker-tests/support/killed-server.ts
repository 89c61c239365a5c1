// The development server with its sessions on disk, which a test kills and restarts.

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { createToken } from "../../src/session/token.ts"
import { type BokehClient, connect } from "./bokeh-client.ts"
import { startDevServer } from "./dev-server.ts"
import type { ServerProcess } from "./server-process.ts"

const SECRET = "kill-test"
const TOKEN_MS = 3_600_000

export class KilledServer {
  readonly #persistTo = mkdtempSync(join(tmpdir(), "bokeh-edge-kill-"))
  #worker: ServerProcess | undefined

  /** Starts at the earlier address, if there was one. */
  async start(): Promise<void> {
    const vars = { BOKEH_SECRET_KEY: SECRET }
    const { url } = this.#worker ?? {}
    this.#worker = await startDevServer({ url, persistTo: this.#persistTo, vars })
  }

  async kill(): Promise<void> {
    await this.#worker?.kill()
  }

  async restart(): Promise<void> {
    await this.kill()
    await this.start()
  }

  /** Connects to the same session each time. @param sessionId of 44 characters */
  connect(path: string, sessionId: string): Promise<BokehClient> {
    const expiresAtMs = Date.now() + TOKEN_MS
    const token = createToken({ sessionId, expiresAtMs, payload: undefined }, [SECRET])
    return connect(`${this.#worker?.url.replace("http", "ws")}${path}/ws`, token)
  }

  async end(): Promise<void> {
    await this.kill()
    rmSync(this.#persistTo, { recursive: true, force: true })
  }
}
