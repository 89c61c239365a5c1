// The development server: `wrangler dev` without network, with a secret of its own when none is given.

import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, readFileSync, watch } from "node:fs"
import { createServer, type Server } from "node:http"
import { parseArgs, parseEnv } from "node:util"

import { keptSecret } from "./kept-secret.ts"
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
  // --local, the default, keeps an entry that comes first in `args` from being one more of the variables.
  const command = [findWrangler(process.cwd()), "dev", ...vars, "--local", ...args]
  const env = { ...process.env, ...WRANGLER_ENV }
  const start = () => spawn(process.execPath, command, { stdio: "inherit", env })
  keepRunning(start, portIn(args))
}

/** wrangler's own, where none is named. */
function portIn(args: readonly string[]): number {
  const options = { port: { type: "string" } } as const
  const { port } = parseArgs({ args: [...args], strict: false, options }).values
  return typeof port === "string" ? Number(port) : 8787
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
    ...(!known && {
      [SECRET]: keptSecret(stateFolder(values["persist-to"]), "development-secret"),
    }),
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

/** Where the development server keeps sessions. */
function stateFolder(persistTo: string | boolean | undefined): string {
  return typeof persistTo === "string" ? persistTo : ".wrangler/state"
}

/** Whatever ends us ends the server. One that fails, as at a module that throws, starts again when a file is changed. */
function keepRunning(start: () => ChildProcess, port: number): void {
  let server = start()
  let isEnding = false
  const end = () => {
    isEnding = true
    server.kill("SIGTERM")
  }
  const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
    if (isEnding || code === 0 || signal !== null || isCi()) {
      process.exit(code ?? (signal === null ? 1 : 0))
    }
    process.stderr.write(
      "\nThe server has stopped. Mend what it says above, and save: it starts again.\n",
    )
    const standIn = serveNotice(port)
    whenFilesChange(() => {
      standIn.closeAllConnections()
      standIn.close(() => {
        server = start().once("exit", onExit)
      })
    })
  }
  server.once("exit", onExit)
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => (server.exitCode === null ? end() : process.exit(0)))
  }
  const npm = npmProcess()
  if (npm !== undefined) setInterval(() => !existsSync(`/proc/${npm}`) && end(), 500).unref()
}

/** Calls back once. What is made from the files doesn't count. */
function whenFilesChange(callback: () => void): void {
  const watcher = watch(process.cwd(), { recursive: true }, (_event, name) => {
    if (name === null || /(^|[\\/])(node_modules|\.wrangler|\.git|dist)([\\/]|$)/.test(name)) return
    watcher.close()
    setTimeout(callback, 200) // editors write in several steps
  })
}

/** In the server's place while it is away: pages come back by themselves. */
function serveNotice(port: number): Server {
  const page = `<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>The server has stopped</title><style>:root { color-scheme: light dark } body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>The server has stopped</h1><p>The terminal says why. Mend it, and save: this page comes back by itself.</p>`
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" }
  return createServer((_request, response) => response.writeHead(500, headers).end(page))
    .on("error", () => undefined) // somebody else has the port
    .listen(port)
}

/** The npm that runs this, maybe through a shell: killed with SIGKILL it tells nobody. Undefined without /proc. */
function npmProcess(): string | undefined {
  const file = `/proc/${process.ppid}/status`
  if (process.env["npm_lifecycle_event"] === undefined || !existsSync(file)) return undefined
  const status = readFileSync(file, "utf8")
  return /^Name:\s*npm/m.test(status) ? `${process.ppid}` : /^PPid:\s*(\d+)/m.exec(status)?.[1]
}

/** There nobody mends anything. */
function isCi(): boolean {
  return !["", "0", "false", undefined].includes(process.env["CI"])
}
