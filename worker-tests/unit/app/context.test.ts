import { describe, expect, it } from "vitest"

import { createContext, type KeyValue } from "../../../src/app/context.ts"
import { NO_SESSION } from "../../support/no-session.ts"

function contextOver(kept: Map<string, string>): ReturnType<typeof createContext>["context"] {
  const storage: KeyValue = {
    get: (key) => (kept.has(key) ? JSON.parse(kept.get(key) ?? "null") : undefined),
    put: (key, value) => void kept.set(key, JSON.stringify(value)),
    delete: (key) => void kept.delete(key),
  }
  return createContext({ ...NO_SESSION, storage }).context
}

describe("context.once", () => {
  it("computes a value the first time, and returns it in each later run of the handler", async () => {
    const kept = new Map<string, string>()
    let calls = 0
    const compute = () => Promise.resolve({ rows: [++calls] })
    expect(await contextOver(kept).once("rows", compute)).toEqual({ rows: [1] })
    expect(await contextOver(kept).once("rows", compute)).toEqual({ rows: [1] })
  })

  it("stores nothing when the computation fails, and is separate from the app's own keys", async () => {
    const kept = new Map<string, string>()
    const context = contextOver(kept)
    await expect(context.once("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no")
    context.storage.put("a", 5)
    expect(await context.once("a", () => 6)).toBe(6)
    expect(context.storage.get("a")).toBe(5)
  })

  it("computes a value once for all who ask for it at the same time", async () => {
    const context = contextOver(new Map())
    let count = 0
    const compute = async () => ++count
    const both = await Promise.all([context.once("a", compute), context.once("a", compute)])
    expect([...both, await context.once("a", compute)]).toEqual([1, 1, 1])
  })
})
