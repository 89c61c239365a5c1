// Sessions of a server without groups, copies and invitations.

import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import { app } from "../../../src/app/route.ts"
import type { Document } from "../../../src/document/document.ts"
import { Slider } from "../../../src/model/generated/models.ts"
import { ALONE } from "../../../src/session/life/alone.ts"
import { LifeWorld } from "../../support/life.ts"

function worldOf(handler: (doc: Document, context: Context) => void): LifeWorld {
  return new LifeWorld(app("/app", handler), { createTogether: ALONE })
}

const TAKE = "createServer is that of bokeh-edge/alone: take that of bokeh-edge"

describe("a session of a server without groups", () => {
  it("keeps its changes over an eviction, and ends when it expires", async () => {
    const slider = () => new Slider({ start: 0, end: 10, value: 1, title: "x" })
    const world = worldOf((doc) => doc.add_root(slider()))
    const socket = await world.connect()
    const [, id = ""] = /"name":"Slider","id":"([^"]+)"/.exec(await world.pull(socket)) ?? []
    const event = { kind: "ModelChanged", model: { id }, attr: "value", new: 7 }
    await world.patch(socket, event)
    world.evict()
    expect(await world.pull(socket)).toContain('"value":7')
    await world.close(socket)
    await world.advance(25 * 3_600_000)
    expect(world.infos).toContain("a session has ended")
  })

  it("fails to start when its handler calls a feature that it does not have, and logs the call", async () => {
    const world = worldOf((_doc, { group }) => void group("team"))
    await world.connect()
    expect(world.errors.join()).toContain("the session could not start")
  })

  it("throws when an app uses sharing, and names the import to use instead", async () => {
    const { context } = await opened()
    expect(() => context.group("team")).toThrow(`group: ${TAKE}`)
    expect(() => context.on_broadcast("say", () => undefined)).toThrow(`on_broadcast: ${TAKE}`)
    expect(() => context.invite({ role: "viewer" })).toThrow(`invite: ${TAKE}`)
    await expect(context.publish({ title: "a" })).rejects.toThrow(`publish: ${TAKE}`)
    await expect(context.open("/app?bokeh-snapshot=a")).rejects.toThrow(`open: ${TAKE}`)
    expect([context.snapshots, await context.links.list(), context.copy]).toEqual([
      [],
      [],
      undefined,
    ])
  })

  it("rejects invitations made before, and is not a member of a group", async () => {
    const { world } = await opened()
    const guest = await world.connect({ role: "viewer", inviteId: "abc", mayStart: false })
    expect(guest.closed?.code).toBe(4008)
    expect(await world.life.takeFromGroup("team", [])).toBe("gone")
    expect(world.life.probeFromGroup("team")).toBe("gone")
  })
})

async function opened(): Promise<{ readonly context: Context; readonly world: LifeWorld }> {
  const contexts: Context[] = []
  const world = worldOf((doc, context) => {
    doc.add_root(new Slider({ start: 0, end: 1, value: 0 }))
    contexts.push(context)
  })
  await world.connect()
  const [context] = contexts
  if (context === undefined) throw new Error("the handler did not run")
  return { context, world }
}
