// Groups with a policy: who may join, read, send and remove others, and who may not join again.

import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import { app } from "../../../src/app/route.ts"
import type { GroupMessage } from "../../../src/group/entries.ts"
import type { GroupPolicy } from "../../../src/group/policy.ts"
import { Div } from "../../../src/model/generated/models.ts"
import { createWorld, type World } from "../../../src/testing/world.ts"

const POLICY = {
  join: ["teacher", "student"],
  send: ["teacher"],
  read: ["teacher", "student"],
  remove: ["teacher"],
}

interface Inside {
  readonly context: Context
  readonly heard: GroupMessage[]
  readonly refusals: string[]
}

interface School {
  readonly world: World
  readonly enter: (user: string, role: string) => Promise<Inside>
}

/** A class room that the first member closes. */
function school(policy: GroupPolicy = POLICY): School {
  const entered: Inside[] = []
  const room = app("/room/:role", (doc, context) => {
    const [heard, refusals]: [GroupMessage[], string[]] = [[], []]
    const team = context.group("class")
    team.join({ name: context.user?.id ?? "", role: context.params.role }, { policy, history: 10 })
    team.on("say", (message) => heard.push(message))
    team.on_presence((news) => {
      if (news.kind === "refused") refusals.push(`${news.member.name}: ${news.reason}`)
    })
    doc.add_root(new Div())
    entered.push({ context, heard, refusals })
  })
  const world = createWorld([room])
  return {
    world,
    enter: async (user, role) => {
      await world.open(`/room/${role}`, { user: { id: user } })
      await world.settled()
      const last = entered.at(-1)
      if (last === undefined) throw new Error("nobody entered")
      return last
    },
  }
}

const group = ({ context }: Inside) => context.group("class")

describe("[G6] a closed group", () => {
  it("admits members whose role may join, and rejects sessions that only know its name", async () => {
    const { world, enter } = school()
    const [teacher, student] = [await enter("tess", "teacher"), await enter("stu", "student")]
    const stranger = await enter("eve", "member")
    const names = () => group(teacher).members.map(({ name }) => name)
    expect(names()).toEqual(["tess", "stu"])
    await group(teacher).send("say", "hi")
    await world.settled()
    expect([student.heard.length, stranger.heard.length]).toEqual([1, 0])
    expect(() => group(stranger).send("say", "x")).toThrow("join the group first")
    await expect(group(stranger).history()).rejects.toMatchObject({ code: "not-a-member" })
    expect(world.errors.join()).toContain("nobody of the role 'member' may")
  })

  it("accepts messages from members who may send", async () => {
    const { world, enter } = school()
    await enter("tess", "teacher")
    const student = await enter("stu", "student")
    await expect(group(student).send("say", "x")).rejects.toMatchObject({ code: "forbidden" })
    expect(world.errors).toEqual([])
  })

  it("delivers to members who may read, including those who join later, and to nobody else", async () => {
    const { world, enter } = school({ read: ["teacher"] })
    const [teacher, student] = [await enter("tess", "teacher"), await enter("stu", "student")]
    await group(student).send("say", "homework")
    const [other, late] = [await enter("sue", "student"), await enter("tom", "teacher")]
    group(student).sendNow("say", "now")
    await world.advance(1000)
    const heard = [teacher, late, other, student].map((one) => one.heard.map(({ data }) => data))
    expect(heard).toEqual([["homework", "now"], ["homework", "now"], [], []])
    await expect(group(other).history()).rejects.toMatchObject({ code: "forbidden" })
    expect(await group(late).history()).toHaveLength(1)
  })

  it("logs that a message was rejected when no callback waits for it", async () => {
    const { world, enter } = school()
    await enter("tess", "teacher")
    const student = await enter("stu", "student")
    void group(student).send("say", "x")
    await world.settled()
    await world.advance(0)
    expect(world.errors).toEqual([
      expect.stringContaining(
        "a group refused a message: GroupError: send: nobody of the role 'student' may",
      ),
    ])
  })

  it("keeps its policy when a later member brings another one", async () => {
    const { enter } = school()
    await enter("tess", "teacher")
    const stranger = await enter("eve", "member")
    group(stranger).join({ role: "member" }, { policy: {} })
    await expect(group(stranger).history()).rejects.toMatchObject({ code: "not-a-member" })
  })

  it("rejects a removed user in every session", async () => {
    const { world, enter } = school()
    const [teacher, student] = [await enter("tess", "teacher"), await enter("stu", "student")]
    const [stu] = group(teacher).members.filter(({ name }) => name === "stu")
    await expect(group(student).remove(stu ?? "")).rejects.toMatchObject({ code: "forbidden" })
    await group(teacher).remove(stu ?? "")
    await world.settled()
    const again = await enter("stu", "student")
    await group(teacher).send("say", "secret")
    await world.settled()
    expect([student.heard, again.heard]).toEqual([[], []])
    expect(group(teacher).members.map(({ name }) => name)).toEqual(["tess"])
    expect(world.errors.join()).toContain("this member was removed from the group")
  })

  it("knows its owner and a removed member when the app knows more of them later", async () => {
    const contexts: Context[] = []
    const room = app("/room", (doc, context) => {
      context.group("class").join({}, { policy: {} })
      contexts.push(context)
      doc.add_root(new Div())
    })
    const world = createWorld([room])
    for (let i = 0; i < 3; i++) await world.open("/room") // oxlint-disable-line no-await-in-loop -- in that order
    await world.settled()
    const [owner, first, second] = contexts.map((context) => context.group("class"))
    await owner?.remove(first?.me ?? "")
    for (const [i, one] of [owner, first].entries()) one?.join({}, { as: `person ${i}` })
    await world.settled()
    expect(owner?.members.map(({ id }) => id)).toEqual([owner?.me?.id, second?.me?.id])
    await owner?.remove(second?.me ?? "")
    expect(owner?.members).toHaveLength(1)
  })

  it("notifies a removed member immediately, and rejects it and others who may not join", async () => {
    const { world, enter } = school()
    const [teacher, student] = [await enter("tess", "teacher"), await enter("stu", "student")]
    const stranger = await enter("eve", "member")
    expect(student.refusals).toEqual([])
    expect(stranger.refusals).toEqual(["eve: join: nobody of the role 'member' may"])
    await group(teacher).remove(group(student).me ?? "")
    await world.settled()
    const again = await enter("stu", "student")
    for (const one of [student, again]) {
      expect(one.refusals).toEqual(["stu: join: this member was removed from the group"])
      const { me, members, memberCount } = group(one)
      expect([me, members, memberCount]).toEqual([undefined, [], 0])
    }
    await expect(group(teacher).remove("stu")).rejects.toMatchObject({ code: "not-a-member" })
  })

  it("rejects messages that a removed member has not sent yet, and notifies that member", async () => {
    const { world, enter } = school()
    const [teacher, second] = [await enter("tess", "teacher"), await enter("tom", "teacher")]
    world.failSends(3)
    const unsent = group(second).send("say", "never sent")
    const isRefused = expect(unsent).rejects.toMatchObject({ code: "forbidden" })
    await group(teacher).remove(group(second).me ?? "")
    await world.advance(60_000)
    await isRefused
    expect([teacher.heard, second.refusals.length]).toEqual([[], 1])
  })

  it("differs from a group without a policy, where nobody can remove anybody", async () => {
    const world = createWorld([
      app("/open", (doc, { group: groupOf }) => {
        const team = groupOf("open")
        team.join()
        team.on("say", () => undefined)
        doc.on_message("out", () =>
          team.remove("somebody").catch((error: unknown) => doc.send_message("no", String(error))),
        )
      }),
    ])
    const ada = await world.open("/open")
    await ada.send_message("out", null)
    await world.settled()
    expect(JSON.stringify(ada.messages)).toContain("of a group without a policy may")
  })
})
