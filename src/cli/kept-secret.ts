// A secret of the server's own, used when none is given. It is stored beside the sessions whose ids it signs, so that these
// survive a restart.

import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** The variable of the secret, which signs the ids of sessions. */
export const SECRET = "BOKEH_SECRET_KEY"

/** @param folder where the sessions are stored */
export function keptSecret(folder: string, name: string): string {
  const file = join(folder, name)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 })
  }
  return readFileSync(file, "utf8").trim()
}
