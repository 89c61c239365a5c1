// What clients see when an app fails. The Worker under test runs in development mode; the last test is about production.

import { env, runInDurableObject } from "cloudflare:test"
import { describe, expect, it, vi } from "vitest"

import type { Log } from "../../src/ports.ts"
import { reportFailure } from "../../src/session/report.ts"
import { isRecord } from "../../src/util/record.ts"
import { webRandom } from "../../src/web-random.ts"
import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket } from "../support/socket.ts"

async function failureAt(path: string): Promise<string> {
  const socket = await TestSocket.open(path, `fails ${path}`)
  socket.send("PULL-DOC-REQ", {})
  return textOf((await socket.next("ERROR")).content)
}

const textOf = (content: unknown) => (isRecord(content) ? String(content["text"]) : "")

describe("an app that fails", () => {
  it.each([
    ["throws", /^RangeError: this app fails\n +at .*failing-app.*\(error \w{8}\)$/s],
    ["rejects", /^Error: no data\n.*\(error \w{8}\)$/s],
    ["slowly", /^TimeLimitError: the handler took longer than 0.05 s\n.*\(error \w{8}\)$/s],
    ["invalid", /^\w+Error: .*tags.*\(error \w{8}\)$/s],
  ])("[E5] answers the first message with the reason and the stack (%s)", async (name, text) => {
    expect(await failureAt(`/fails/${name}`)).toMatch(text)
  })

  it("[S21] is served if its onCreated never ends, which is logged", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    await (await TestSocket.open("/fails/late", "late")).pull()
    expect(log).toHaveBeenCalledWith(expect.stringContaining("onCreated took longer than 0.05 s"))
    log.mockRestore()
  })

  it("[E5] closes the socket with the reason in one line", async () => {
    const socket = await TestSocket.open("/fails/throws", "closes")
    socket.send("PUSH-DOC", { doc: {} })
    await socket.next("ERROR")
    const { code, reason } = await socket.closed()
    expect(code).toBe(4003)
    expect(reason).toMatch(/^RangeError: this app fails \(error \w{8}\)$/)
  })

  it("[E5] in a callback leaves the socket open", async () => {
    const socket = await TestSocket.open("/fails/callback", "callback")
    await socket.pull()
    const change = { kind: "ModelChanged", model: { id: "m3" }, attr: "value", new: 2 }
    socket.send("PATCH-DOC", { events: [change] })
    expect(textOf((await socket.next("ERROR")).content)).toMatch(/^TypeError: the callback fails\n/)
    expect(await socket.patch()).toBe("OK")
  })

  it("is served in spite of a misspelt option, and the log reports the probable mistake once", async () => {
    const log = vi.spyOn(console, "error")
    const socket = await TestSocket.open("/fails/misspelt", "misspelt")
    await socket.pull()
    await socket.patch()
    expect(log).toHaveBeenCalledTimes(1)
    expect(log).toHaveBeenCalledWith(
      expect.stringContaining(
        "E-1001 (BAD_COLUMN_NAME): Glyph refers to nonexistent column name: y='hieght'",
      ),
    )
    log.mockRestore()
  })

  it("stores nothing", async () => {
    await failureAt("/fails/throws")
    const stub = sessionsOf({ ...env }).getByName(
      objectName("/fails/throws", "fails /fails/throws"),
    )
    await runInDurableObject(stub, (_, { storage }) => {
      const tables = storage.sql.exec(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'",
      )
      expect([...tables]).toEqual([])
    })
  })
})

describe("in production", () => {
  it("[E5] clients get an id, and the log has the error with that id", () => {
    const lines: unknown[] = []
    const silent = () => undefined
    const log: Log = {
      debug: silent,
      info: silent,
      warn: silent,
      error: (...line) => lines.push(line),
    }
    const error = new Error("a secret")
    const { reason, text } = reportFailure(
      { log, random: webRandom, settings: { isDevelopment: false } },
      "it failed",
      error,
    )
    expect(text).toBe(reason)
    const [, id] = /^the app failed \(error (\w{8})\)$/.exec(reason) ?? []
    expect(lines).toEqual([["it failed", { id, error }]])
  })
})
