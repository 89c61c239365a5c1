// Callbacks learn which connection they answer, and can answer that window alone.

import { app, Button, column, type Connection, Div, Slider } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { LifeWorld, settled } from "../../support/life.ts"
import { modelChanged } from "../../support/session.ts"

const message = (msg_type: string) => ({ kind: "MessageSent", msg_type, msg_data: null })

function worldWith(seen: (Connection | undefined)[], work: Promise<void> = Promise.resolve()) {
  return new LifeWorld(
    app("/app", (doc, context) => {
      const slider = new Slider({ name: "slider", start: 0, end: 10, value: 1 })
      const text = new Div({ name: "text" })
      const button = new Button({ name: "button" })
      const note = () => void seen.push(context.connection)
      slider.on_change("value", () => {
        text.text = `${slider.value}`
      })
      text.on_change("text", note)
      button.on_click(note)
      doc.on_message("slow", async () => {
        await work
        note()
      })
      doc.on_message("answer", () => context.connection?.send_message("answered", 1))
      doc.add_timeout_callback(note, 1000)
      doc.add_root(column(slider, button, text))
    }),
  )
}

const users = (seen: readonly (Connection | undefined)[]) => seen.map((one) => one?.user?.id)

describe("context.connection", () => {
  it("identifies the window whose change, click or message is answered, with its user and role", async () => {
    const seen: (Connection | undefined)[] = []
    const world = worldWith(seen)
    const ada = await world.connect({ user: { id: "ada" } })
    const bob = await world.connect({ user: { id: "bob" } })
    expect(bob.closed?.code).toBe(4007) // another user without an invitation
    const slider = world.life.document?.get_model_by_name("slider")?.id ?? ""
    await world.patch(ada, modelChanged(slider, "value", 5))
    expect(users(seen)).toEqual(["ada"])
    expect(seen[0]?.role).toBe("owner")
  })

  it("distinguishes two windows of one user, so that a callback can answer one of them alone", async () => {
    const seen: (Connection | undefined)[] = []
    const world = worldWith(seen)
    const [first, second] = [await world.connect(), await world.connect()]
    for (const socket of [first, second, first]) await world.patch(socket, message("slow"))
    const ids = seen.map((one) => one?.id)
    expect(new Set(ids).size).toBe(2)
    expect(ids[2]).toBe(ids[0])
    for (const socket of [first, second]) socket.take()
    await world.patch(second, message("answer"))
    const answered = (socket: typeof first) => JSON.stringify(socket.takeEvents())
    expect(answered(first)).toBe("[]")
    expect(answered(second)).toContain("answered")
  })

  it("stays the same after an await, while other callbacks wait for their turn", async () => {
    const seen: (Connection | undefined)[] = []
    const work = Promise.withResolvers<void>()
    const world = worldWith(seen, work.promise)
    const [first, second] = [await world.connect(), await world.connect()]
    await world.patch(first, message("slow"))
    await world.patch(second, message("slow"))
    expect(seen).toEqual([])
    work.resolve()
    await settled()
    expect(seen).toHaveLength(2)
    expect(new Set(seen).size).toBe(2)
  })

  it("is set in callbacks that run on each change of the document", async () => {
    const seen: (Connection | undefined)[] = []
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        doc.add_root(new Slider({ name: "slider", start: 0, end: 10, value: 1 }))
        doc.on_change(() => void seen.push(context.connection))
      }),
    )
    const [first, second] = [await world.connect(), await world.connect()]
    const slider = world.life.document?.get_model_by_name("slider")?.id ?? ""
    for (const socket of [first, second, first]) {
      await world.patch(socket, modelChanged(slider, "value", seen.length + 2))
    }
    const ids = seen.map((one) => one?.id)
    expect(ids).toHaveLength(3)
    expect([ids[2] === ids[0], ids[1] === ids[0]]).toEqual([true, false])
  })

  it("is undefined in timed callbacks", async () => {
    const seen: (Connection | undefined)[] = []
    const world = worldWith(seen)
    await world.connect()
    await world.advance(1000)
    expect(seen).toEqual([undefined])
  })
})

describe("a viewer", () => {
  const world = () =>
    new LifeWorld(
      app(
        "/app",
        (doc, context) => {
          const text = new Div({ name: "text", text: "" })
          for (const type of ["ask", "other"]) {
            doc.on_message(type, () => {
              text.text += `${type} of a ${context.connection?.role} `
            })
          }
          doc.add_root(text)
        },
        { viewers: { messages: ["ask"] } },
      ),
    )
  const textOf = ({ life }: LifeWorld) => life.document?.select_one(Div)?.text

  it("can send the messages that the route names, but no other messages, and no changes beside them", async () => {
    const shown = world()
    await shown.connect()
    const viewer = await shown.connect({ role: "viewer" })
    await shown.patch(viewer, message("ask"))
    await shown.patch(viewer, message("other"))
    await shown.patch(viewer, message("ask"), message("other"))
    const id = shown.life.document?.select_one(Div)?.id ?? ""
    await shown.patch(viewer, message("ask"), modelChanged(id, "text", "mine"))
    expect(textOf(shown)).toBe("ask of a viewer ")
  })
})

describe("an action that a callback sends to one window", () => {
  const links = [
    "javascript:alert(1)",
    "//evil.org",
    "/\\evil.org",
    "data:text/html,x",
    "x",
    "/\t/evil.org",
    "/\n\\evil.org",
    "\thttps://a.org",
  ]

  it.each(links)("throws when it opens the link %s", async (url) => {
    const failed: unknown[] = []
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        doc.add_root(new Div())
        doc.on_message("open", () => {
          try {
            context.connection?.openLink(url)
          } catch (error) {
            failed.push(String(error))
          }
        })
      }),
    )
    const socket = await world.connect()
    socket.take()
    await world.patch(socket, message("open"))
    expect(failed).toEqual([expect.stringContaining("expected an http or https URL")])
    expect(socket.takeEvents()).toEqual([])
  })

  it.each([
    ["download", "a.csv", 5, 'a string or bytes, got "a.csv", 5'],
    ["download", "a.csv", { x: [1] }, 'a string or bytes, got "a.csv", an object'],
    ["download", undefined, "x", 'a string or bytes, got undefined, "x"'],
    ["copyText", 5, undefined, "a string of at most 1000000 characters, got 5"],
    ["notify", null, undefined, "a string of at most 1000 characters, got null"],
    ["openLink", undefined, undefined, 'begins with "/", got undefined'],
  ] as const)("throws, and does nothing, when %s gets %j, %j", async (action, one, two, reason) => {
    const failed: unknown[] = []
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        doc.add_root(new Div())
        doc.on_message("do", () => {
          try {
            context.connection?.[action](one as never, two as never)
          } catch (error) {
            failed.push(String(error))
          }
        })
      }),
    )
    const socket = await world.connect()
    socket.take()
    await world.patch(socket, message("do"))
    expect(failed).toEqual([expect.stringMatching(`^ConnectionError: ${action}: expected `)])
    expect(failed[0]).toContain(reason)
    expect(socket.takeEvents()).toEqual([])
  })

  it("throws when it saves a file under a path, or under a name that is read as another name", async () => {
    const world = new LifeWorld(
      app("/app", (doc, context) => {
        doc.add_root(new Div())
        doc.on_message("save", () =>
          context.connection?.download("../a\\b\u202Efdp.e\r\nx\0é.csv", ""),
        )
      }),
    )
    const socket = await world.connect()
    socket.take()
    await world.patch(socket, message("save"))
    expect(JSON.stringify(socket.takeEvents())).toContain('["name",".._a_b_fdp.e__x_é.csv"]')
  })
})
