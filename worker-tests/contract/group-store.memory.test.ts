// The in-memory store, which the seeded stories use, fulfills the contract.

import { describe } from "vitest"

import { MemoryGroupStore } from "../../src/testing/memory-group-store.ts"
import { groupStoreContract } from "./group-store.ts"

describe("a group's store in memory", () => {
  groupStoreContract(async (story) => {
    const store = new MemoryGroupStore()
    story(() => store)
  })
})
