// How the development server filters wrangler's output.

import { expect, it, vi } from "vitest"

import { DevOutput, failureIn, lineOf, type LogEntry } from "../../../src/cli/dev-output.ts"

function outputOf(...chunks: readonly string[]) {
  const told = {
    ready: [] as string[],
    failed: [] as string[],
    printed: [] as string[],
    logged: [] as LogEntry[],
    updates: 0,
  }
  const output = new DevOutput({
    ready: (url) => void told.ready.push(url),
    updated: () => void told.updates++,
    logged: (entry) => void told.logged.push(entry),
    failed: (text) => void told.failed.push(text),
    print: (line) => void told.printed.push(line),
  })
  for (const chunk of chunks) output.write(chunk)
  output.flush()
  return told
}

it("the output hides wrangler's own messages, and the server's address is read from it", () => {
  const told = outputOf(
    "Your Worker has access to the following bindings:\nBinding     Resource   Mode\n",
    "env.SESSIONS (SessionObject)   Durable Object   local\n\n⎔ Starting local server...\n[wrang",
    "ler:info] Ready on http://localhost:8787\n[wrangler:info] GET / 200 OK (3ms)\n",
  )
  const nothing = { failed: [], printed: [], logged: [], updates: 0 }
  expect(told).toEqual({ ...nothing, ready: ["http://localhost:8787"] })
})

it("a reload after a saved change is noticed in the output", () => {
  const lines = "⎔ Reloading local server...\n⎔ Local server updated and ready\n"
  expect(outputOf(lines)).toMatchObject({ updates: 1, printed: [] })
})

it("an entry of the log is distinguished from what the app prints", () => {
  const entry = { message: "the app failed", route: "/a", error: "Error: boom\n    at f (x:1:2)" }
  const { printed, logged } = outputOf(`${JSON.stringify(entry)}\nwhat the app prints\n`)
  const { message, error, ...fields } = entry
  expect(logged).toEqual([{ message, error, fields }])
  expect(printed).toEqual(["what the app prints"])
})

it("an entry of the log is written in one line, with all of its fields", () => {
  const unplaced = [{ type: "Slider", property: "value", reason: "the app builds no such model" }]
  const { logged } = outputOf(
    JSON.stringify({ message: "updated", route: "/a", unplaced, count: 1 }),
  )
  expect(logged.map(lineOf)).toEqual([
    'updated  route=/a  unplaced=[{"type":"Slider","property":"value","reason":"the app builds no such model"}]  count=1',
  ])
})

it("a file that can't be imported is reported with the lines that change this", () => {
  const { failed } = outputOf(
    '✘ [ERROR] Build failed with 1 error:\n\n  No loader is configured for ".csv" files: src/a.csv\n',
  )
  expect(failed[0]).toContain("src/a.csv\n\nTo import such files as strings, add to wrangler.toml:")
  expect(failed[0]).toContain('[[rules]]\ntype = "Text"\nglobs = ["**/*.csv"]')
})

it("the reason why a build has failed is shown without wrangler's own messages", () => {
  const printed =
    "Cloudflare collects anonymous telemetry about your usage.\n\u001B[31m✘ [ERROR]\u001B[0m Expected identifier\n🪵  Logs were written to x\n"
  expect(failureIn(printed)).toBe("✘ [ERROR] Expected identifier")
})

it("a failure is printed once it is complete, without colors", () => {
  vi.useFakeTimers()
  try {
    const { failed } = outputOf(
      "\u001B[31m✘ [ERROR]\u001B[0m Build failed with 1 error:\n\n\n\n",
      "  a.ts:1:2:\n",
    )
    expect(failed).toEqual(["✘ [ERROR] Build failed with 1 error:\n\n  a.ts:1:2:"])
  } finally {
    vi.useRealTimers()
  }
})

it("a module's failure shows what the module threw, and not who ran it", () => {
  const { failed } = outputOf(
    "✘ [ERROR] service core:user:my-app: Uncaught TypeError: no\n    at a.ts:3:7\n",
  )
  expect(failed).toEqual(["TypeError: no\n    at a.ts:3:7"])
})

it("a missing class of a Durable Object is a failure: wrangler would keep browsers waiting", () => {
  const lines = [
    "✘ [ERROR] Your Worker depends on the following Durable Objects, which are not exported in your entrypoint file: GroupObject.",
    "  You should export these objects from your entrypoint, src/index.ts.",
  ]
  expect(outputOf(`${lines.join("\n")}\n`)).toMatchObject({
    failed: [lines.join("\n")],
    printed: [],
  })
})

it("an entry without a default export is reported in plain words", () => {
  const { failed } = outputOf(
    "✘ [ERROR] service core:user:my-app: Uncaught TypeError: Cannot initialize N7workerd3api15ExportedHandlerE with required members from an undefined or null value.\n\n\n",
  )
  expect(failed).toEqual([
    "The Worker's entry, `main` in wrangler.toml, has no default export: add `export default server`",
  ])
})
