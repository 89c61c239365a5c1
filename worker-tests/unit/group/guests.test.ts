// A guest's actions in another user's session carry the guest's name, and not only the owner's.

import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import { app } from "../../../src/app/route.ts"
import type { Guest, Sender } from "../../../src/group/entries.ts"
import { Button, Div } from "../../../src/model/generated/models.ts"
import { createWorld } from "../../../src/testing/world.ts"

const HOUR_MS = 3_600_000

/** A room that records what each member receives, and from whom. */
class Room {
  readonly heard: { readonly by: string; readonly what: string; readonly from: Sender }[] = []
  readonly contexts: Context[] = []
  readonly route = app(
    "/room/:name",
    (doc, context) => {
      const name = context.params.name
      this.contexts.push(context)
      const team = context.group("team")
      const shared = team.state({ color: "red" })
      const note = (what: string, from: Sender) => void this.heard.push({ by: name, what, from })
      team.join({ name })
      for (const type of ["say", "cursor"]) team.on(type, ({ from }) => note(type, from))
      team.on_seen(({ by }) => note("seen", by))
      shared.on_change(({ from }) => note("color", from))
      const say = new Button({ label: "say" })
      say.on_click(async () => {
        await Promise.resolve() // it is known after this, too
        team.sendNow("cursor", 1)
        const setting = shared.set({ color: "blue" })
        await team.send("say", "hello")
        await setting
      })
      doc.on_message("ask", () => team.send("say", "may I?"))
      doc.on_message("read", (seq) => team.markSeen(Number(seq)))
      doc.add_root(say)
      doc.add_root(new Div())
    },
    { viewers: { messages: ["ask"] } },
  )
  readonly world = createWorld([this.route])

  /** The session of Ada, who invites, beside Bob's. */
  async open() {
    const user = { id: "ada", name: "Ada" }
    const ada = await this.world.open("/room/Ada", { user })
    const bob = await this.world.open("/room/Bob", { user: { id: "bob" } })
    await this.world.advance(1000)
    return { ada, bob }
  }

  async guest(role: "editor" | "viewer", visit: { user?: { id: string; name?: string } } = {}) {
    const link = this.contexts[0]?.invite({ role }).link ?? ""
    return this.world.open(link, visit)
  }

  guests(what: string): readonly (Guest | undefined)[] {
    const of = this.heard.filter((one) => one.what === what && one.by === "Bob")
    return of.map(({ from }) => from.guest)
  }
}

const ZOE = { role: "editor", user: "zoe", name: "Zoe" }

describe("[G10] what a guest does in another user's session", () => {
  it("is sent in the member's name, with the guest's name, to those who receive it", async () => {
    const room = new Room()
    await room.open()
    const zoe = await room.guest("editor", { user: { id: "zoe", name: "Zoe" } })
    await zoe.click(zoe.find(Button))
    await room.world.advance(1000)
    for (const what of ["say", "cursor", "color"]) {
      expect(room.guests(what)).toMatchObject([ZOE])
    }
    expect(room.heard[0]?.from).toMatchObject({ name: "Ada" })
  })

  it("carries only the owner's name when the owner does it", async () => {
    const room = new Room()
    const { ada } = await room.open()
    await room.guest("editor")
    await ada.click(ada.find(Button))
    await room.world.advance(1000)
    for (const what of ["say", "cursor", "color"]) {
      expect(room.guests(what)).toEqual([undefined])
    }
  })

  it("is in the history, and in what is delivered to members who join later", async () => {
    const room = new Room()
    await room.open()
    const zoe = await room.guest("editor", { user: { id: "zoe", name: "Zoe" } })
    await zoe.click(zoe.find(Button))
    await room.world.advance(HOUR_MS / 60)
    const history = await room.contexts[1]?.group("team").history()
    expect(history?.map(({ from }) => from.guest)).toMatchObject([ZOE])
    await room.world.open("/room/Dot", { user: { id: "dot" } })
    await room.world.advance(1000)
    const told = room.heard.filter(({ by, what }) => by === "Dot" && what === "color")
    expect(told.map(({ from }) => from.guest)).toMatchObject([ZOE])
  })

  it("identifies a viewer without a user by the window and its role", async () => {
    const room = new Room()
    await room.open()
    const first = await room.guest("viewer")
    const second = await room.guest("viewer")
    room.contexts[0]?.connections.at(-1)?.attach({ name: "Vic" })
    for (const viewer of [first, second]) await viewer.send_message("ask", null) // oxlint-disable-line no-await-in-loop -- in order
    await room.world.advance(1000)
    expect(room.guests("say")).toMatchObject([{ role: "viewer" }, { role: "viewer", name: "Vic" }])
    expect(new Set(room.guests("say").map((guest) => guest?.connection)).size).toBe(2)
  })

  it("marks a message as seen by the guest when the guest marks it", async () => {
    const room = new Room()
    const { bob } = await room.open()
    const zoe = await room.guest("editor", { user: { id: "zoe", name: "Zoe" } })
    await bob.click(bob.find(Button))
    await room.world.advance(1000)
    const [message] = (await room.contexts[1]?.group("team").history()) ?? []
    await zoe.send_message("read", message?.seq)
    await room.world.advance(1000)
    expect(room.guests("seen")).toMatchObject([ZOE])
    expect(room.heard.at(-1)?.from.name).toBe("Ada")
  })
})

describe("[G10] a session that all visitors of a path share", () => {
  it("names in each message the visitor who sent it", async () => {
    const heard: (Guest | undefined)[] = []
    const board = app(
      "/board/:id",
      (doc, { group, params }) => {
        const [team, say] = [group("boards"), new Button({ label: "say" })]
        team.join({ name: `board ${params.id}` })
        team.on("say", ({ from }) => void heard.push(from.guest))
        say.on_click(() => team.send("say", 1))
        doc.add_root(say)
      },
      { session: { shared: "path" } },
    )
    const world = createWorld([board])
    const ada = await world.open("/board/1", { user: { id: "ada", name: "Ada" } })
    const bob = await world.open("/board/1", { user: { id: "bob" } })
    await world.open("/board/2", { user: { id: "cy" } })
    await world.advance(1000)
    for (const one of [ada, bob]) await one.click(one.find(Button)) // oxlint-disable-line no-await-in-loop -- in order
    await world.advance(1000)
    expect(heard).toMatchObject([{ user: "ada", name: "Ada" }, { user: "bob" }])
  })
})
