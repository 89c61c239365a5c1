// The position up to which a session has processed a group's messages is stored with the turns: whatever becomes of these,
// no message is lost, and none is processed twice.

import { app, Div, versions } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import type { Document } from "../../../src/document/document.ts"
import type { MessageEntry } from "../../../src/group/entries.ts"
import type { FakeKeptSocket } from "../../support/fake-peer.ts"
import { LifeWorld, settled } from "../../support/life.ts"

const BOB = { id: "bob", name: "Bob", role: "member" }
const PROFILE = { name: "Ada", role: "member", data: null }
const welcome = { seq: 0, since: 0, members: [], memberCount: 0, history: [], state: {} }

function handler(doc: Document, context: Context): void {
  const heard = new Div({ name: "heard", text: "" })
  const team = context.group("team")
  team.join(PROFILE)
  team.on("say", ({ data }) => void (heard.text += String(data)))
  team.on("silent", () => undefined)
  team.on("leave", () => team.leave())
  team.on("answer", ({ data }) => void team.send("said", data))
  team.on("reply", ({ data }) => {
    heard.text += String(data)
    void team.send("said", data)
  })
  doc.on_message("shout", () => void (heard.text += "!"))
  doc.on_message("keep", () => context.versions.keep("kept"))
  doc.on_message("restore", () => context.versions.restore("v1"))
  doc.add_root(heard)
}

class Ada {
  readonly #sent: string[] = []
  /** Other objects of the process are busy until these are called. */
  readonly othersEnd: (() => void)[] = []
  areOthersBusy = false
  readonly world = new LifeWorld(app("/app", handler, { session: { versions: versions() } }), {
    calls: {
      hello: async () => ({ ...welcome, hasMissed: false }),
      leave: async () => undefined,
      send: async (_id, _sent, { json }) => {
        this.#sent.push(json)
        return { seq: 99, unknown: [] }
      },
    },
    afterOthers: () =>
      this.areOthersBusy
        ? new Promise((resolve) => void this.othersEnd.push(resolve))
        : Promise.resolve(),
  })
  #socket: FakeKeptSocket | undefined

  /** The messages that it has sent, in order. */
  get sent(): string {
    return this.#sent.join("")
  }

  async open(): Promise<void> {
    this.#socket = await this.world.connect()
    await this.world.pull(this.#socket)
    await this.world.advance(2000)
  }

  /** Delivers these numbers and all before them: a group delivers again what is not acknowledged. */
  async hands(types: Readonly<Record<number, string>>): Promise<string> {
    const entries = Object.entries(types).map(([seq, type]): MessageEntry => {
      const about = { kind: "message", sentAtMs: 0, from: BOB, to: undefined } as const
      return { ...about, seq: Number(seq), type, json: JSON.stringify(seq) }
    })
    const outcome = await this.world.life.takeFromGroup("team", entries)
    await settled()
    return outcome
  }

  /** The messages that its window was sent since the last call, of those it received. */
  get shown(): string {
    const patches = this.#socket?.take().filter(({ msgtype }) => msgtype === "PATCH-DOC") ?? []
    return JSON.stringify(patches.map(({ content }) => content))
  }

  async tells(msg_type: string): Promise<void> {
    const event = { kind: "MessageSent", msg_type, msg_data: null }
    if (this.#socket !== undefined) await this.world.patch(this.#socket, event)
    await this.world.advance(2000)
  }

  /** Nobody connects until it ends. */
  async ends(): Promise<void> {
    if (this.#socket !== undefined) await this.world.close(this.#socket)
    await this.world.advance(25 * 60 * 60 * 1000)
  }

  /** As after a kill. */
  async heardAfterKill(): Promise<string> {
    this.world.evict()
    await this.open()
    const { document } = this.world.life
    return document?.select_one(Div)?.text ?? "?"
  }

  static async opened(): Promise<Ada> {
    const ada = new Ada()
    await ada.open()
    return ada
  }
}

const ALL = { 1: "say", 2: "say", 3: "say" }

describe("a group message that a session has processed", () => {
  it("is not processed again after a kill", async () => {
    const ada = await Ada.opened()
    expect(await ada.hands(ALL)).toBe("taken")
    expect(await ada.heardAfterKill()).toBe("123")
    await ada.hands({ ...ALL, 4: "say" })
    expect(await ada.heardAfterKill()).toBe("1234")
  })

  it("is remembered even when nothing of the document changed, before and after turns that change it", async () => {
    const ada = await Ada.opened()
    await ada.hands({ 1: "answer" })
    await ada.heardAfterKill()
    await ada.hands({ 1: "answer", 2: "say" })
    await ada.hands({ 3: "answer", 4: "silent" })
    await ada.heardAfterKill()
    await ada.hands({ 1: "answer", 2: "say", 3: "answer", 4: "answer", 5: "answer" })
    expect(await ada.heardAfterKill()).toBe("2")
    expect(ada.sent).toBe('"1""3""5"')
  })

  it("is remembered after an earlier version of the document is restored", async () => {
    const ada = await Ada.opened()
    await ada.hands({ 1: "say" })
    await ada.tells("keep")
    await ada.hands({ 2: "say" })
    await ada.tells("restore")
    await ada.hands(ALL)
    expect(await ada.heardAfterKill()).toMatch(/3$/)
    await ada.hands(ALL)
    expect(await ada.heardAfterKill()).not.toMatch(/2.*2|3.*3/)
  })

  it("is known to newer code of the app", async () => {
    const ada = await Ada.opened()
    await ada.hands(ALL)
    ada.world.version = "2"
    expect(await ada.heardAfterKill()).toBe("123")
    await ada.hands({ ...ALL, 4: "say" })
    expect(await ada.heardAfterKill()).toBe("1234")
  })

  it("is the last when it makes the session leave: later ones in the same delivery are not processed", async () => {
    const ada = await Ada.opened()
    await ada.hands({ 1: "say", 2: "leave", 3: "say" })
    expect(await ada.heardAfterKill()).toBe("1")
  })
})

describe("a group message that other sessions of the process have yet to receive", () => {
  async function busy(): Promise<Ada> {
    const ada = await Ada.opened()
    await ada.hands({ 1: "say" })
    expect(ada.shown).toContain('"1"')
    ada.areOthersBusy = true
    return ada
  }

  it("is shown immediately, and stored when they have received it", async () => {
    const ada = await busy()
    const { writes } = ada.world.store
    const outcome = ada.hands({ 2: "say" })
    await settled()
    expect(ada.shown).toContain('"12"')
    expect(ada.world.store.writes).toBe(writes)
    ada.othersEnd[0]?.()
    expect(await outcome).toBe("taken")
    expect(ada.world.store.writes).toBe(writes + 1)
    expect(await ada.heardAfterKill()).toBe("12")
  })

  it("is delivered again when the server is killed before that", async () => {
    const ada = await busy()
    void ada.hands({ 2: "say" })
    await settled()
    expect(await ada.heardAfterKill()).toBe("1")
    ada.areOthersBusy = false
    await ada.hands({ 1: "say", 2: "say" })
    expect(await ada.heardAfterKill()).toBe("12")
  })

  it("is stored before anything that a client does", async () => {
    const ada = await busy()
    const outcome = ada.hands({ 2: "say" })
    await ada.tells("shout")
    expect(await ada.heardAfterKill()).toBe("12!")
    ada.othersEnd[0]?.()
    expect(await outcome).toBe("taken")
  })

  it("is stored with what its callback sends, so that neither is done twice", async () => {
    const ada = await busy()
    void ada.hands({ 2: "reply" })
    await settled()
    expect(await ada.heardAfterKill()).toBe("12")
    ada.areOthersBusy = false
    await ada.hands({ 2: "reply" })
    expect([await ada.heardAfterKill(), ada.sent]).toEqual(["12", '"2"'])
  })

  it("is not stored for a session that has ended", async () => {
    const ada = await busy()
    const outcome = ada.hands({ 2: "say" })
    await ada.ends()
    ada.othersEnd[0]?.()
    await outcome
    expect(ada.world.store.recordCount).toBe(0)
  })

  it("is stored immediately when more messages have come with it", async () => {
    const ada = await busy()
    await ada.hands({ 2: "say", 3: "say" })
    expect(ada.othersEnd).toEqual([])
    expect(await ada.heardAfterKill()).toBe("123")
  })
})
