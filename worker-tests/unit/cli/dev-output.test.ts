// What the development server makes of wrangler's words.

import { expect, it, vi } from "vitest"

import { DevOutput, lineOf, type LogEntry } from "../../../src/cli/dev-output.ts"

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

it("hides what wrangler says of itself, and hears where the server is", () => {
  const told = outputOf(
    "Your Worker has access to the following bindings:\nBinding     Resource   Mode\n",
    "env.SESSIONS (SessionObject)   Durable Object   local\n\n⎔ Starting local server...\n[wrang",
    "ler:info] Ready on http://localhost:8787\n[wrangler:info] GET / 200 OK (3ms)\n",
  )
  const nothing = { failed: [], printed: [], logged: [], updates: 0 }
  expect(told).toEqual({ ...nothing, ready: ["http://localhost:8787"] })
})

it("hears that what was saved runs now", () => {
  const lines = "⎔ Reloading local server...\n⎔ Local server updated and ready\n"
  expect(outputOf(lines)).toMatchObject({ updates: 1, printed: [] })
})

it("distinguishes an entry of the log from what the app prints", () => {
  const entry = { message: "the app failed", route: "/a", error: "Error: boom\n    at f (x:1:2)" }
  const { printed, logged } = outputOf(`${JSON.stringify(entry)}\nwhat the app prints\n`)
  const { message, error, ...fields } = entry
  expect(logged).toEqual([{ message, error, fields }])
  expect(printed).toEqual(["what the app prints"])
})

it("writes an entry in one line, with all that its fields have", () => {
  const unplaced = [{ type: "Slider", property: "value", reason: "the app builds no such model" }]
  const { logged } = outputOf(
    JSON.stringify({ message: "updated", route: "/a", unplaced, count: 1 }),
  )
  expect(logged.map(lineOf)).toEqual([
    'updated  route=/a  unplaced=[{"type":"Slider","property":"value","reason":"the app builds no such model"}]  count=1',
  ])
})

it("prints a failure once it is complete, without colors", () => {
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

it("says what a module threw, not who ran it", () => {
  const { failed } = outputOf(
    "✘ [ERROR] service core:user:my-app: Uncaught TypeError: no\n    at a.ts:3:7\n",
  )
  expect(failed).toEqual(["TypeError: no\n    at a.ts:3:7"])
})
