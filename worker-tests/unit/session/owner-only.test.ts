// Models that the app reserves for the owner and editors: nothing of them reaches a viewer or a copy.

import { beforeEach, describe, expect, it } from "vitest"

import {
  app,
  Button,
  Column,
  column,
  type Context,
  Div,
  Range1d,
  Slider,
  TextInput,
} from "../../../src/api.ts"
import type { HasProps } from "../../../src/model/has-props.ts"
import { createWorld, type World } from "../../../src/testing.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"

const SECRET = "s3cr3t"
let context: Context
let world: World
let owner: TestSession
let viewer: TestSession

beforeEach(async () => {
  world = createWorld([
    app(
      "/",
      (doc, given) => {
        if (given.copy === undefined) context = given
        const link = new Div({ name: "link", text: `built ${SECRET}` })
        const panel = given.ownerOnly(column(link))
        panel.name = "panel"
        const shown = new Div({ name: "shown", text: "all see this" })
        const page = column(shown, panel)
        page.name = "page"
        doc.add_root(page)
        doc.on_message("set", (text) => void (link.text = `${SECRET} ${String(text)}`))
        doc.on_message("children", () => {
          panel.children = [...panel.children, new Div({ name: "new", text: `${SECRET} child` })]
        })
        doc.on_message("show", () => void (page.children = [...page.children, link]))
        doc.on_message("title", () => void (doc.title = "held"))
        doc.on_message("hold", () => doc.hold())
        doc.on_message("unhold", () => doc.unhold())
        doc.on_message("late", () => {
          const late = given.ownerOnly(new Div({ name: "late", text: `${SECRET} late` }))
          page.children = [...page.children, late]
        })
        doc.on_message("tell", () => doc.send_message("told", { link, text: `${SECRET} told` }))
        doc.on_message("range", () => {
          panel.children = [new TextInput({ value: SECRET })]
          doc.add_root(given.ownerOnly(new Slider({ title: SECRET, start: 0, end: 1, value: 0 })))
        })
        const part = doc.part("card", (_doc, text: string) => new Div({ text }))
        doc.on_message("part", () => doc.add_root(given.ownerOnly(part(`${SECRET} part`))))
      },
      { viewers: { messages: ["bye"] } },
    ),
  ])
  owner = await world.open("/")
  viewer = await world.open(context.invite({ role: "viewer" }).link)
})

/** Everything that was sent to a window, buffers included. */
const seenBy = (window: TestSession) => window.received
const named = (window: TestSession, name: string): HasProps | undefined =>
  window.document.get_model_by_name(name)

/** A viewer's changes are undone: is the current value sent? */
async function attempt(window: TestSession, model: HasProps): Promise<void> {
  for (const attr of ["text", "title", "value", "children", "name", "tags"] as const) {
    if (!(attr in model)) continue
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect(window.set(model, { [attr]: null })).rejects.toThrow(/not taken/)
  }
}

const EVERYTHING = ["set", "children", "late", "tell", "range", "part"]

describe("an owner-only model", () => {
  it("[S30] reaches no viewer by pulls, patches, messages, new models or resent values", async () => {
    for (const message of EVERYTHING) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await owner.send_message(message, message)
    }
    await viewer.wake()
    for (const model of owner.document.select({})) {
      // oxlint-disable-next-line no-await-in-loop -- a viewer names each, and is sent its current value
      await attempt(viewer, model)
    }
    await world.advance(5000)
    const second = await world.open(context.invite({ role: "viewer" }).link)
    expect(seenBy(viewer)).toContain("all see this")
    expect(seenBy(viewer)).not.toContain(SECRET)
    expect(seenBy(second)).not.toContain(SECRET)
    expect(seenBy(owner)).toContain(`${SECRET} set`)
    expect(world.errors.filter((text) => !text.includes("refused"))).toEqual([])
  })

  it("is seen by editors", async () => {
    const editor = await world.open(context.invite({ role: "editor" }).link)
    await owner.send_message("set", "now")
    expect(seenBy(editor)).toContain(`${SECRET} now`)
  })

  it("[S30] becomes visible to others when the app says so, but not when a client does", async () => {
    const editor = await world.open(context.invite({ role: "editor" }).link)
    for (const window of [owner, editor]) {
      const [panel, shown] = [window.find(Column, "panel"), window.find(Div, "shown")]
      const tags = [...panel.tags]
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(window.set(panel, { tags: ["mine"] })).rejects.toThrow(/whom a Column is for/)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(window.set(shown, { tags })).rejects.toThrow(/whom a Div is for/)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await window.set(panel, { tags: [...tags, "mine"] })
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await window.set(shown, { tags: ["mine"] })
    }
    await owner.send_message("set", "still")
    await viewer.wake()
    expect(seenBy(viewer)).not.toContain(SECRET)
    expect(viewer.find(Div, "shown").tags).toEqual(["mine"])
  })

  it("stays owner-only after a wake, also where a callback has made it", async () => {
    await owner.send_message("late", null)
    owner.hibernate()
    await owner.wake()
    await owner.send_message("set", "again")
    await viewer.wake()
    expect(seenBy(viewer)).not.toContain(SECRET)
    expect(named(owner, "late")).toBeDefined()
  })

  it("reaches a viewer whole once it is placed where all can see it", async () => {
    await owner.send_message("set", "public")
    await owner.send_message("show", null)
    expect(seenBy(viewer)).toContain(`${SECRET} public`)
    await owner.send_message("set", "changed")
    expect(seenBy(viewer)).toContain(`${SECRET} changed`)
  })

  it("reaches a viewer whole when doc.hold() has kept back where it is placed", async () => {
    await owner.send_message("hold", null)
    await owner.send_message("show", null)
    await owner.send_message("title", null)
    const whole = `{"type":"object","name":"Div","id":"${owner.find(Div, "link").id}"`
    expect(seenBy(viewer)).not.toContain(whole)
    await owner.send_message("unhold", null)
    expect(seenBy(viewer)).toContain(whole)
  })

  it("is left out of copies, which have what the handler builds", { tags: "slow" }, async () => {
    await owner.send_message("set", "mine")
    await owner.send_message("late", null)
    await owner.send_message("part", null)
    const { link } = await context.publish({ title: "Copy" })
    const copy = await world.open(link)
    expect(seenBy(copy)).not.toContain(`${SECRET} mine`)
    expect(seenBy(copy)).not.toContain(`${SECRET} late`)
    expect(seenBy(copy)).not.toContain(`${SECRET} part`)
    expect(seenBy(copy)).toContain("all see this")
    expect(copy.find(Div, "link").text).toBe(`built ${SECRET}`)
    const looking = await world.open(`${link}&bokeh-view`)
    expect(seenBy(looking)).not.toContain(SECRET)
    const opened = await context.open(link)
    expect(JSON.stringify([...(opened?.models ?? [])].map((model) => [model.type]))).not.toContain(
      SECRET,
    )
  })

  it("reaches a viewer whole when the only model that has hidden it is gone", async () => {
    const wrapping = createWorld([
      app("/", (doc, given) => {
        context = given
        const page = column()
        doc.add_root(page)
        doc.on_message("wrap", () => {
          page.children = [given.ownerOnly(column(new Div({ text: "wrapped" })))]
        })
        doc.on_message("unwrap", () => {
          const [wrapper] = page.children
          if (wrapper instanceof Column) page.children = wrapper.children
        })
      }),
    ])
    const mine = await wrapping.open("/")
    const guest = await wrapping.open(context.invite({ role: "viewer" }).link)
    await mine.send_message("wrap", null)
    expect(seenBy(guest)).not.toContain("wrapped")
    await mine.send_message("unwrap", null)
    expect(seenBy(guest)).toContain("wrapped")
  })

  it("changes nothing in a document that has none", async () => {
    const plain = createWorld([
      app("/", (doc, given) => {
        context = given
        const button = new Button({ label: "Add" })
        const range = new Range1d({ start: 0, end: 1 })
        button.tags = [range]
        button.on_click(() => doc.add_root(new Div({ text: "added" })))
        doc.add_root(button)
      }),
    ])
    const mine = await plain.open("/")
    const guest = await plain.open(context.invite({ role: "viewer" }).link)
    await mine.click(mine.find(Button))
    expect(seenBy(guest)).toContain("added")
    expect([...mine.document.select(Column)]).toEqual([])
  })
})

describe("an owner-only model that the handler makes and callbacks show later", () => {
  const route = app("/", (doc, given) => {
    if (given.copy === undefined) context = given
    const link = new Div({ name: "link", text: "built" })
    const panel = given.ownerOnly(column(link))
    const drawer = column()
    doc.add_root(new Div({ text: "all see this" }))
    doc.on_message("show", () => [panel, drawer].forEach((one) => doc.add_root(one)))
    doc.on_message("set", () => {
      link.text = `${SECRET} set`
      drawer.children = [given.ownerOnly(new Div({ text: `${SECRET} in the drawer` }))]
    })
  })

  it.each([
    ["show, set", false],
    ["set, show", false],
    ["show, set, show, set", true],
  ])("[S30] reaches no viewer: %s, with wakes: %s", async (messages, isWoken) => {
    world = createWorld([route], { forgetful: isWoken })
    owner = await world.open("/")
    viewer = await world.open(context.invite({ role: "viewer" }).link)
    for (const message of messages.split(", ")) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await owner.send_message(message, null)
    }
    await viewer.wake()
    await attempt(viewer, owner.find(Div, "link"))
    await world.advance(5000)
    expect(seenBy(owner)).toContain(SECRET)
    expect(seenBy(viewer)).not.toContain(SECRET)
  })

  it.each([false, true])("[S30] is left out of copies, after a wake: %s", async (isWoken) => {
    world = createWorld([route])
    owner = await world.open("/")
    await owner.send_message("set", null)
    if (isWoken) owner.hibernate()
    await owner.wake()
    const { link } = await context.publish({ title: "Copy" })
    const copy = await world.open(link)
    await copy.send_message("show", null)
    expect(copy.find(Div, "link").text).toBe("built")
    expect(seenBy(copy)).not.toContain(SECRET)
  })
})
