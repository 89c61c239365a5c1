// The time that an editor waits for TypeScript's language server in a large app: the first completion, later ones, a hover,
// the errors of a file. Run: node bench/editor.ts. worker-tests/interop/type-cost.test.ts bounds the type instantiations
// behind it.

import { spawn } from "node:child_process"
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { buildPackage } from "../scripts/build-package.ts"

const ROOT = join(import.meta.dirname, "..")
const FOLDER = join(ROOT, "dist/editor")
const PROGRAMS = join(ROOT, "worker-tests/parity/programs")
/** The number of copies of the programs: about 42 000 lines. */
const COPIES = 12
const EDITED = "basics0.ts"
/** Inserted at the start of the edited file, below its imports. */
const LINES = [
  'const probe = figure({ x_range: ["a"] })',
  "probe.xaxis.axis_label",
  "probe.line([1], [1], { line_width: 2 })",
]

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: unknown
}

makeApp()
const server = spawn(
  process.execPath,
  [join(ROOT, "node_modules/typescript/bin/tsc"), "--lsp", "--stdio"],
  {
    cwd: FOLDER,
    stdio: ["pipe", "pipe", "inherit"],
  },
)
const waiting = new Map<number, (message: Message) => void>()
let lastId = 0
let received = ""
// One character per byte, since lengths are in bytes.
server.stdout.setEncoding("latin1").on("data", (chunk: string) => {
  received += chunk
  for (let message = nextMessage(); message !== undefined; message = nextMessage()) answer(message)
})

const uri = pathToFileURL(join(FOLDER, EDITED)).href
const capabilities = { textDocument: { completion: {}, hover: {}, diagnostic: {} } }
await ask("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(FOLDER).href,
  capabilities,
})
send({ method: "initialized", params: {} })
const original = readFileSync(join(FOLDER, EDITED), "utf8")
const at = original.indexOf("\nexport function") + 1
const line = original.slice(0, at).split("\n").length - 1
const text = `${original.slice(0, at)}${LINES.join("\n")}\n${original.slice(at)}`
send({
  method: "textDocument/didOpen",
  params: { textDocument: { uri, languageId: "typescript", version: 1, text } },
})
await time("first completion: probe.xaxis.", "textDocument/completion", 1, 12)
await time("options of line()", "textDocument/completion", 2, 23)
await time("hover over line()", "textDocument/hover", 2, 7)
const contentChanges = [{ text: `${text}\n// edited\n` }]
send({
  method: "textDocument/didChange",
  params: { textDocument: { uri, version: 2 }, contentChanges },
})
await time("completion after an edit", "textDocument/completion", 1, 12)
await time("errors of the file", "textDocument/diagnostic", 0, 0)
server.kill()

function makeApp(): void {
  buildPackage(false)
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(join(FOLDER, "node_modules"), { recursive: true })
  symlinkSync(ROOT, join(FOLDER, "node_modules/bokeh-edge"), "junction")
  for (const file of readdirSync(PROGRAMS).filter((name) => name.endsWith(".ts"))) {
    for (let i = 0; i < COPIES; i++) {
      cpSync(join(PROGRAMS, file), join(FOLDER, file.replace(".ts", `${i}.ts`)))
    }
  }
  cpSync(join(ROOT, "src/create/template/tsconfig.json"), join(FOLDER, "tsconfig.json"))
  const config = JSON.parse(readFileSync(join(FOLDER, "tsconfig.json"), "utf8")) as object
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify({ ...config, include: ["*.ts"] }))
}

// oxlint-disable-next-line eslint/max-params -- a place in the file
async function time(what: string, method: string, below: number, character: number): Promise<void> {
  const startMs = performance.now()
  const position = { line: line + below, character }
  await ask(method, { textDocument: { uri }, position })
  process.stdout.write(
    `${what.padEnd(32)}${(performance.now() - startMs).toFixed(0).padStart(6)} ms\n`,
  )
}

function ask(method: string, params: object): Promise<Message> {
  const { promise, resolve } = Promise.withResolvers<Message>()
  const id = ++lastId
  waiting.set(id, resolve)
  send({ id, method, params })
  return promise
}

function send(message: object): void {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message })
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

function answer({ id, method, result }: Message): void {
  if (id === undefined) return
  if (method !== undefined) return send({ id, result: null })
  waiting.get(id)?.({ id, result })
  waiting.delete(id)
}

/** The first complete message in the received data. */
function nextMessage(): Message | undefined {
  const end = received.indexOf("\r\n\r\n")
  const length = Number(/Content-Length: (\d+)/i.exec(received.slice(0, end))?.[1])
  if (end < 0 || received.length < end + 4 + length) return undefined
  const body = received.slice(end + 4, end + 4 + length)
  received = received.slice(end + 4 + length)
  return JSON.parse(body) as Message
}
