// Starts the Worker that counts, and returns the operations of an action.

import { type BokehClient, connect, openToken } from "../bokeh-client.ts"
import { startWorker } from "../start-worker.ts"
import { combined, type Counts } from "./counts.ts"

export interface CountedWorker {
  /** Without a trailing slash. */
  readonly url: string
  readonly counts: () => Promise<Counts>
  /** The Worker's operations until the action is over, that is, until nothing more is counted for a time, default 200 ms. */
  during(action: () => Promise<unknown>, quietMs?: number): Promise<Counts>
  /** The size of the last opened session's database on the disk. */
  storedBytes(): Promise<number>
  /** Ends all objects. Their storage stays. */
  abort(): Promise<void>
  stop(): Promise<void>
}

/** @param entry the file of a Worker whose classes are counted */
export async function startCounted(
  entry = "worker-tests/support/counting/counted-apps.ts",
): Promise<CountedWorker> {
  const worker = await startWorker({
    entry,
    vars: { BOKEH_PY_LOG_LEVEL: "error", BOKEH_EDGE_DEV: "0" },
  })
  const { url } = worker
  const counts = async (): Promise<Counts> => {
    const response = await fetch(`${url}/counts`)
    return response.json<Counts>()
  }
  return {
    url,
    counts,
    during: async (action, quietMs = QUIET_MS) => {
      const before = await quiet(counts, quietMs)
      await action()
      return combined(await quiet(counts, quietMs), before, (after, earlier) => after - earlier)
    },
    storedBytes: async () => {
      const response = await fetch(`${url}/stored`)
      return response.json<number>()
    },
    abort: async () => {
      await (await fetch(`${url}/abort`)).text()
    },
    stop: () => worker.stop(),
  }
}

const QUIET_MS = 200

/** Background work of an action is over when nothing more is counted for a while. */
async function quiet(counts: () => Promise<Counts>, quietMs: number): Promise<Counts> {
  let last = await counts()
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until nothing changes
    await new Promise((resolve) => setTimeout(resolve, quietMs))
    const now = await counts() // oxlint-disable-line no-await-in-loop
    if (JSON.stringify(now) === JSON.stringify(last)) return now
    last = now
  }
}

/** A window, as one of the server's pages opens it. */
export class Window {
  readonly client: BokehClient
  readonly doc: unknown

  private constructor(client: BokehClient, doc: unknown) {
    this.client = client
    this.doc = doc
  }

  /** @param token of a session that is shared with other windows; default a new session's */
  static async open(app: string, token?: string): Promise<Window> {
    const url = `${app.replace("http", "ws")}/ws?bokeh-version=3.10.0&bokeh-packed=1`
    const client = await connect(url, token ?? (await openToken(app)))
    await client.waitForMessage("ACK")
    const { content } = await client.request("PULL-DOC-REQ")
    return new Window(client, content["doc"])
  }

  /** Sends an event, and waits until it is accepted. */
  async patch(...events: readonly object[]): Promise<void> {
    const { header } = await this.client.request("PATCH-DOC", { events })
    if (header.msgtype !== "OK") throw new Error(`an event was answered with ${header.msgtype}`)
  }

  tell(msg_type: string, msg_data: unknown = null): Promise<void> {
    return this.patch({ kind: "MessageSent", msg_type, msg_data })
  }

  set(type: string, attr: string, value: unknown): Promise<void> {
    return this.patch({ kind: "ModelChanged", model: { id: this.idOf(type) }, attr, new: value })
  }

  /** Sets several properties of one model in one patch. */
  setAll(type: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const model = { id: this.idOf(type) }
    const events = Object.entries(values).map(([attr, value]) => ({
      kind: "ModelChanged",
      model,
      attr,
      new: value,
    }))
    return this.patch(...events)
  }

  /** Waits until the app sends a message of the type. */
  async heard(msg_type: string): Promise<void> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      const { content } = await this.client.waitForMessage("PATCH-DOC")
      if (JSON.stringify(content).includes(`"msg_type":"${msg_type}"`)) return
    }
  }

  /** The id of the first model of the type. */
  idOf(type: string): string {
    const id = new RegExp(`"name":"${type}","id":"([^"]+)"`).exec(JSON.stringify(this.doc))?.[1]
    if (id === undefined) throw new Error(`the document has no ${type}`)
    return id
  }
}
