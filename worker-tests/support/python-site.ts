// A web site written in Python, from worker-tests/interop, that embeds the apps of a server.

import { join } from "node:path"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { type ServerProcess, startServer } from "./server-process.ts"

const INTEROP = join(import.meta.dirname, "../interop")

export interface PythonSite {
  /** Given to the program as its first argument. */
  readonly port: number
  /** The second: without a slash at the end. */
  readonly serverUrl: string
  readonly secretKey: string
}

export function startPythonSite(file: string, site: PythonSite): Promise<ServerProcess> {
  const { port, serverUrl, secretKey } = site
  return startServer({
    command: ensurePython(),
    args: [join(INTEROP, file), `${port}`, serverUrl],
    env: {
      BOKEH_SECRET_KEY: secretKey,
      BOKEH_SIGN_SESSIONS: "yes",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: INTEROP,
    },
    readyUrl: `http://127.0.0.1:${port}/`,
  })
}
