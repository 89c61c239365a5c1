// The kit for tests of apps, used as an author would use it.

import { app, Button, ColumnDataSource, column, Div, Slider, TextInput } from "bokeh-edge"
import { createWorld, RefusedError, type TestSession } from "bokeh-edge/testing"
import { afterEach, describe, expect, it, vi } from "vitest"

const counter = app("/counter/:start<int>", (doc, context) => {
  const { params, request, user } = context
  const count = new Slider({ name: "count", start: 0, end: 100, value: params.start })
  const title = `${request.arguments["who"]?.join() ?? "nobody"} ${user?.id ?? ""}`.trim()
  const text = new Div({ name: "text", text: title })
  const more = new Button({ name: "more", label: "More" })
  more.on_click(() => {
    count.value += 1
  })
  count.on_change("value", () => {
    if (count.value > 50) throw new Error("that is too much")
    text.text = `${count.value}`
  })
  doc.on_message("hello", (data) => doc.send_message("answer", [data]))
  doc.add_periodic_callback(() => void (count.value += 10), 1000)
  doc.add_root(column(count, text, more))
})

const room = app("/room/:name", (doc, context) => {
  const { params, id } = context
  const team = context.group(`room ${params.name}`)
  const board = new Div({ name: "board", text: "" })
  const input = new TextInput({ name: "input" })
  team.join({ name: id })
  team.on("note", ({ data }) => void (board.text += `${String(data)};`))
  input.on_change("value", async () => {
    const { delivered } = await team.send("note", input.value)
    board.text += `told ${delivered.length};`
  })
  doc.add_root(column(board, input))
})

/** The text of the Div with that name. */
function textOf(session: TestSession, name: string): string {
  return session.find(Div, name).text
}

afterEach(() => void vi.useRealTimers())

describe("a session in a test", () => {
  it("is opened by its path, with arguments and a user", async () => {
    const session = await createWorld([counter]).open("/counter/3?who=me&who=you", {
      user: { id: "ada" },
    })
    expect(session.find(Slider)).toHaveProperty("value", 3)
    expect(textOf(session, "text")).toBe("me,you ada")
    await expect(createWorld([counter]).open("/counter/x")).rejects.toThrow(
      "there is no page at /counter/x",
    )
  })

  it("does what a browser does: sets widgets, clicks, and sends messages", async () => {
    const session = await createWorld([counter]).open("/counter/3")
    await session.set(session.find(Slider), { value: 7 })
    expect(textOf(session, "text")).toBe("7")
    await session.click(session.find(Button))
    expect(textOf(session, "text")).toBe("8")
    await session.send_message("hello", { a: [1, 2] })
    expect(session.messages).toMatchObject([{ type: "answer" }])
  })

  it("does two things at the same moment", async () => {
    const session = await createWorld([counter]).open("/counter/3")
    const [count, more] = [session.find(Slider), session.find(Button)]
    await Promise.all([session.set(count, { value: 7 }), session.click(more), session.click(more)])
    expect(textOf(session, "text")).toBe("9")
  })

  it("reports what a callback threw, and what was rejected", async () => {
    const world = createWorld([counter])
    const session = await world.open("/counter/3")
    await expect(session.set(session.find(Slider), { value: 60 })).rejects.toThrow(
      "that is too much",
    )
    // @ts-expect-error -- a misspelt name is found by the compiler, too
    const misspelt = session.set(session.find(Slider), { valeu: 1 })
    await expect(misspelt).rejects.toThrow("has no property 'valeu'")
    expect(world.errors.join()).toContain("that is too much")
  })

  it("has a clock, and survives hibernation", async () => {
    const world = createWorld([counter])
    const session = await world.open("/counter/3")
    await world.advance(2500)
    expect(textOf(session, "text")).toBe("23")
    session.hibernate()
    expect(() => session.document).toThrow("the session is asleep")
    await session.wake()
    expect(textOf(session, "text")).toBe("23")
    await world.advance(1000)
    expect(textOf(session, "text")).toBe("33")
  })

  it("begins at the time of Date.now(), which an app may compare with a message's", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const world = createWorld([
      app("/log", (doc, { group }) => {
        const age = new Div({ text: "" })
        const team = group("log")
        team.join({}, { history: 1 })
        team.on("note", ({ sentAtMs }) => void (age.text = `${Date.now() - sentAtMs} ms old`))
        doc.on_message("note", () => void team.send("note", 1))
        doc.add_root(age)
      }),
    ])
    const first = await world.open("/log")
    await first.send_message("note", 1)
    vi.setSystemTime(Date.now() + 60_000)
    await world.advance(60_000)
    const second = await world.open("/log")
    await world.settled()
    expect(second.find(Div).text).toBe("60000 ms old")
  })

  it("can forget after each message all that is not stored, so that an app that relies on a variable fails", async () => {
    const clicks = (isDurable: boolean) =>
      app("/clicks", (doc, context) => {
        const text = new Div({ text: "0" })
        const more = new Button()
        const state = isDurable ? context.state({ count: 0 }) : { count: 0 }
        more.on_click(() => void (text.text = `${++state.count}`))
        const list = column({ name: "list" })
        const made = doc.part("made", () => {
          const button = new Button({ name: "made" })
          button.on_click(() => void (button.name = "answered"))
          return button
        })
        doc.on_message("make", () => void (list.children = [made(null)]))
        doc.add_root(column(text, more, list))
      })
    for (const [isDurable, forgetful, expected] of [
      [false, false, "3"],
      [false, true, "1"],
      [true, true, "3"],
    ] as const) {
      const world = createWorld([clicks(isDurable)], { forgetful })
      const session = await world.open("/clicks")
      for (let i = 0; i < 3; i++) await session.click(session.find(Button))
      expect(session.find(Div).text).toBe(expected)
      await session.send_message("make", null)
      await session.click(session.find(Button, "made"))
      expect(session.find(Button, "answered").name).toBe("answered")
    }
  })

  it("can have two windows, of which one may be a viewer's", async () => {
    const world = createWorld([counter])
    const session = await world.open("/counter/3")
    const second = await world.open("/counter/3", { session })
    expect(second.document).toBe(session.document)
    await second.close()
    expect(second.closed).toMatchObject({ code: 1001 })
  })
})

describe("sessions in a test", () => {
  it("can meet in a group", async () => {
    const world = createWorld([room])
    const [ada, bob] = [await world.open("/room/a"), await world.open("/room/a")]
    await ada.set(ada.find(TextInput), { value: "hi" })
    await world.advance(1000)
    expect(textOf(bob, "board")).toBe("hi;")
    expect(textOf(ada, "board")).toBe("told 1;")
  })

  it("send again what was lost on the way", async () => {
    const world = createWorld([room])
    const [ada, bob] = [await world.open("/room/a"), await world.open("/room/a")]
    world.failSends(2)
    await ada.set(ada.find(TextInput), { value: "hi" })
    expect(textOf(bob, "board")).toBe("")
    await world.advance(60_000)
    expect(textOf(bob, "board")).toBe("hi;")
  })

  it("publish copies, which others open", async () => {
    const links: string[] = []
    const copied = app("/copied", (doc, context) => {
      const source = new ColumnDataSource({ data: { x: [1] } })
      const share = new Button({ label: "share" })
      const slider = new Slider({ start: 0, end: 9, value: 1 })
      share.on_click(async () => {
        links.push((await context.publish({ title: "mine" })).link)
        links.push(context.invite({ role: "viewer" }).link)
      })
      doc.add_root(column(slider, share))
      doc.add_root(new Div({ text: `${source.length}` }))
    })
    const world = createWorld([copied])
    const session = await world.open("/copied")
    const slider = session.find(Slider)
    await session.set(slider, { value: 5 })
    await session.click(session.find(Button))
    const [copy = "", invitation = ""] = links
    expect((await world.open(copy)).find(Slider)).toHaveProperty("value", 5)
    const guest = await world.open(invitation)
    expect(guest.document).toBe(session.document)
    await expect(guest.set(slider, { value: 1 })).rejects.toThrow(RefusedError)
  })
})
