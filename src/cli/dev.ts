// The development server: `wrangler dev` without network, with a secret of its own when none is given.

import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs, parseEnv } from "node:util"

import { findWrangler, WRANGLER_ENV } from "./wrangler.ts"

const SECRET = "BOKEH_SECRET_KEY"

type Variables = Readonly<Record<string, string>>

/**
 * Runs until the server ends, or this process is told to.
 * @param args of `wrangler dev`: --port, --ip, --persist-to DIR, --var NAME:VALUE ...
 * @param more variables of the Worker
 */
export function startDev(args: readonly string[], more: Variables = {}): void {
  const vars = varArgs({ ...variables(args), ...more })
  endTogether(
    spawn(process.execPath, [findWrangler(process.cwd()), "dev", ...vars, ...args], {
      stdio: "inherit",
      env: { ...process.env, ...WRANGLER_ENV },
    }),
  )
}

/** What the Worker gets besides the arguments' own --var, which come later and so win. */
function variables(own: readonly string[]): Variables {
  const { values, positionals } = parseArgs({
    args: [...own],
    strict: false,
    options: { var: { type: "string", multiple: true }, "persist-to": { type: "string" } },
  })
  const given = [...(values.var ?? []), ...positionals].some((v) => `${v}`.startsWith(`${SECRET}:`))
  const environment = Object.entries(process.env).filter(([name]) => name.startsWith("BOKEH_"))
  const known = given || SECRET in process.env || isInFiles(SECRET)
  return {
    BOKEH_EDGE_DEV: "1",
    ...(!known && { [SECRET]: developmentSecret(values["persist-to"]) }),
    ...Object.fromEntries(environment.map(([name, value = ""]) => [name, value])),
  }
}

function varArgs(vars: Variables): readonly string[] {
  return Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`])
}

/** wrangler reads these by itself. */
function isInFiles(name: string): boolean {
  return [".dev.vars", ".env", ".env.local"].some(
    (file) => existsSync(file) && name in parseEnv(readFileSync(file, "utf8")),
  )
}

/** Kept beside the sessions whose ids it signs: they are still there after a restart. */
function developmentSecret(persistTo: string | boolean | undefined): string {
  const folder = typeof persistTo === "string" ? persistTo : ".wrangler/state"
  const file = join(folder, "development-secret")
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 })
  }
  return readFileSync(file, "utf8").trim()
}

/** Whatever ends us ends the server, and the other way round. */
function endTogether(server: ChildProcess): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => server.kill("SIGTERM"))
  }
  server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)))
  const npm = npmProcess()
  if (npm === undefined) return
  setInterval(() => !existsSync(`/proc/${npm}`) && server.kill("SIGTERM"), 500).unref()
}

/** The npm that runs this, maybe through a shell: killed with SIGKILL it tells nobody. Undefined without /proc. */
function npmProcess(): string | undefined {
  const file = `/proc/${process.ppid}/status`
  if (process.env["npm_lifecycle_event"] === undefined || !existsSync(file)) return undefined
  const status = readFileSync(file, "utf8")
  return /^Name:\s*npm/m.test(status) ? `${process.ppid}` : /^PPid:\s*(\d+)/m.exec(status)?.[1]
}
