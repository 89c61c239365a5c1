// Which server uses a folder of sessions.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { afterEach, describe, expect, it } from "vitest"

import { leaveState, takeState, writeOwner } from "../../../src/cli/state-lock.ts"

const folder = mkdtempSync(join(tmpdir(), "state-"))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe("a folder of sessions", () => {
  it("can be used after its server's file was only begun, because the machine went down", async () => {
    writeOwner(folder, 0)
    leaveState(folder)
    for (const begun of ["", '{"pid":1']) {
      writeFileSync(join(folder, "server.json"), begun)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(takeState(folder)).resolves.toBeUndefined()
    }
  })
})
