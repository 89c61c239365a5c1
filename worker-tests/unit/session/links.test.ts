// All links that a session has given out: listed, counted, revoked.

import { describe, expect, it } from "vitest"

import { app, type Context, Slider, without_document_lock } from "../../../src/api.ts"
import { createWorld, type World } from "../../../src/testing.ts"

let context: Context

function worldOf(): World {
  return createWorld([
    app("/", (doc, given) => {
      if (given.copy === undefined) context = given
      doc.add_root(new Slider({ start: 0, end: 9, value: 0 }))
    }),
  ])
}

describe("the links of a session", () => {
  it("are listed with their targets, when they end, and how many clients used them", async () => {
    const world = worldOf()
    await world.open("/")
    const copy = await context.publish({ title: "Mine" })
    await world.advance(1000)
    const invitation = context.invite({ role: "viewer", expires: 60 })
    await world.open(copy.link)
    await world.open(copy.link)
    const guest = await world.open(invitation.link)
    const [first, second] = await context.links.list()
    expect(first).toMatchObject({ ...invitation, kind: "viewer", opened: 1, connected: 1 })
    expect(second).toMatchObject({
      id: copy.id,
      kind: "copy",
      title: "Mine",
      opened: 2,
      connected: 0,
    })
    expect((first?.expiresAtMs ?? 0) - (first?.createdAtMs ?? 0)).toBe(60_000)
    await guest.close()
    expect((await context.links.list())[0]).toMatchObject({ opened: 1, connected: 0 })
    await world.advance(60_000)
    expect((await context.links.list()).map(({ kind }) => kind)).toEqual(["copy"])
  })

  it("end when they expire, also for clients that used them, while the session is awake or asleep", async () => {
    const world = worldOf()
    await world.open("/")
    const [short, long] = [
      context.invite({ role: "editor", expires: 60 }),
      context.invite({ role: "viewer" }),
    ]
    const [guest, looking] = [await world.open(short.link), await world.open(long.link)]
    const slider = guest.find(Slider)
    await guest.set(slider, { value: 1 })
    await world.advance(90_000)
    const expired = { code: 4008, reason: "the invitation has expired" }
    expect([guest.closed, looking.closed]).toEqual([expired, undefined])
    const other = context.invite({ role: "editor", expires: 60 })
    const asleep = await world.open(other.link)
    asleep.hibernate()
    await world.advance(90_000)
    await asleep.set(slider, { value: 2 }).catch(() => undefined)
    expect([asleep.closed, looking.closed]).toEqual([expired, undefined])
    await looking.wake()
    expect(looking.find(Slider).value).toBe(1)
  })

  it("are revoked one by one, which disconnects guests and deletes copies", async () => {
    const world = worldOf()
    await world.open("/")
    const copy = await context.publish({ title: "Mine" })
    const [viewer, editor] = [
      context.invite({ role: "viewer" }),
      context.invite({ role: "editor" }),
    ]
    const [looking, acting] = [await world.open(viewer.link), await world.open(editor.link)]
    await context.links.revoke(viewer.id)
    expect(looking.closed).toMatchObject({ code: 4008 })
    expect(acting.closed).toBeUndefined()
    await expect(world.open(viewer.link)).rejects.toThrow(/revoked/)
    await context.links.revoke(copy.id)
    await expect(world.open(copy.link)).rejects.toThrow()
    expect((await context.links.list()).map(({ id }) => id)).toEqual([editor.id])
    await context.links.revoke("no such link")
  })

  it("can be revoked immediately by a callback without the lock, even while a guest's callback waits", async () => {
    const route = app("/", (doc, given) => {
      context = given
      const slider = new Slider({ start: 0, end: 9, value: 0 })
      slider.on_change("value", () => new Promise<never>(() => undefined))
      const revoke = async () => {
        const links = await given.links.list()
        await Promise.all(links.map(({ id }) => given.links.revoke(id)))
      }
      doc.on_message("revoke", without_document_lock(revoke))
      doc.add_root(slider)
    })
    const world = createWorld([route])
    const owner = await world.open("/")
    const guest = await world.open(context.invite({ role: "editor" }).link)
    await guest.set(guest.find(Slider), { value: 1 })
    await owner.send_message("revoke", null)
    expect(guest.closed).toMatchObject({ code: 4008 })
    await expect(guest.set(guest.find(Slider), { value: 2 })).rejects.toThrow(/revoked/)
    expect(owner.find(Slider).value).toBe(1)
  })
})
