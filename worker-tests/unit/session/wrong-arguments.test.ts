// What an app's code passes by mistake, or passes on from visitors: it is told what was expected, and nothing happens.

import { describe, expect, it } from "vitest"

import { app, type Context, Div, GroupError } from "../../../src/api.ts"
import { createWorld } from "../../../src/testing.ts"

/** What JavaScript, or data of a visitor, can pass. */
const wrong = (value: unknown) => value as never

async function opened() {
  const contexts: Context[] = []
  const world = createWorld([
    app("/", (doc, context) => {
      contexts.push(context)
      context.group("team").join()
      doc.add_root(new Div())
    }),
  ])
  const owner = await world.open("/")
  await world.settled()
  const [context] = contexts
  if (context === undefined) throw new Error("the handler has not run")
  return { world, owner, context, team: context.group("team") }
}

describe("a session", () => {
  it.each([undefined, null, 7])("disconnects nobody when %j is revoked", async (id) => {
    const { world, owner, context } = await opened()
    const guest = await world.open(context.invite({ role: "viewer" }).link)
    expect(() => context.revoke(wrong(id))).toThrow("revoke: id must be a string")
    await expect(context.links.revoke(wrong(id))).rejects.toThrow("revoke: id must be a string")
    await expect(context.unpublish(wrong(id))).rejects.toThrow("unpublish: id must be a string")
    expect([owner.closed, guest.closed]).toEqual([undefined, undefined])
  })

  it("calls nothing with a misspelt option", async () => {
    const { context, team } = await opened()
    expect(() => context.group("new").join({}, wrong({ polcy: {} }))).toThrow(
      "join: unknown option 'polcy', did you mean 'policy'?",
    )
    expect(() => context.group("new").join({}, wrong({ policy: { raed: [] } }))).toThrow(
      "join: policy: unknown option 'raed', did you mean 'read'?",
    )
    expect(() => team.send("say", 1, wrong({ too: ["ada"] }))).toThrow(
      "send: unknown option 'too', did you mean 'to'?",
    )
    await expect(context.publish(wrong({ title: "a", model: [] }))).rejects.toThrow(
      "publish: unknown option 'model', did you mean 'models'?",
    )
    expect(() => context.invite(wrong({ role: "viewer", expire: 1 }))).toThrow(
      "invite: unknown option 'expire', did you mean 'expires'?",
    )
    expect([context.snapshots, await team.history(), context.group("new").me]).toEqual([
      [],
      [],
      undefined,
    ])
  })

  it("says what it needs to publish, and to invite", async () => {
    const { context } = await opened()
    await expect(context.publish(wrong(undefined))).rejects.toThrow(
      "publish: title must be a string",
    )
    expect(() => context.invite(wrong(undefined))).toThrow(
      "invite: role must be 'viewer' or 'editor'",
    )
  })
})

describe("a group", () => {
  it.each([[undefined], [null], ["7"], [{}], [1.5], [NaN], [{ seq: "7" }], [Symbol("s")]])(
    "marks no message as seen, and has no receipt, when the message is %s",
    async (message) => {
      const { team } = await opened()
      const reason = "needs the seq of a message, got "
      expect(() => team.markSeen(wrong(message))).toThrow(`markSeen ${reason}`)
      expect(() => team.markSeen([1, wrong(message)])).toThrow(GroupError)
      await expect(team.receipt(wrong(message))).rejects.toThrow(`receipt ${reason}`)
    },
  )

  it.each([[null], [7], [[null]], [["ada", undefined]], [{}], [{ id: 7 }], [[{}]]])(
    "sends nothing to %j, which is nobody",
    async (to) => {
      const { team } = await opened()
      const send = () => team.send("say", 1, { to: wrong(to) })
      expect(send).toThrow("send: to must be member ids or { role }")
    },
  )

  it.each([[undefined], [null], [7], [{}]])(
    "does not remove %j, who is no member",
    async (member) => {
      const { context } = await opened()
      const closed = context.group("closed")
      closed.join({}, { policy: {} })
      await expect(closed.remove(wrong(member))).rejects.toMatchObject({ code: "not-a-member" })
    },
  )

  it.each([null, 7, "x", [], Symbol("s")])(
    "says that it expected an object where it gets none: %s",
    async (value) => {
      const { context, team } = await opened()
      const other = context.group("other")
      const calls: [string, () => unknown][] = [
        ["join: profile", () => other.join(wrong(value))],
        ["join: options", () => other.join({}, wrong(value))],
        ["update: changes", () => team.update(wrong(value))],
        ["send: options", () => team.send("say", 1, wrong(value))],
        ["state: first values", () => team.state(wrong(value))],
        ["state: changes", () => team.state({}).set(wrong(value))],
        ["history: query", () => team.history(wrong(value))],
      ]
      for (const [what, call] of calls) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const error: unknown = await Promise.resolve()
          .then(call)
          .catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(GroupError)
        expect(String(error)).toContain(`${what} must be an object, got `)
      }
      expect(other.members).toEqual([])
    },
  )

  it("takes JSON of 512 levels, and says so of deeper data", { tags: "slow" }, async () => {
    const { world, context, team } = await opened()
    const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as never
    const shared = team.state<{ list: unknown }>({ list: [] })
    void team.send("say", nested(512))
    void shared.set({ list: nested(510) }) // in the state, and in its change
    await world.settled()
    expect(await team.history()).toMatchObject([{ type: "say", data: nested(512) }])
    expect(shared.value.list).toEqual(nested(510))
    const calls: [string, (levels: number) => unknown][] = [
      ["send: data", (levels) => team.send("say", nested(levels))],
      ["sendNow: data", (levels) => team.sendNow("say", nested(levels))],
      ["state: changes", (levels) => shared.set({ list: nested(levels - 1) })],
      ["join: data", (levels) => context.group("other").join({ data: nested(levels) })],
    ]
    for (const [what, call] of calls) {
      for (const levels of [513, 2000]) {
        expect(() => call(levels)).toThrow(`${what} must be JSON of at most 512 levels, got `)
      }
      expect(() => call(100_000)).toThrow(`${what} must be JSON`)
    }
  })

  it("gives receipts to its members only", async () => {
    const { world, context, team } = await opened()
    team.leave()
    await world.settled()
    await expect(team.receipt(1)).rejects.toMatchObject({ code: "not-a-member" })
    await expect(context.group("other").receipt(1)).rejects.toThrow("receipt: join the group first")
  })
})
