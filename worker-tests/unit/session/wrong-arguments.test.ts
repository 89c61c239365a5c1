// What an app's code passes by mistake, or passes on from visitors: it is told what was expected, and nothing happens.

import { describe, expect, it } from "vitest"

import { app, type Context, Div } from "../../../src/api.ts"
import { createWorld } from "../../../src/testing.ts"

/** What JavaScript, or data of a visitor, can pass. */
const wrong = (value: unknown) => value as never

async function opened() {
  const contexts: Context[] = []
  const world = createWorld([
    app("/", (doc, context) => {
      contexts.push(context)
      doc.add_root(new Div())
    }),
  ])
  const owner = await world.open("/")
  await world.settled()
  const [context] = contexts
  if (context === undefined) throw new Error("the handler has not run")
  return { world, owner, context }
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
