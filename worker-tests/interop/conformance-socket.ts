// The socket part of the conformance suite: the clients' messages, and the compared parts of the answers.

import type { IncomingMessage } from "node:http"

import { WebSocket } from "ws"

import { isRecord } from "../../src/util/record.ts"
import { type Digest, freshToken, KEYS } from "./conformance-http.ts"

/** A client's action after its pull. Models are written as `$name`, since each server has its own ids. */
export type Step =
  | { readonly message: string; readonly content?: unknown }
  | { readonly event: Readonly<Record<string, unknown>> }
  | { readonly frames: readonly (string | Uint8Array)[] }

export interface SocketExchange {
  readonly name: string
  readonly path?: string
  /** Default: `bokeh` and a good token. */
  readonly protocols?: readonly string[]
  readonly origin?: string
  readonly steps?: readonly Step[]
  /** Whether a second client receives the changes. */
  readonly isWatched?: boolean
}

const header = (fields: object) =>
  JSON.stringify({ msgid: "m1", msgtype: "PULL-DOC-REQ", ...fields })
const changed = (model: string, attr: string, value: unknown): Step => ({
  event: { kind: "ModelChanged", model: { id: `$${model}` }, attr, new: value },
})
const columns = (data: Readonly<Record<string, unknown>>) => ({
  type: "map",
  entries: Object.entries(data),
})
const onSource = (kind: string, fields: object): Step => ({
  event: { kind, model: { id: "$source" }, attr: "data", ...fields },
})
const press = (name: string, values: readonly (readonly [string, unknown])[]): Step => ({
  event: {
    kind: "MessageSent",
    msg_type: "bokeh_event",
    msg_data: { type: "event", name, values: { type: "map", entries: values } },
  },
})
const after = (name: string, ...steps: readonly Step[]): SocketExchange => ({ name, steps })
const watched = (name: string, ...steps: readonly Step[]): SocketExchange => ({
  name: `${name}, watched`,
  steps,
  isWatched: true,
})
const frames = (name: string, ...sent: readonly (string | Uint8Array)[]): SocketExchange =>
  after(name, { frames: sent })

const open = (name: string, ...protocols: readonly string[]): SocketExchange => ({
  name: `open ${name}`,
  protocols,
})

export const SOCKET_EXCHANGES: readonly SocketExchange[] = [
  { name: "pull" },
  { name: "pull with arguments", path: "/nested/arguments/ws?a=1&a=2&b=%C3%A4" },
  { name: "open with a slash", path: "/counter/ws/" },
  { name: "open at no app", path: "/nowhere/ws" },
  { name: "open an app that fails", path: "/fails/ws" },
  { name: "open from an allowed page", origin: "http://friend.example" },
  { name: "open from any other page", origin: "http://stranger.example" },
  { name: "open from a page without an origin", origin: "null" },
  open("without subprotocols"),
  open("without a token", "bokeh"),
  open("with another subprotocol", "other", freshToken(KEYS)),
  open("with three subprotocols", "bokeh", freshToken(KEYS), "more"),
  open("with a garbage token", "bokeh", "garbage"),
  open("with an expired token", "bokeh", freshToken(KEYS, 1e7)),
  open("with another key's token", "bokeh", freshToken(["another key, which neither server has"])),
  open("with an unsigned token", "bokeh", freshToken(KEYS).split(".")[0] ?? ""),
  after("ask for the server's versions", { message: "SERVER-INFO-REQ" }),
  after("change without a callback", changed("text", "text", "new")),
  after("change to what it is", changed("slider", "value", 1)),
  after("change with a callback", changed("slider", "value", 4)),
  after("change with a callback that throws", changed("slider", "value", 7)),
  after("change to a wrong kind", changed("slider", "value", "much")),
  after("change of a property that is not there", changed("slider", "nothing", 1)),
  after("change of a model that is not there", changed("nobody", "value", 1)),
  watched("change without a callback", changed("text", "text", "new")),
  watched("change with a callback", changed("slider", "value", 4)),
  after("title", { event: { kind: "TitleChanged", title: "other" } }),
  watched("title", { event: { kind: "TitleChanged", title: "other" } }),
  after("press", press("button_click", [["model", { id: "$button" }]])),
  after("an event that nobody knows", press("no_such_event", [["model", { id: "$button" }]])),
  after("an event of no model", press("button_click", [["model", { id: "$nobody" }]])),
  after("document_ready", press("document_ready", [])),
  after("own message", { event: { kind: "MessageSent", msg_type: "say", msg_data: { a: [1] } } }),
  after("own message that nobody hears", {
    event: { kind: "MessageSent", msg_type: "nobody", msg_data: 1 },
  }),
  after(
    "stream",
    onSource("ColumnsStreamed", { data: columns({ x: [3], y: [5] }), rollover: null }),
  ),
  watched(
    "stream with rollover",
    onSource("ColumnsStreamed", { data: columns({ x: [3], y: [5] }), rollover: 2 }),
  ),
  after(
    "stream of too few columns",
    onSource("ColumnsStreamed", { data: columns({ x: [3] }), rollover: null }),
  ),
  after(
    "stream of uneven columns",
    onSource("ColumnsStreamed", { data: columns({ x: [3], y: [] }), rollover: null }),
  ),
  watched("patch", onSource("ColumnsPatched", { patches: columns({ y: [[0, 8]] }) })),
  after("patch of no column", onSource("ColumnsPatched", { patches: columns({ z: [[0, 8]] }) })),
  after("patch of no row", onSource("ColumnsPatched", { patches: columns({ y: [[9, 8]] }) })),
  after("whole data", changed("source", "data", columns({ x: [7], y: [8] }))),
  watched(
    "whole data",
    onSource("ColumnDataChanged", { data: columns({ x: [7], y: [8] }), cols: null }),
  ),
  after("new root", {
    event: {
      kind: "RootAdded",
      model: {
        type: "object",
        name: "Div",
        id: "p9001",
        attributes: { name: "root", text: "r" },
      },
    },
  }),
  after("root that is there", { event: { kind: "RootAdded", model: { id: "$column" } } }),
  after("root removed", { event: { kind: "RootRemoved", model: { id: "$column" } } }),
  after("an event of no kind", { event: { kind: "Nothing" } }),
  after("an event without its fields", { event: { kind: "ModelChanged" } }),
  after("a patch without events", { message: "PATCH-DOC", content: {} }),
  after("an empty patch", { message: "PATCH-DOC", content: { events: [] } }),
  after("a value of no type", changed("text", "text", { type: "nothing" })),
  after("a push without a document", { message: "PUSH-DOC", content: {} }),
  after("a push", {
    message: "PUSH-DOC",
    content: {
      doc: {
        version: "3.9.2",
        title: "pushed",
        config: { type: "object", name: "DocumentConfig", id: "p9100" },
        roots: [
          { type: "object", name: "Div", id: "p9101", attributes: { name: "pushed", text: "t" } },
        ],
      },
    },
  }),
  frames("a binary header", new Uint8Array(2)),
  frames("a header that is not JSON", "not JSON", "{}", "{}"),
  frames("a header without msgid", header({ msgid: undefined }), "{}", "{}"),
  frames("a header without msgtype", header({ msgtype: undefined }), "{}", "{}"),
  frames("a header with more", header({ more: 1 }), "{}", "{}"),
  frames("metadata that is not JSON", header({}), "not JSON", "{}"),
  frames("content that is not JSON", header({}), "{}", "not JSON"),
  frames("binary content", header({}), "{}", new Uint8Array(2)),
  frames("a type that nobody knows", header({ msgtype: "NOTHING" }), "{}", "{}"),
  frames("a type that servers say", header({ msgtype: "ACK" }), "{}", "{}"),
  frames("a reply to nothing", header({ msgtype: "OK", reqid: "r1" }), "{}", "{}"),
  frames("buffers in place of none", header({}), "{}", "{}", '{"id":"1"}', new Uint8Array(2)),
  frames("a buffer without an id", header({ num_buffers: 1 }), "{}", "{}", "{}"),
  frames("a buffer in a text frame", header({ num_buffers: 1 }), "{}", "{}", '{"id":"1"}', "text"),
  frames(
    "a buffer that nobody uses",
    header({ num_buffers: 1 }),
    "{}",
    "{}",
    '{"id":"1"}',
    new Uint8Array(2),
  ),
]

/** Tornado lets a client wait forever when an app fails. No answer takes so long, even on a busy machine. */
const SILENCE_MS = 20_000

export async function exchangeSocket(server: string, exchange: SocketExchange): Promise<Digest> {
  const { protocols = ["bokeh", freshToken(KEYS)] } = exchange
  const url = server.replace("http", "ws") + (exchange.path ?? "/counter/ws")
  const client = new Client(url, protocols, exchange.origin)
  if (!(await client.isOpen())) return client.digest()
  const doc = await client.request("PULL-DOC-REQ", {})
  if (doc?.msgtype === "ERROR") return client.digestWhenClosed()
  if (exchange.steps === undefined) return { ...client.digest(), doc: documentDigest(doc) }
  client.forget(doc)
  const watcher = exchange.isWatched === true ? new Client(url, protocols) : undefined
  if (watcher !== undefined) {
    await watcher.isOpen()
    watcher.forget(await watcher.request("PULL-DOC-REQ", {}))
  }
  for (const [i, step] of exchange.steps.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await client.perform(step, `s${i}`)
  }
  await watcher?.request("SERVER-INFO-REQ", {})
  const seen = watcher === undefined ? {} : { watcher: watcher.digest()["messages"] }
  await watcher?.close()
  await client.close()
  return { ...client.digest(), ...seen }
}

/** Records all messages of the server, and sends messages with the server's ids in place of names. */
class Client {
  readonly #socket: WebSocket
  readonly #ended: Promise<void>
  #close: Digest = {}
  #frames: (string | Buffer)[] = []
  #messages: Message[] = []
  #idOf: Readonly<Record<string, string>> = {}
  #wake: () => void = () => undefined

  constructor(url: string, protocols: readonly string[], origin?: string) {
    this.#socket = new WebSocket(url, [...protocols], origin === undefined ? {} : { origin })
    this.#ended = new Promise((resolve) => {
      this.#socket.on("close", (code) => {
        if (Object.keys(this.#close).length === 0) this.#close = { code }
        resolve()
      })
    })
    this.#socket.on("unexpected-response", (_request, response: IncomingMessage) => {
      this.#close = { status: response.statusCode }
      this.#socket.terminate()
    })
    this.#socket.on("error", ({ message }) => {
      const code = /invalid status code (\d+)/i.exec(message)?.[1]
      if (code !== undefined) this.#close = { code: Number(code) }
    })
    this.#socket.on("message", (data: Buffer, isBinary) =>
      this.#receive(isBinary ? data : data.toString()),
    )
  }

  /** False if the server rejects the socket, immediately or with a close. */
  async isOpen(): Promise<boolean> {
    return (await this.#until(({ msgtype }) => msgtype === "ACK")) !== undefined
  }

  async request(msgtype: string, content: unknown): Promise<Message | undefined> {
    return this.#send(msgtype, content, "q")
  }

  /** Drops the recorded messages, so that only later ones are compared, and learns the names in the document. */
  forget(pulled: Message | undefined): void {
    this.#messages = []
    this.#idOf = Object.fromEntries(modelsIn(pulled?.content).map(({ name, id }) => [name, id]))
  }

  async perform(step: Step, msgid: string): Promise<void> {
    if ("frames" in step) {
      for (const frame of step.frames) this.#socket.send(frame)
      await this.#send("SERVER-INFO-REQ", {}, msgid)
    } else if ("event" in step) {
      await this.#send("PATCH-DOC", { events: [this.#named(step.event)] }, msgid)
    } else {
      await this.#send(step.message, this.#named(step.content ?? {}), msgid)
    }
  }

  async close(): Promise<void> {
    this.#socket.close(1000)
    await this.#ended
  }

  async digestWhenClosed(): Promise<Digest> {
    await this.#ended
    return this.digest()
  }

  digest(): Digest {
    return { messages: mergePatches(this.#messages.map((m) => this.#unnamed(m))), ...this.#close }
  }

  async #send(msgtype: string, content: unknown, msgid: string): Promise<Message | undefined> {
    const parts = [{ msgid, msgtype, num_buffers: 0 }, {}, content]
    if (this.#socket.readyState !== WebSocket.OPEN) return undefined
    for (const part of parts) this.#socket.send(JSON.stringify(part))
    return this.#until(({ reqid }) => reqid === msgid)
  }

  /** The message, or undefined if the socket ends before it, or stays silent for too long. */
  async #until(isIt: (message: Message) => boolean): Promise<Message | undefined> {
    const silence = setTimeout(() => {
      this.#close = { code: "silence" }
      this.#socket.terminate()
    }, SILENCE_MS)
    try {
      for (;;) {
        const found = this.#messages.find(isIt)
        if (found !== undefined || this.#socket.readyState === WebSocket.CLOSED) return found
        // oxlint-disable-next-line no-await-in-loop -- one message after another
        await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), this.#ended])
      }
    } finally {
      clearTimeout(silence)
    }
  }

  #receive(frame: string | Buffer): void {
    this.#frames.push(frame)
    const [head, , content, ...rest] = this.#frames.map((part) => part.toString())
    if (head === undefined || content === undefined) return
    const { num_buffers = 0, msgtype, reqid } = JSON.parse(head) as Header
    if (rest.length < 2 * num_buffers) return
    this.#frames = []
    this.#messages.push({ msgtype, reqid, content: JSON.parse(content) as unknown })
    this.#wake()
  }

  #named(value: unknown): unknown {
    const text = JSON.stringify(value)
    return JSON.parse(
      text.replace(/"\$(\w+)"/g, (_, name: string) => `"${this.#idOf[name] ?? "p404"}"`),
    )
  }

  #unnamed(message: Message): Message {
    const ids = Object.entries(this.#idOf)
    const json = ids.reduce(
      (text, [name, id]) => text.replaceAll(`"${id}"`, `"$${name}"`),
      JSON.stringify(message),
    )
    return JSON.parse(json) as Message
  }
}

interface Header {
  readonly msgtype: string
  readonly reqid?: string
  readonly num_buffers?: number
}

interface Message {
  readonly msgtype: string
  readonly reqid: string | undefined
  readonly content: unknown
}

/** Tornado sends a PATCH-DOC for each event, this server one for each turn (S2). Clients see no difference. */
function mergePatches(messages: readonly Message[]): readonly unknown[] {
  return messages.flatMap(({ msgtype, content }) => {
    if (msgtype === "ERROR") return ["ERROR"]
    if (msgtype === "SERVER-INFO-REPLY") return [`SERVER-INFO-REPLY ${shape(content)}`]
    if (msgtype !== "PATCH-DOC" || !isRecord(content)) return [msgtype]
    return Array.isArray(content["events"]) ? content["events"] : ["events missing"]
  })
}

function shape(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? "text" : part))
}

/** The named models of a document. */
function modelsIn(value: unknown): readonly { name: string; id: string }[] {
  if (Array.isArray(value)) return value.flatMap(modelsIn)
  if (!isRecord(value)) return []
  const { id, attributes } = value
  const name = isRecord(attributes) ? attributes["name"] : undefined
  const own = typeof id === "string" && typeof name === "string" ? [{ name, id }] : []
  return [...own, ...Object.values(value).flatMap(modelsIn)]
}

/** The values set in a document, sorted and without ids. Python also writes a Selection's defaults. */
function documentDigest(pulled: Message | undefined): unknown {
  const text = JSON.stringify(pulled?.content ?? null, (key, value: unknown) => {
    if (key === "id" || key === "version" || key === "selected") return undefined
    return isRecord(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value
  })
  return JSON.parse(text) as unknown
}
