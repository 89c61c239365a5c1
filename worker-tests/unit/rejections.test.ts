// A promise that fails and that nobody awaits: the runtime reports it to listeners only.

import { expect, it, vi } from "vitest"

import { logRejections } from "../../src/console-log.ts"

it("a rejected promise that nobody awaits is logged once, with its stack", () => {
  const runtime = new EventTarget()
  vi.stubGlobal("addEventListener", runtime.addEventListener.bind(runtime))
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
  logRejections()
  logRejections() // of a second server
  const reason = new RangeError("nobody waits for me")
  runtime.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason }))
  expect(log).toHaveBeenCalledTimes(1)
  const message = "a promise failed that nobody awaits"
  expect(log).toHaveBeenCalledWith(JSON.stringify({ message, error: reason.stack }))
  log.mockRestore()
  vi.unstubAllGlobals()
})
