// A group in which nothing is sent: it checks for signs of life only where somebody would notice that they are missing.

import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import type { Hello } from "../../../src/group/group-ports.ts"
import { Group } from "../../../src/group/group.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"

const MINUTE_MS = 60_000
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** A group on a fake clock; silent members answer no probe. */
class QuietGroup {
  readonly group: Group
  readonly silent = new Set<string>()
  alarms = 0
  probes = 0
  readonly #clock = new FakeClock()
  #wakesAtMs = Infinity

  constructor() {
    this.group = new Group({
      store: new MemoryGroupStore(),
      timers: this.#clock,
      log: SILENT,
      deliver: async () => "taken",
      probe: async (id) => {
        this.probes++
        return this.silent.has(id) ? "away" : "taken"
      },
      shardProgress: () => Promise.reject(new Error("no shards")),
      shardServing: () => Promise.reject(new Error("no shards")),
      wakeAt: (ms) => {
        this.#wakesAtMs = ms
      },
    })
  }

  hello(id: string, changes: Partial<Hello> = {}): void {
    const profile = { name: id, role: "member", data: null }
    this.group.hello({ ...profile, id, isOnline: true, lastSeq: undefined, ...changes })
  }

  async pass(ms: number): Promise<void> {
    const until = this.#clock.now() + ms
    while (this.#wakesAtMs <= until) {
      this.#clock.advance(Math.max(0, this.#wakesAtMs - this.#clock.now()))
      this.#wakesAtMs = Infinity
      this.alarms++
      // oxlint-disable-next-line no-await-in-loop -- one alarm after the other
      await this.group.tick()
    }
    await new Promise((resolve) => setImmediate(resolve)) // all is delivered
    this.#clock.advance(until - this.#clock.now())
  }

  /** The alarm still rings after the time that it was set for. */
  setBack(ms: number): void {
    this.#clock.setBack(ms)
    this.#wakesAtMs -= ms
  }

  /** A group of ten members who have all heard of each other. */
  static async of(changes: Partial<Hello> = {}, all: Partial<Hello> = {}): Promise<QuietGroup> {
    const quiet = new QuietGroup()
    for (let i = 0; i < 10; i++) {
      quiet.hello(`${i}`, { ...all, ...(i === 0 && changes) })
      await quiet.pass(1000) // oxlint-disable-line no-await-in-loop -- one after the other
    }
    await quiet.pass(MINUTE_MS)
    quiet.alarms = 0
    quiet.probes = 0
    return quiet
  }

  get online(): number {
    return this.group.members.filter(({ isOnline }) => isOnline).length
  }
}

describe("[G9] a quiet group of ten", () => {
  it("wakes once in ten minutes, and each session once, while nobody listens for presence", async () => {
    const quiet = await QuietGroup.of()
    await quiet.pass(10 * MINUTE_MS)
    expect([quiet.alarms, quiet.probes]).toEqual([1, 10])
  })

  it("probes each session three times a minute while somebody listens for presence", async () => {
    const quiet = await QuietGroup.of({ listens: true })
    await quiet.pass(10 * MINUTE_MS)
    expect([quiet.alarms, quiet.probes]).toEqual([30, 300])
  })

  it("does not probe sessions more often that watch their own windows, even while somebody listens", async () => {
    const quiet = await QuietGroup.of({ listens: true }, { looks: true })
    await quiet.pass(10 * MINUTE_MS)
    expect([quiet.alarms, quiet.probes]).toEqual([1, 10])
    quiet.silent.add("7")
    quiet.hello("7", { lastSeq: 0 }) // it leaves memory
    await quiet.pass(MINUTE_MS)
    expect([quiet.probes < 20, quiet.online]).toEqual([true, 9])
  })

  it("notices that the object of a session that watched its own windows has died", async () => {
    const quiet = await QuietGroup.of({ listens: true }, { looks: true })
    quiet.silent.add("7")
    await quiet.pass(10 * MINUTE_MS)
    expect(quiet.online).toBe(9)
  })

  it("notices so also after its clock was set back by hours", async () => {
    const quiet = await QuietGroup.of()
    quiet.silent.add("7")
    quiet.setBack(180 * MINUTE_MS)
    await quiet.pass(10 * MINUTE_MS)
    expect(quiet.online).toBe(9)
    quiet.silent.add("8")
    await quiet.pass(10 * MINUTE_MS)
    expect(quiet.online).toBe(8)
  })

  it.each([{ keep: 3600 }, {}])(
    "removes an away member in time also after its clock was set back by hours: %j",
    async (changes) => {
      const quiet = await QuietGroup.of()
      const { keep = 300 } = changes
      quiet.hello("3", { isOnline: false, lastSeq: 0, ...changes })
      await quiet.pass(MINUTE_MS)
      quiet.setBack(180 * MINUTE_MS)
      const { seq } = quiet.group.send("0", 1, outMessage("say", 1))
      expect((await quiet.group.receipt({ seq, unknown: [] })).awayForMs).toEqual({ 3: 0 })
      await quiet.pass(keep * 1000 - MINUTE_MS)
      expect(quiet.group.members).toHaveLength(10)
      await quiet.pass(11 * MINUTE_MS)
      expect(quiet.group.members).toHaveLength(9)
    },
  )

  it("removes away members in time although its clock was set back while all were away", async () => {
    const quiet = new QuietGroup()
    for (const id of ["a", "b"]) quiet.hello(id, { isOnline: false })
    quiet.setBack(180 * MINUTE_MS)
    await quiet.pass(10 * MINUTE_MS)
    expect(quiet.group.members).toEqual([])
  })

  it("reports a member without signs of life within 20 s to a member that starts to listen", async () => {
    const quiet = await QuietGroup.of()
    await quiet.pass(5 * MINUTE_MS)
    quiet.silent.add("7")
    quiet.hello("0", { listens: true })
    await quiet.pass(20_000)
    expect(quiet.online).toBe(9)
  })

  it("stops its probes when the member that listened has left, or stops listening", async () => {
    for (const change of [{ isOnline: false, keep: 3600 }, {}]) {
      const quiet = await QuietGroup.of({ listens: true, keep: 3600 })
      quiet.hello("0", { lastSeq: 0, ...change })
      await quiet.pass(20_000) // oxlint-disable-line no-await-in-loop -- its alarm is set already
      const { alarms, probes } = quiet
      await quiet.pass(10 * MINUTE_MS)
      expect([quiet.alarms - alarms, quiet.probes - probes <= 10]).toEqual([1, true])
    }
  })

  it("keeps an away member for exactly five minutes, even while nobody listens", async () => {
    const quiet = await QuietGroup.of()
    await quiet.pass(MINUTE_MS)
    quiet.hello("3", { isOnline: false, lastSeq: 0 })
    await quiet.pass(4.9 * MINUTE_MS)
    expect(quiet.group.members).toHaveLength(10)
    await quiet.pass(0.1 * MINUTE_MS)
    expect(quiet.group.members).toHaveLength(9)
  })

  it("costs nothing when all members are away and then gone", async () => {
    const quiet = new QuietGroup()
    for (const id of ["a", "b"]) quiet.hello(id, { isOnline: false })
    await quiet.pass(60 * MINUTE_MS)
    expect([quiet.alarms, quiet.probes, quiet.group.members]).toEqual([1, 0, []])
  })
})
