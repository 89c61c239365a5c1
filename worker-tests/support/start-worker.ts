// The Worker in its own workerd, on a port that workerd chooses, with the bindings of wrangler.toml.

import { randomBytes } from "node:crypto"
import { join, resolve } from "node:path"

import { build } from "esbuild"
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from "miniflare"
import { unstable_getMiniflareWorkerOptions } from "wrangler"

import { TEST_APPS } from "./entries.ts"

const ROOT = join(import.meta.dirname, "../..")

export interface WorkerOptions {
  readonly vars?: Readonly<Record<string, string>>
  /** The Worker's file, in place of the one with the test apps. */
  readonly entry?: string
  /** Bindings of R2 buckets. */
  readonly buckets?: readonly string[]
}

export interface RunningWorker {
  /** Without a trailing slash. */
  readonly url: string
  stop(): Promise<void>
}

export async function startWorker({
  entry = TEST_APPS,
  vars = {},
  buckets = [],
}: WorkerOptions = {}): Promise<RunningWorker> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(ROOT, "wrangler.toml"))
  const options = convertV4MiniflareOptions({
    ...workerOptions,
    modules: [{ type: "ESModule", path: "worker.js", contents: await bundle(entry) }],
    bindings: {
      BOKEH_EDGE_DEV: "1",
      BOKEH_SECRET_KEY: randomBytes(32).toString("hex"),
      ...vars,
    },
    r2Buckets: [...buckets],
    host: "127.0.0.1",
    port: 0,
    log: new NoOpLog(),
    // To the console, which vitest shows for failing tests.
    handleStructuredLogs: ({ message }) => console.log(message),
  })
  const miniflare = new Miniflare(options)
  const { origin } = await miniflare.ready
  return { url: origin, stop: () => miniflare.dispose() }
}

/** Bundles like wrangler: Node's modules are the runtime's, and data is imported as text. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(ROOT, entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".csv": "text" },
    absWorkingDir: ROOT,
  })
  return outputFiles[0]?.text ?? ""
}
