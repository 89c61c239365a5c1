import { afterEach, describe, expect, it, vi } from "vitest"

import { consoleLogFor } from "../../../src/console-log.ts"

afterEach(() => vi.restoreAllMocks())

describe("the server's log", () => {
  it.each([
    ["trace", ["debug", "log", "warn", "error"]],
    ["debug", ["debug", "log", "warn", "error"]],
    ["info", ["log", "warn", "error"]],
    ["warn", ["warn", "error"]],
    ["error", ["error"]],
    ["fatal", []],
    ["none", []],
  ])("at the level %s has %o", (level, expected) => {
    const written: string[] = []
    for (const method of ["debug", "log", "warn", "error"] as const) {
      vi.spyOn(console, method).mockImplementation(() => written.push(method))
    }
    const log = consoleLogFor({ BOKEH_SECRET_KEY: "s", BOKEH_PY_LOG_LEVEL: level })
    log.debug("d")
    log.info("a")
    log.warn("b")
    log.error("c")
    expect(written).toEqual(expected)
  })

  it("says in each entry what it is about", () => {
    const write = vi.spyOn(console, "warn").mockImplementation(() => undefined)
    const log = consoleLogFor({ BOKEH_SECRET_KEY: "s" }, { group: "team" })
    log.warn("what", { id: "1" })
    log.warn("what")
    const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)
    const message = "what"
    expect(lines).toEqual([
      { message, group: "team", id: "1" },
      { message, group: "team" },
    ])
  })

  it("writes one line of JSON, and errors with their stacks", () => {
    const write = vi.spyOn(console, "error").mockImplementation(() => undefined)
    const error = new TypeError("it broke")
    consoleLogFor({ BOKEH_SECRET_KEY: "s" }).error("what", { id: "1", error })
    const line = String(write.mock.calls[0]?.[0])
    expect(JSON.parse(line)).toEqual({ message: "what", id: "1", error: error.stack })
  })
})
