// The in-memory store, which the restart stories use, fulfills the contract.

import { describe } from "vitest"

import { MemoryStore } from "../../src/testing/memory-store.ts"
import { sessionStoreContract } from "./session-store.ts"

describe("a session's store in memory", () => {
  sessionStoreContract(async (story) => {
    const store = new MemoryStore()
    story(() => store.reopen())
  })
})
