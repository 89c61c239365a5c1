// Makes the development server's output readable: one block when it is ready, errors as lines, nothing of the underlying
// tool.

import { isRecord } from "../util/record.ts"
import { ruleLines } from "../util/wrangler-lines.ts"

export interface DevEvents {
  /** The server responds at this address. */
  ready(url: string): void
  /** It runs the saved code. */
  updated(): void
  /** The code cannot be bundled, its module throws, or it lacks a class: the server is down until that is fixed. */
  failed(text: string): void
  print(line: string): void
  /** An entry of the Worker's log. */
  logged(entry: LogEntry): void
}

export interface LogEntry {
  readonly message: string
  /** The stack of a failure, or its message. */
  readonly error: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
}

/** The entry as one line for the terminal. */
export function lineOf({ message, fields }: LogEntry): string {
  const more = Object.entries(fields).map(([name, value]) => {
    return `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`
  })
  return [message, ...more].join("  ")
}

/** wrangler's own messages. */
const NOISE = [
  /^Your Worker has access to the following bindings:/,
  /^Binding +Resource/,
  /^env\.\w+ /,
  /^⎔/,
  /Parsed \d+ valid/,
  /\[wrangler:info\] (GET|HEAD|POST|OPTIONS) /,
  /^🪵|^Note that there is a newer version|^If you think this is a bug/,
  /A DurableObjectNamespace in the config referenced/,
  /collects anonymous telemetry/,
]
const FAILED =
  /Build failed with|service core:user:\S+ Uncaught|The Workers runtime failed to start|not exported in your entrypoint/
/** In place of the runtime's internal name for it. */
export const NO_DEFAULT =
  "The Worker's entry, `main` in wrangler.toml, has no default export: add `export default server`"
/** A failure is printed in several writes. */
const QUIET_MS = 300

export class DevOutput {
  readonly #events: DevEvents
  #rest = ""
  #failure: string[] | undefined
  #told: NodeJS.Timeout | undefined

  constructor(events: DevEvents) {
    this.#events = events
  }

  write(chunk: string): void {
    const lines = (this.#rest + chunk).split("\n")
    this.#rest = lines.pop() ?? ""
    for (const line of lines) this.#take(line)
  }

  /** Reports pending output immediately. */
  flush(): void {
    this.write("\n")
    clearTimeout(this.#told)
    if (this.#failure !== undefined) this.#tell()
  }

  #take(colored: string): void {
    const line = plain(colored).trimEnd()
    const [, url] = /Ready on (http\S+)/.exec(line) ?? []
    if (url !== undefined) return this.#events.ready(url)
    if (/Local server updated and ready/.test(line)) return this.#events.updated()
    if (NOISE.some((noise) => noise.test(line))) return
    if (FAILED.test(line)) this.#failure ??= []
    if (this.#failure === undefined) return this.#print(line)
    this.#failure.push(line)
    clearTimeout(this.#told)
    this.#told = setTimeout(() => this.#tell(), QUIET_MS)
  }

  #print(line: string): void {
    const entry = entryIn(line)
    if (entry !== undefined) this.#events.logged(entry)
    else if (line !== "") this.#events.print(withoutTag(line))
  }

  #tell(): void {
    const text = (this.#failure ?? []).map(withoutTag).join("\n")
    this.#failure = undefined
    const short = text
      .replace(/✘ \[ERROR\] service core:user:\S+ Uncaught (Error: (?=\w+: ))?/, "")
      .replace(/(?<=\S)\s*✘ \[ERROR\] The Workers runtime failed to start[^]*$/, "")
      .replace(/^TypeError: Cannot initialize \w+ExportedHandlerE .*$/m, NO_DEFAULT)
    this.#events.failed(withAdvice(short))
  }
}

/** Why wrangler has failed, from all that it has printed. */
export function failureIn(printed: string): string {
  const lines = plain(printed).split("\n")
  return withAdvice(lines.filter((line) => !NOISE.some((noise) => noise.test(line))).join("\n"))
}

/** The bundler's message, with what to add for files that it can't import. */
function withAdvice(text: string): string {
  const message = text.replaceAll(/\n{3,}/g, "\n\n").trim()
  const [, ending] = /No loader is configured for "(\.\w+)" files/.exec(text) ?? []
  if (ending === undefined) return message
  return `${message}\n\nTo import such files as strings, add to wrangler.toml:\n\n${ruleLines(ending)}`
}

/** Without colors. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they begin with ESC
  return text.replaceAll(/\u001B\[[\d;]*m/g, "")
}

function withoutTag(line: string): string {
  return line.replace(/^\[wrangler:\w+\] /, "")
}

function entryIn(line: string): LogEntry | undefined {
  const json = /\{"message":.*\}$/.exec(line)?.[0]
  if (json === undefined) return undefined
  try {
    const value: unknown = JSON.parse(json)
    if (!isRecord(value)) return undefined
    const { message, error, ...fields } = value
    return {
      message: String(message),
      error: typeof error === "string" ? error : undefined,
      fields,
    }
  } catch {
    return undefined // an app's own line
  }
}
