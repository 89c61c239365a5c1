// Runs what tracer.py wrote of Bokeh's examples, compares each document with Python's, and prints the counts:
// node worker-tests/parity/examples/replay.ts FOLDER. Whether they compile, tsc says over the same folder.

import { readdirSync, readFileSync } from "node:fs"
import { registerHooks } from "node:module"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"

const ROOT = join(import.meta.dirname, "../../..")
const HERE: Readonly<Record<string, string>> = {
  "cloudflare:workers": "worker-tests/support/cloudflare-workers.ts",
  "bokeh-edge": "src/api.ts",
}

registerHooks({
  resolve: (specifier, context, next) => {
    const path = HERE[specifier]
    return next(path === undefined ? specifier : pathToFileURL(join(ROOT, path)).href, context)
  },
})

const { Document } = await import("../../../src/document/document.ts")
const { replaceWithJson } = await import("../../../src/session/saved-document.ts")
const { compare } = await import("../compare.ts")

const folder = resolve(process.argv[2] ?? ".")
const names = readdirSync(folder).filter((file) => file.endsWith(".ts"))
const failures = new Map<string, number>()
let [ran, same] = [0, 0]

for (const file of names) {
  // oxlint-disable no-await-in-loop -- one after the other
  const lines = await outcome(file).catch((error: unknown) => [`fails: ${String(error)}`])
  if (!lines.some((line) => line.startsWith("fails"))) ran++
  if (lines.length === 0) same++
  for (const line of lines) failures.set(line, (failures.get(line) ?? 0) + 1)
}

console.log(`programs ${names.length}, run ${ran}, with Python's document ${same}`)
for (const [line, count] of [...failures].toSorted(([, a], [, b]) => b - a)) {
  console.log(`${count}  ${line}`)
}

/** What is wrong with a program, in a few words each; nothing when its document is Python's. */
async function outcome(file: string): Promise<readonly string[]> {
  const url = pathToFileURL(join(folder, file)).href
  const { default: build } = (await import(url)) as {
    readonly default: (document: InstanceType<typeof Document>) => void
  }
  const [ours, pythons] = [new Document(), new Document()]
  build(ours)
  const text = readFileSync(join(folder, file.replace(/ts$/, "json")), "utf8")
  replaceWithJson(pythons, (JSON.parse(text) as { readonly doc: unknown }).doc)
  const places = compare(ours, pythons).map(({ type, property }) => `differs: ${type}.${property}`)
  return [...new Set(places)]
}
