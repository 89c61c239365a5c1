// npm start: the development server, without network, with a secret of its own when none is given.
// All arguments go to `wrangler dev`: --port, --ip, --persist-to DIR, --var NAME:VALUE ...

import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs, parseEnv } from "node:util"

import { bundleVersion } from "./bundle-version.ts"
import { copyAssets } from "./copy-assets.ts"

const WRANGLER = join(import.meta.dirname, "../node_modules/wrangler/bin/wrangler.js")
const SECRET = "BOKEH_SECRET_KEY"

copyAssets()
const args = process.argv.slice(2)
const [entry = "src/index.ts"] = args.filter((arg) => /^[^-].*\.[jt]s$/.test(arg))
const version = await bundleVersion(entry).catch(() => "") // wrangler says what is wrong with it
endTogether(
  spawn(process.execPath, [WRANGLER, "dev", ...varArgs(variables(args)), ...args], {
    stdio: "inherit",
    env: {
      ...process.env,
      // Nothing here asks the network: no statistics, no look for updates, no request.cf of a real place.
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_HIDE_BANNER: "true",
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      // Traces that nobody looks at cost half a millisecond a frame.
      X_LOCAL_OBSERVABILITY: "false",
    },
  }),
)

/** What the Worker gets besides the arguments' own --var, which come later and so win. */
function variables(own: readonly string[]): Readonly<Record<string, string>> {
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
    ...(version !== "" && { BOKEH_EDGE_VERSION: version }),
    ...(!known && { [SECRET]: developmentSecret(values["persist-to"]) }),
    ...Object.fromEntries(environment.map(([name, value = ""]) => [name, value])),
  }
}

function varArgs(vars: Readonly<Record<string, string>>): readonly string[] {
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
