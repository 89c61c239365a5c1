// Keeps the development server running: failures are shown in the terminal and on pages, and the next save starts it again.

import type { ChildProcess } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"

import { isRecord } from "../util/record.ts"
import { AnswerWatch } from "./answer-watch.ts"
import type { DevChannel } from "./dev-channel.ts"
import { serveNotice } from "./dev-notice.ts"
import { type DevEvents, DevOutput, lineOf, type LogEntry } from "./dev-output.ts"
import { FileWatcher } from "./file-watcher.ts"
import { isCi } from "./is-ci.ts"
import { mapPlaces, ownFrames, rememberMap } from "./source-map.ts"
import { TypeWatch } from "./type-watch.ts"

export interface DevOptions {
  readonly start: (port: number) => ChildProcess
  readonly channel: DevChannel
  /** 0 for any free port. */
  readonly port: number
  /** The folder where sessions are stored. */
  readonly state: string
  /** Resolves with the project's type errors, or with "". */
  readonly types: () => Promise<string>
}

/**
 * Ending this process ends the server. A server that fails, for example because a module throws, starts again when a file
 * is changed.
 */
export function keepRunning(options: DevOptions): void {
  const server = new DevServer(options)
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => server.end())
  }
  const npm = npmProcess()
  if (npm === undefined) return
  setInterval(() => !existsSync(`/proc/${npm}`) && server.end(), 500).unref()
}

class DevServer {
  readonly #options: DevOptions
  readonly #files = new FileWatcher()
  readonly #answers = new AnswerWatch(tellAnswering)
  readonly #types: TypeWatch
  /** Once chosen, it stays the same, because pages reconnect to it. */
  #port: number
  #child: ChildProcess
  #failure = ""
  /** When the last build began, or last ran: later saves may not be in it. */
  #builtMs = 0
  #isEnding = false
  #wasReady = false

  constructor(options: DevOptions) {
    this.#options = options
    this.#types = new TypeWatch(options.types, print)
    this.#port = options.port
    this.#child = this.#run()
  }

  end(): void {
    this.#isEnding = true
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGTERM")
    } else process.exit(0)
  }

  #run(): ChildProcess {
    this.#builtMs = Date.now()
    const child = this.#options.start(this.#port)
    this.#failure = ""
    const flush = readOutput(child, this.#events())
    return child.once("close", (code, signal) => {
      this.#answers.stop()
      flush()
      const hasEnded = this.#failure === "" && (code === 0 || signal !== null)
      if (this.#isEnding || hasEnded || isCi()) process.exit(this.#failure === "" ? (code ?? 0) : 1)
      this.#standIn()
    })
  }

  #events(): DevEvents {
    const { channel, state } = this.#options
    return {
      ready: (url) => {
        this.#port = Number(new URL(url).port) || this.#port
        this.#wasReady = true
        channel.tell({ type: "updated" })
        void tellReady(url, state).then(() => this.#types.look())
        this.#answers.start(url)
      },
      updated: () => {
        this.#builtMs = Date.now()
        channel.tell({ type: "updated" })
        this.#types.look()
      },
      print: (line) => {
        // Output after a failure is not helpful.
        if (this.#failure === "") print(mapPlaces(line, process.cwd()))
        if (/Address already in use/.test(line) && !this.#wasReady) this.#endTaken()
      },
      logged: (entry) => printEntry(entry, channel),
      failed: (text) => this.#failed(text),
    }
  }

  /**
   * Saving a file does not free the port. Later on, the port may be taken by this process's own stand-in, which is still
   * closing.
   */
  #endTaken(): void {
    this.#isEnding = true
    print(`Take another: npm start -- --port ${this.#port + 1}`)
  }

  #failed(text: string): void {
    if (this.#failure !== "") return // the first failure is the most informative
    this.#failure = ownFrames(mapPlaces(text, process.cwd()))
    process.stderr.write(`\n${this.#failure}\n`)
    this.#options.channel.tell({ type: "stopped", text: this.#failure })
    this.#child.kill("SIGTERM") // it would keep browsers waiting
  }

  #standIn(): void {
    process.stderr.write(
      "\nThe server has stopped. Correct the error above and save: it starts again.\n",
    )
    const notice = serveNotice(this.#port, this.#failure)
    // A build may have read an incomplete file: files that were saved since the last running build are tried again.
    const sinceMs = this.#failure === "" ? Date.now() : this.#builtMs
    this.#files.onceChanged(sinceMs, () => {
      notice.closeAllConnections()
      notice.close(() => {
        this.#child = this.#run()
      })
    })
  }
}

/** @returns a function that reports a failure immediately, even if its output is incomplete */
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

/** Prints an entry's message and fields in one line, and its error below. */
function printEntry(entry: LogEntry, channel: DevChannel): void {
  const { error, fields } = entry
  print(lineOf(entry))
  if (error === undefined) return
  const text = ownFrames(mapPlaces(error, process.cwd()))
  print(text.replaceAll(/^/gm, "  "))
  const { id } = fields
  if (typeof id === "string") channel.tell({ type: "error", id, text, isPast: false })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Prints what to know about a server that has started, in one block. */
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

function tellAnswering(isAnswering: boolean): void {
  print(
    isAnswering
      ? "The server answers again."
      : "\nThe server has not answered for 8 s. Does a handler or a callback run in an endless loop? Correct it and save: the server starts again.\n",
  )
}

/** A server that is not set up reports that when its page is opened. */
async function appsAt(url: string): Promise<readonly string[]> {
  try {
    const answer: unknown = await (await fetch(`${url}/liveness?apps`)).json()
    const apps = isRecord(answer) ? answer["apps"] : undefined
    return Array.isArray(apps) ? apps.map(String) : []
  } catch {
    return []
  }
}

/**
 * The npm process that runs this, perhaps through a shell: if it is killed with SIGKILL, it notifies nobody. Undefined
 * without /proc.
 */
function npmProcess(): string | undefined {
  const file = `/proc/${process.ppid}/status`
  if (process.env["npm_lifecycle_event"] === undefined || !existsSync(file)) return undefined
  const status = readFileSync(file, "utf8")
  return /^Name:\s*npm/m.test(status) ? `${process.ppid}` : /^PPid:\s*(\d+)/m.exec(status)?.[1]
}
