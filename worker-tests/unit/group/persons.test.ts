// One person with several sessions is one member.

import { describe, expect, it } from "vitest"

import { type JoinOptions, outMessage } from "../../../src/group/bounds.ts"
import type { GroupPresence } from "../../../src/group/listeners.ts"
import { awaited, GroupWorld, type WorldSession } from "../../support/group-world.ts"

const PROFILE = { name: "x", role: "member", data: null }

async function join(
  world: GroupWorld,
  id: string,
  as?: string,
  more?: JoinOptions & { readonly role?: string; readonly name?: string },
): Promise<WorldSession> {
  const { role = "member", name = id, ...options } = more ?? {}
  const session = world.session(id)
  session.membership.join({ ...PROFILE, name, role }, { ...options, ...(as && { as }) })
  await world.pass(3000)
  return session
}

/** ada has two tabs, bob has one. */
async function worldOf(shardSize = 500) {
  const world = new GroupWorld(1, shardSize)
  world.lossRate = 0
  const bob = await join(world, "bob")
  const heard: string[] = []
  bob.membership.inbox.listeners.onPresence((presence) => void heard.push(told(presence)))
  const one = await join(world, "one", "ada")
  const two = await join(world, "two", "ada")
  return { world, bob, one, two, heard }
}

function told(presence: GroupPresence): string {
  return presence.kind === "synced" ? "synced" : `${presence.kind} ${presence.member.name}`
}

async function setOnline(world: GroupWorld, session: WorldSession, isOnline: boolean) {
  session.isOnline = isOnline
  session.membership.tellNews()
  await world.pass(3000)
}

const texts = ({ received }: WorldSession) => received.map(({ text }) => text)
const idsOf = ({ membership }: WorldSession) => membership.members.map(({ id }) => id)

describe("[G8] a person with two tabs", () => {
  it("is one member for others, for each tab, and in the count", async () => {
    const { world, bob, one, two, heard } = await worldOf()
    for (const each of [bob, one, two]) {
      expect(idsOf(each)).toEqual(["bob", "one"])
      expect(each.membership.inbox.members.count).toBe(2)
    }
    expect([one, two].map(({ membership }) => membership.inbox.members.me?.id)).toEqual([
      "one",
      "one",
    ])
    expect(world.group.members.map(({ id, name }) => [id, name])).toEqual([
      ["bob", "bob"],
      ["one", "one"],
    ])
    expect(heard).toEqual(["joined one"])
  })

  it("is present while one tab is open, leaves with the last, and keeps its id", async () => {
    const { world, bob, one, two, heard } = await worldOf()
    await setOnline(world, one, false)
    await setOnline(world, one, true)
    one.membership.leave()
    await world.pass(3000)
    expect([heard, idsOf(bob)]).toEqual([["joined one"], ["bob", "one"]])
    await setOnline(world, two, false)
    await setOnline(world, two, true)
    two.membership.leave()
    await world.pass(3000)
    expect(heard).toEqual(["joined one", "lost one", "returned one", "left one"])
    expect(idsOf(bob)).toEqual(["bob"])
  })

  it.each([500, 1])("receives messages in each tab: %d members to a shard", async (size) => {
    const { world, bob, one, two } = await worldOf(size)
    const sent = ["to all", "to ada"].map((text) =>
      awaited(
        bob.membership.send(outMessage("say", text, text === "to all" ? undefined : ["one"])),
      ),
    )
    await world.pass(3000)
    expect([one, two].map(texts)).toEqual([
      ["to all", "to ada"],
      ["to all", "to ada"],
    ])
    for (const receipt of await Promise.all(sent)) {
      expect(receipt).toMatchObject({ delivered: ["one"], offline: [], dropped: [] })
    }
  })

  it("receives its own new name when it is known, as others do", async () => {
    const { world, bob, one, two, heard } = await worldOf()
    const known: unknown[] = []
    one.membership.inbox.listeners.onPresence((presence) => {
      known.push([told(presence), one.membership.inbox.members.me?.name])
    })
    const other: string[] = []
    two.membership.inbox.listeners.onPresence((presence) => void other.push(told(presence)))
    one.membership.update({ name: "Ada" })
    one.membership.update({ name: "Ada" })
    await world.pass(3000)
    expect(known).toEqual([["synced", "Ada"]])
    expect([other, heard]).toEqual([["updated Ada"], ["joined one", "updated Ada"]])
    bob.membership.tellNews()
    await world.pass(3000)
    expect(heard).toHaveLength(2)
  })

  it("receives in one tab what it sends in the other, and is in no receipt for that", async () => {
    const { world, bob, one, two } = await worldOf()
    const sent = awaited(two.membership.send(outMessage("say", "hello")))
    two.membership.sendNow("say", "now")
    await world.pass(3000)
    expect([bob, one, two].map((each) => texts(each).toSorted())).toEqual([
      ["hello", "now"],
      ["hello", "now"],
      [],
    ])
    expect(await sent).toMatchObject({ delivered: ["bob"], offline: [] })
    expect(world.taken[0]?.entry.from.id).toBe("one")
  })

  it("has received a message when one tab has, and has seen it when one has", async () => {
    const { world, bob, one, two } = await worldOf()
    const heard: unknown[] = []
    bob.membership.inbox.listeners.onSeen(({ by }) => void heard.push(by.id))
    await setOnline(world, one, false)
    const sent = awaited(bob.membership.send(outMessage("say", "hello")))
    await world.pass(3000)
    const { seq, ...receipt } = await sent
    expect(receipt).toMatchObject({ delivered: ["one"], offline: [], awayForMs: {} })
    await setOnline(world, one, true)
    two.membership.markSeen([seq])
    one.membership.markSeen([seq])
    await world.pass(3000)
    expect(heard).toEqual(["one"])
  })

  it("has one name, which a tab opened later does not change", async () => {
    const { world, bob, one, two, heard } = await worldOf()
    expect(two.membership.inbox.members.me?.name).toBe("one")
    two.membership.update({ name: "Ada" })
    await world.pass(3000)
    world.session("one").life.die()
    await setOnline(world, one, true) // it sends its name again
    await join(world, "three", "ada")
    for (const each of [bob, one, two]) {
      expect(each.membership.members.map(({ name }) => name)).toEqual(["bob", "Ada"])
    }
    expect(heard).toEqual(["joined one", "updated Ada"])
  })

  it("has each tab's own rights in a closed group, and is removed with all of them", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    const policy = { send: ["teacher"] }
    const owner = await join(world, "owner", undefined, { policy })
    const one = await join(world, "one", "ada", { role: "teacher" })
    const two = await join(world, "two", "ada", { role: "student" })
    const refused = expect(two.membership.send(outMessage("say", "no"))).rejects.toMatchObject({
      code: "forbidden",
    })
    void one.membership.send(outMessage("say", "yes"))
    await world.pass(3000)
    await refused
    expect([texts(owner), texts(two)]).toEqual([["yes"], ["yes"]])
    void owner.membership.remove("one")
    await world.pass(3000)
    expect(world.group.members.map(({ id }) => id)).toEqual(["owner"])
    world.crashGroup()
    await join(world, "three", "ada")
    expect(world.group.members.map(({ id }) => id)).toEqual(["owner"])
  })

  it("finds in a new tab what was sent to it in another", async () => {
    const { world, bob, one } = await worldOf()
    void bob.membership.send(outMessage("say", "to ada", ["one"]))
    await world.pass(3000)
    one.membership.leave()
    await world.pass(3000)
    const three = await join(world, "three", "ada", { history: 10 })
    expect(texts(three)).toEqual(["to ada"])
    void bob.membership.send(outMessage("say", "again", ["one"]))
    await world.pass(3000)
    expect(texts(three)).toEqual(["to ada", "again"])
  })

  it("is another member when the app says that its session belongs to somebody else", async () => {
    const { world, bob, one } = await worldOf()
    one.membership.leave()
    await world.pass(3000)
    await join(world, "one", "eve", { name: "eve" })
    expect(bob.membership.members.map(({ name }) => name)).toEqual(["bob", "one", "eve"])
    expect(new Set(idsOf(bob)).size).toBe(3)
  })

  it("keeps its name and its messages from a session that was its first, and has joined as somebody else", async () => {
    const { world, bob, one, two } = await worldOf()
    one.membership.leave()
    await world.pass(3000)
    await join(world, "one", "eve", { name: "eve" })
    one.membership.update({ name: "Eve" })
    void bob.membership.send(outMessage("say", "to ada", ["one"]))
    await world.pass(3000)
    expect(bob.membership.members.map(({ name }) => name)).toEqual(["bob", "one", "Eve"])
    expect([one, two].map(texts)).toEqual([[], ["to ada"]])
    expect(world.group.history("one", {})).toEqual([])
  })

  it("receives what is sent to it only in tabs that may read", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    const owner = await join(world, "owner", undefined, { policy: { read: ["teacher"] } })
    const one = await join(world, "one", "ada", { role: "student" })
    const two = await join(world, "two", "ada", { role: "teacher" })
    void owner.membership.send(outMessage("say", "the marks", ["one"]))
    await world.pass(3000)
    expect([one, two].map(texts)).toEqual([[], ["the marks"]])
  })

  it("is identified by the user, unless the app says otherwise", async () => {
    const { group } = new GroupWorld(1, 500)
    const hello = { ...PROFILE, isOnline: true, lastSeq: undefined }
    for (const id of ["a", "b"]) group.hello({ ...hello, id, user: "ada" })
    group.hello({ ...hello, id: "c", user: "ada", as: "screen" })
    expect(group.members.map(({ id }) => id)).toEqual(["a", "c"])
  })

  it("learns that it was removed also when it could not be reached at that moment", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    await join(world, "owner", undefined, { policy: {} })
    const { membership } = await join(world, "one", undefined)
    world.lossRate = 1
    world.group.remove("owner", "one")
    await world.pass(6000)
    world.lossRate = 0
    await world.pass(60_000)
    expect([world.group.members.map(({ id }) => id), membership.isMember]).toEqual([
      ["owner"],
      false,
    ])
  })

  it("is removed from a closed group together with the other members of the same user", () => {
    const { group } = new GroupWorld(1, 500)
    const hello = { ...PROFILE, isOnline: true, lastSeq: undefined, policy: {} }
    group.hello({ ...hello, id: "owner" })
    group.hello({ ...hello, id: "a", user: "ada" })
    group.hello({ ...hello, id: "b", user: "ada", as: "screen" })
    group.remove("owner", "a")
    expect(group.members.map(({ id }) => id)).toEqual(["owner"])
  })
})
