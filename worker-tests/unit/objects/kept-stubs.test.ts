import { describe, expect, it } from "vitest"

import { KeptStubs } from "../../../src/objects/kept-stubs.ts"

/** Stubs of objects that count their calls; a broken stub fails permanently, as the runtime's do. */
class Objects {
  readonly opened = new Array<string>()
  readonly stubs = new KeptStubs<Stub>((name) => {
    this.opened.push(name)
    return (this.last = new Stub(name))
  })
  last = new Stub("none")

  ask(name: string): Promise<string> {
    return this.stubs.ask(name, (stub) => stub.name())
  }
}

class Stub {
  readonly #name: string
  failure: Error | undefined

  constructor(name: string) {
    this.#name = name
  }

  async name(): Promise<string> {
    if (this.failure !== undefined) throw this.failure
    return this.#name
  }
}

describe("a cache of stubs", () => {
  it("calls an object through the same stub again and again", async () => {
    const objects = new Objects()
    expect(await objects.ask("a")).toBe("a")
    expect(await objects.ask("b")).toBe("b")
    expect(await objects.ask("a")).toBe("a")
    expect(objects.opened).toEqual(["a", "b"])
  })

  it("replaces a kept stub that has broken immediately, and keeps the new one", async () => {
    const objects = new Objects()
    await objects.ask("a")
    objects.last.failure = new Error("the object was replaced")
    expect(await objects.ask("a")).toBe("a")
    expect(await objects.ask("a")).toBe("a")
    expect(objects.opened).toEqual(["a", "a"])
  })

  it("reports the error when a new stub fails, too, and keeps none that has failed", async () => {
    const objects = new Objects()
    const fails = () => objects.stubs.ask("a", () => Promise.reject(new Error("out of memory")))
    await expect(fails()).rejects.toThrow("out of memory")
    await expect(fails()).rejects.toThrow("out of memory")
    await objects.ask("a")
    await expect(fails()).rejects.toThrow("out of memory")
    expect(objects.opened).toEqual(["a", "a", "a", "a"])
  })

  it("does not retry a call to an overloaded object", async () => {
    const objects = new Objects()
    await objects.ask("a")
    objects.last.failure = Object.assign(new Error("too many requests"), { overloaded: true })
    await expect(objects.ask("a")).rejects.toThrow("too many requests")
    expect(objects.opened).toEqual(["a"])
    expect(await objects.ask("a")).toBe("a")
  })

  it("keeps the stub that was opened in the meantime when two calls fail on the same stub", async () => {
    const objects = new Objects()
    await objects.ask("a")
    objects.last.failure = new Error("the object was replaced")
    await Promise.all([objects.ask("a"), objects.ask("a")])
    await objects.ask("a")
    expect(objects.opened).toEqual(["a", "a", "a"])
  })

  it("keeps as many stubs as a group calls, the most recently used ones", async () => {
    const objects = new Objects()
    const names = Array.from({ length: 520 }, (_, i) => `${i}`)
    for (const name of [...names, ...names]) await objects.ask(name)
    expect(objects.opened.length).toBe(520)
    await objects.ask("more")
    await objects.ask("519")
    await objects.ask("1")
    expect(objects.opened.length).toBe(521)
    await objects.ask("0")
    expect(objects.opened.length).toBe(522)
  })
})
