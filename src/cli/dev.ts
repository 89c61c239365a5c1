// The development server: `wrangler dev` without network, with a secret of its own when none is given.

import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, readFileSync, watch } from "node:fs"
import { createServer, type Server } from "node:http"
import { parseArgs, parseEnv } from "node:util"

import { escapeHtml } from "../util/html.ts"
import { isRecord } from "../util/record.ts"
import { type DevEvents, DevOutput } from "./dev-output.ts"
import { keptSecret } from "./kept-secret.ts"
import { mapPlaces, rememberMap } from "./source-map.ts"
import { findWrangler, WRANGLER_ENV } from "./wrangler.ts"

const SECRET = "BOKEH_SECRET_KEY"

type Variables = Readonly<Record<string, string>>

/**
 * Runs until the server ends, or this process is asked to stop.
 * @param args of `wrangler dev`: --port, --ip, --persist-to DIR, --var NAME:VALUE ...
 * @param more variables of the Worker
 */
export function startDev(args: readonly string[], more: Variables = {}): void {
  const vars = varArgs({ ...variables(args), ...more })
  // --local, the default, keeps an entry that comes first in `args` from being one more of the variables.
  const command = [findWrangler(process.cwd()), "dev", ...vars, "--local", ...args]
  const env = { ...process.env, ...WRANGLER_ENV }
  const stdio = ["inherit", "pipe", "pipe"] as const
  const start = () => spawn(process.execPath, command, { stdio: [...stdio], env })
  keepRunning(start, { port: portIn(args), state: stateIn(args) })
}

/** wrangler's own, where none is named. */
function portIn(args: readonly string[]): number {
  const options = { port: { type: "string" } } as const
  const { port } = parseArgs({ args: [...args], strict: false, options }).values
  return typeof port === "string" ? Number(port) : 8787
}

function stateIn(args: readonly string[]): string {
  const options = { "persist-to": { type: "string" } } as const
  return stateFolder(parseArgs({ args: [...args], strict: false, options }).values["persist-to"])
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
function keepRunning(start: () => ChildProcess, { port, state }: Place): void {
  let isEnding = false
  let failure = ""
  const run = (): ChildProcess => {
    const child = start()
    failure = ""
    const flush = readOutput(child, {
      ready: (url) => void tellReady(url, state),
      print: (line) => {
        if (failure === "") print(line) // what it says when it is ended helps nobody
      },
      failed: (text) => {
        if (failure !== "") return // the first says most
        failure = mapPlaces(text, process.cwd())
        process.stderr.write(`\n${failure}\n`)
        child.kill("SIGTERM") // it would let browsers wait
      },
    })
    return child.once("close", (code, signal) => {
      flush()
      const isOver = isEnding || (failure === "" && (code === 0 || signal !== null)) || isCi()
      if (isOver) process.exit(failure === "" ? (code ?? 0) : 1)
      standIn()
    })
  }
  let server = run()
  const standIn = () => {
    process.stderr.write(
      "\nThe server has stopped. Mend what it says above, and save: it starts again.\n",
    )
    const notice = serveNotice(port, failure)
    whenFilesChange(() => {
      notice.closeAllConnections()
      notice.close(() => {
        server = run()
      })
    })
  }
  const end = () => {
    isEnding = true
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM")
    else process.exit(0)
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end)
  const npm = npmProcess()
  if (npm !== undefined) setInterval(() => !existsSync(`/proc/${npm}`) && end(), 500).unref()
}

interface Place {
  readonly port: number
  /** Where sessions are kept. */
  readonly state: string
}

/** @returns what tells a failure at once, of which not all may have been read */
function readOutput({ stdout, stderr }: ChildProcess, events: DevEvents): () => void {
  const outputs = [stdout, stderr].map((stream) => {
    const output = new DevOutput(events)
    stream?.setEncoding("utf8").on("data", (text: string) => {
      rememberMap(process.cwd())
      output.write(text)
    })
    return output
  })
  return () => {
    for (const output of outputs) output.flush()
  }
}

function print(line: string): void {
  process.stdout.write(`${mapPlaces(line, process.cwd())}\n`)
}

/** What to know about a server that has started, in one block. */
async function tellReady(url: string, state: string): Promise<void> {
  const apps = await appsAt(url)
  const listed = apps.length === 0 ? "" : `\n  apps      ${apps.join("  ")}`
  process.stdout.write(`
Ready on ${url}
${listed}
  sessions  ${state} (delete the folder to begin anew)
  stop      Ctrl+C

`)
}

/** A server that is not set up says so when its page is opened. */
async function appsAt(url: string): Promise<readonly string[]> {
  try {
    const answer: unknown = await (await fetch(`${url}/liveness?apps`)).json()
    const apps = isRecord(answer) ? answer["apps"] : undefined
    return Array.isArray(apps) ? apps.map(String) : []
  } catch {
    return []
  }
}

/** Calls back once. What is made from the files doesn't count. */
function whenFilesChange(callback: () => void): void {
  const watcher = watch(process.cwd(), { recursive: true }, (_event, name) => {
    if (name === null || /(^|[\\/])(node_modules|\.wrangler|\.git|dist)([\\/]|$)/.test(name)) return
    watcher.close()
    setTimeout(callback, 200) // editors write in several steps
  })
}

/** Which failure it is: a page that shows another loads itself again. */
const STOPPED = "X-Bokeh-Edge-Stopped"

/** In the server's place while it is away: pages come back by themselves. */
function serveNotice(port: number, reason: string): Server {
  const id = `${Date.now()}`
  const page = `<!DOCTYPE html><meta charset="utf-8">
<title>The server has stopped</title><style>:root { color-scheme: light dark } body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem } pre { padding: 1rem; overflow-x: auto; background: light-dark(#f4f5f7, #20262d); font: 14px/1.5 ui-monospace, monospace }</style>
<h1>The server has stopped</h1><p>Mend what it says, and save: this page comes back by itself.</p>
<pre>${escapeHtml(reason === "" ? "The terminal says why." : reason)}</pre>
<script>
setInterval(async () => {
  try {
    const { headers } = await fetch(location.href)
    if (headers.get("${STOPPED}") !== "${id}") location.reload()
  } catch {} // nobody is there yet
}, 1000)
</script>`
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    [STOPPED]: id,
  }
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
