// Viewers: what they may request, and how the owner's app is notified.

import { beforeEach, describe, expect, it } from "vitest"

import {
  app,
  type ConnectionChange,
  type Context,
  type EditRequest,
  Slider,
  viewers,
} from "../../../src/api.ts"
import { createWorld, type World } from "../../../src/testing.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"

let context: Context
let copied: Context["copy"]
let requests: EditRequest[]
let changes: ConnectionChange[]
let world: World
let owner: TestSession

const route = (offers = viewers({ messages: ["wave"], requests: true })) =>
  app(
    "/",
    (doc, given) => {
      if (given.copy === undefined) context = given
      copied = given.copy
      doc.title = "Mine"
      doc.add_root(new Slider({ start: 0, end: 9, value: 3 }))
      doc.on_message("wave", () => undefined)
      given.on_edit_request((request) => void requests.push(request))
      given.on_connections((change) => void changes.push(change))
    },
    { viewers: offers },
  )

beforeEach(async () => {
  requests = []
  changes = []
  world = createWorld([route()])
  owner = await world.open("/")
})

const guest = () => world.open(context.invite({ role: "viewer" }).link)
const ledTo = (window: TestSession) =>
  String(window.messages.find(({ type }) => type === "bokeh_edge_go")?.data)

describe("viewers of a session", () => {
  it("are known to the app by their users, and it is notified when they come and go", async () => {
    changes = []
    const { link } = context.invite({ role: "viewer" })
    const viewer = await world.open(link, { user: { id: "val", name: "Val" } })
    expect(context.viewers.map(({ user }) => user?.["name"])).toEqual(["Val"])
    await viewer.close()
    expect(changes.map(({ kind, connection }) => [kind, connection.role])).toEqual([
      ["came", "viewer"],
      ["left", "viewer"],
    ])
    expect(context.viewers).toHaveLength(0)
  })

  it("can make a copy of their own, which is in no list and does not change the owner's session", async () => {
    const viewer = await guest()
    await viewer.send_message("bokeh_edge_copy", "")
    const copy = await world.open(ledTo(viewer))
    await copy.set(copy.find(Slider), { value: 7 })
    expect([copy.find(Slider).value, owner.find(Slider).value]).toEqual([7, 3])
    expect(context.snapshots).toEqual([])
    await expect(viewer.set(viewer.find(Slider), { value: 8 })).rejects.toThrow(/not taken/)
  })

  it("make copies that name the author as their invitation does", async () => {
    const viewer = await world.open(context.invite({ role: "viewer", by: "Ann" }).link)
    await viewer.send_message("bokeh_edge_copy", "")
    await world.open(ledTo(viewer))
    expect(copied?.by).toBe("Ann")
  })

  it("are invited to edit by who has invited them to view", async () => {
    const viewer = await world.open(context.invite({ role: "viewer", by: "Ann" }).link)
    await viewer.send_message("bokeh_edge_ask", "")
    requests[0]?.allow()
    await world.settled()
    const editor = await world.open(ledTo(viewer))
    await editor.send_message("bokeh_edge_copy", "") // it names who has invited the editor
    await world.open(ledTo(editor))
    expect(copied?.by).toBe("Ann")
  })

  it("keep the arguments of their page, such as a name, when they are redirected", async () => {
    const { link } = context.invite({ role: "viewer" })
    const viewer = await world.open(`${link}&name=Val+%26+Vi&tag=a&tag=b`)
    await viewer.send_message("bokeh_edge_ask", "")
    requests[0]?.allow()
    await viewer.send_message("bokeh_edge_copy", "")
    const led = viewer.messages.filter(({ type }) => type === "bokeh_edge_go")
    const queries = led.map(({ data }) => new URL(String(data), "http://server").searchParams)
    expect(queries.map((query) => [...query.keys()])).toEqual([
      ["bokeh-invite", "name", "tag", "tag"],
      ["bokeh-snapshot", "name", "tag", "tag"],
    ])
    expect(queries.map((query) => query.get("name"))).toEqual(["Val & Vi", "Val & Vi"])
    expect(context.invite({ role: "viewer" }).link).not.toContain("name=")
  })

  it("can't make more than a few copies a minute", async () => {
    const viewer = await guest()
    for (let i = 0; i < 12; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await viewer.send_message("bokeh_edge_copy", "")
    }
    expect(viewer.messages.filter(({ type }) => type === "bokeh_edge_go")).toHaveLength(10)
    expect(viewer.received).toContain("try again in a minute")
  })

  it("can ask to edit, which the app accepts or denies", async () => {
    const [first, second] = [await guest(), await guest()]
    await first.send_message("bokeh_edge_ask", "")
    await second.send_message("bokeh_edge_ask", "")
    requests[0]?.allow()
    requests[1]?.refuse()
    await world.settled()
    const editor = await world.open(ledTo(first))
    await editor.set(editor.find(Slider), { value: 5 })
    expect(owner.find(Slider).value).toBe(5)
    expect(ledTo(second)).toBe("undefined")
    expect(second.received).toContain("request to edit was refused")
    await second.send_message("bokeh_edge_ask", "")
    expect(requests).toHaveLength(2)
    await world.advance(30_000) // its page offers the request again
    await second.send_message("bokeh_edge_ask", "")
    expect(requests).toHaveLength(3)
  })

  it("ask all callbacks of the app, of which those that fail are named in the log", async () => {
    const asked: unknown[] = []
    const failing = app(
      "/",
      (_doc, given) => {
        context = given
        given.on_edit_request(() => {
          throw new Error("at once")
        })
        given.on_edit_request(async () => {
          await Promise.resolve()
          throw new Error("later")
        })
        given.on_edit_request(({ connection }) => {
          asked.push(given.connection === connection)
        })
      },
      { viewers: viewers({ requests: true }) },
    )
    world = createWorld([failing])
    await world.open("/")
    const viewer = await guest()
    await expect(viewer.send_message("bokeh_edge_ask", "")).rejects.toThrow("at once")
    await world.settled()
    expect(world.errors).toEqual([
      "a callback failed: on_edit_request: Error: at once",
      "a callback failed: on_edit_request: Error: later",
    ])
    expect(asked).toEqual([true])
  })

  it(
    "can't flood the app with requests to edit: each window once in half a minute, and few a minute in all",
    {
      tags: "slow",
    },
    async () => {
      const viewer = await guest()
      for (let i = 0; i < 3; i++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await viewer.send_message("bokeh_edge_ask", "")
      }
      expect(requests).toHaveLength(1)
      for (let i = 0; i < 31; i++) {
        // oxlint-disable-next-line no-await-in-loop -- each with a new window
        const next = await guest()
        // oxlint-disable-next-line no-await-in-loop
        await next.send_message("bokeh_edge_ask", "")
        // oxlint-disable-next-line no-await-in-loop
        await next.close()
      }
      expect(requests).toHaveLength(30)
      await world.advance(60_000)
      await (await guest()).send_message("bokeh_edge_ask", "")
      expect(requests).toHaveLength(31)
    },
  )

  it("can request nothing where the route offers nothing", async () => {
    world = createWorld([route({ messages: ["wave"] })])
    await world.open("/")
    const viewer = await guest()
    await viewer.send_message("bokeh_edge_copy", "") // as harmless as a mouse event
    await viewer.send_message("bokeh_edge_ask", "")
    expect([ledTo(viewer), requests]).toEqual(["undefined", []])
  })

  it("are not answered when they have left by then", async () => {
    const viewer = await guest()
    await viewer.send_message("bokeh_edge_ask", "")
    await viewer.close()
    expect(() => requests[0]?.allow()).not.toThrow()
    expect(() => requests[0]?.refuse()).not.toThrow()
  })
})
