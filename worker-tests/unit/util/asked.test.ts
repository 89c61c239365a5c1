import { describe, expect, it } from "vitest"

import { Asked } from "../../../src/util/asked.ts"

function counted(answer: () => Promise<number>) {
  const counts = { asked: 0 }
  const asked = new Asked(() => {
    counts.asked++
    return answer()
  })
  return { counts, asked }
}

describe("a lazy promise", () => {
  it("runs nothing until it is awaited", async () => {
    const { counts } = counted(async () => 1)
    await Promise.resolve()
    expect(counts.asked).toBe(0)
  })

  it("runs its function once, however many await it, and in whatever way", async () => {
    const { counts, asked } = counted(async () => 1)
    const passedOn = async () => asked
    const ways = [asked, asked.then((value) => value + 1), passedOn(), Promise.resolve(asked)]
    expect(await Promise.all(ways)).toEqual([1, 2, 1, 1])
    expect(await asked.finally(() => undefined)).toBe(1)
    expect(counts.asked).toBe(1)
  })

  it("rejects as its function does", async () => {
    const { asked } = counted(() => Promise.reject(new Error("no")))
    await expect(asked).rejects.toThrow("no")
    expect(await asked.catch((error: Error) => error.message)).toBe("no")
  })

  it("is a promise", () => {
    const { asked } = counted(async () => 1)
    expect(asked).toBeInstanceOf(Promise)
    expect(asked.then(String)).not.toBeInstanceOf(Asked)
  })
})
