// A web site written in Python, from worker-tests/interop, that embeds the apps of a server.

import { delimiter, join } from "node:path"

import { ensurePython } from "../../scripts/ensure-python.ts"
import { type ServerProcess, startServer } from "./server-process.ts"

const INTEROP = join(import.meta.dirname, "../interop")

export interface PythonSite {
  /** The program's argument, without a trailing slash. */
  readonly serverUrl: string
  readonly secretKey: string
  /** A folder with additional packages. */
  readonly packages?: string
}

export function startPythonSite(file: string, site: PythonSite): Promise<ServerProcess> {
  const { serverUrl, secretKey, packages } = site
  return startServer({
    command: ensurePython(),
    args: [join(INTEROP, file), serverUrl],
    env: {
      BOKEH_SECRET_KEY: secretKey,
      BOKEH_SIGN_SESSIONS: "yes",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: [INTEROP, ...(packages === undefined ? [] : [packages])].join(delimiter),
      PYTHONUNBUFFERED: "1",
    },
    address: /(http:\/\/127\.0\.0\.1:\d+)/,
    readyPath: "/",
  })
}
