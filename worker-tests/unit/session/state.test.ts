// context.state: an app's own object that is stored with the session.

import { app, ColumnDataSource, type Context, Div, Slider } from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import { describe, expect, it, vi } from "vitest"

import { LifeWorld } from "../../support/life.ts"

interface State {
  clicks: number
  names: string[]
  view: { zoom: number; from?: { x: number } }
}

const counting = app("/app", (doc, context) => {
  const initial: State = { clicks: 0, names: [], view: { zoom: 1 } }
  const state = context.state(initial)
  const text = new Div()
  const show = () => (text.text = JSON.stringify(state))
  show()
  doc.add_root(text)
  doc.on_message("click", () => {
    state.clicks += 1
    state.names.push(`name ${state.clicks}`)
    state.view.from = { x: state.clicks }
    state.view.from.x *= 10
    show()
  })
  doc.on_message("quietly", () => {
    state.view.zoom = 2
  })
  doc.on_message("forget", () => {
    delete state.view.from
    state.names = state.names.filter((name) => name !== "name 1")
    show()
  })
  doc.on_message("wrong", () => {
    Object.assign(state.view, { zoom: new Date(0) })
  })
})

const say = (msg_type: string) => ({ kind: "MessageSent", msg_type, msg_data: null })
const TEXT = /"text":"((?:[^"\\]|\\.)*)"/

async function opened() {
  const world = new LifeWorld(counting)
  const socket = await world.connect()
  const shown = async (): Promise<unknown> => {
    const [, text = ""] = TEXT.exec(await world.pull(socket)) ?? []
    return JSON.parse(JSON.parse(`"${text}"`) as string)
  }
  return { world, socket, shown, tell: (what: string) => world.patch(socket, say(what)) }
}

describe("[S27] context.state", () => {
  it("has its initial values, and keeps changes at any depth over evictions", async () => {
    const { world, shown, tell } = await opened()
    expect(await shown()).toEqual({ clicks: 0, names: [], view: { zoom: 1 } })
    for (let i = 0; i < 2; i++) {
      await tell("click")
      world.evict()
    }
    await tell("forget")
    world.evict()
    expect(await shown()).toEqual({ clicks: 2, names: ["name 2"], view: { zoom: 1 } })
  })

  it("is stored even when nothing in the document changes with it", async () => {
    const { world, shown, tell } = await opened()
    await tell("quietly")
    world.evict()
    await tell("click")
    expect(await shown()).toMatchObject({ clicks: 1, view: { zoom: 2 } })
  })

  it("is stored with the first rows that a callback streams, which are there once after a wake", async () => {
    const streaming = app("/", (doc, context) => {
      const state = context.state({ rows: 1 })
      const source = new ColumnDataSource({ data: { x: [1] } })
      doc.on_message("row", () => {
        state.rows += 1
        source.stream({ x: [state.rows] })
      })
      doc.on_message("count", () => doc.send_message("rows", state.rows))
      doc.add_root(source)
    })
    const window = await createWorld([streaming]).open("/")
    await window.send_message("row", null)
    await window.send_message("row", null)
    window.hibernate()
    await window.wake()
    await window.send_message("count", null)
    expect(window.messages.at(-1)?.data).toBe(3)
    expect([...(window.find(ColumnDataSource).data["x"] ?? [])]).toEqual([1, 2, 3])
  })

  it("is stored with the next turn when it could not be stored with its own", async () => {
    const { world, shown, tell } = await opened()
    await tell("click")
    vi.spyOn(world.store, "setMeta").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    await tell("quietly")
    await tell("nothing")
    world.evict()
    await tell("click")
    expect(await shown()).toMatchObject({ clicks: 2, view: { zoom: 2 } })
  })

  it("is never stored without the changes of its turn, which are stored again when that fails", async () => {
    const { world, shown, tell } = await opened()
    await tell("click")
    vi.spyOn(world.store, "appendTurn").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    await tell("click")
    world.evict()
    expect(await shown()).toMatchObject({ clicks: 2 })
  })

  it("is lost together with the changes of its turn when nothing could be stored before a crash", async () => {
    const { world, shown, tell } = await opened()
    await tell("click")
    vi.spyOn(world.store, "appendTurn").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    vi.spyOn(world.store, "replaceCheckpoint").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    await tell("click")
    world.evict()
    expect(await shown()).toMatchObject({ clicks: 1 })
    await tell("click")
    expect(await shown()).toMatchObject({ clicks: 2, names: ["name 1", "name 2"] })
  })

  it("is one object, wherever the app asks for it", async () => {
    const route = app("/", (doc, context) => {
      const clicks = context.state({ clicks: 0 })
      const names = context.state({ names: ["a"] })
      doc.on_message("act", () => {
        clicks.clicks++
        names.names.push("b")
        context.state({ clicks: 0 }).clicks++
        context.state({ later: 1 }).later++
      })
      doc.on_message("show", () => doc.send_message("state", { ...clicks, ...names }))
      doc.add_root(new Div())
    })
    const window = await createWorld([route]).open("/")
    for (let i = 0; i < 2; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await window.send_message("act", null)
      window.hibernate()
    }
    await window.send_message("show", null)
    expect(window.messages.at(-1)?.data).toMatchObject({
      entries: [
        ["clicks", 4],
        ["names", ["a", "b", "b"]],
        ["later", 3],
      ],
    })
  })

  it("takes the initial values that newer code adds, beside the stored values", async () => {
    const { world, socket, tell } = await opened()
    await tell("click")
    world.route = app("/app", (doc, context) => {
      const state = context.state({ clicks: 0, fresh: "new" })
      doc.add_root(
        new Slider({ start: 0, end: 1, value: 0, title: `${state.clicks} ${state.fresh}` }),
      )
    })
    world.version = "2"
    world.evict()
    await world.close(socket)
    const again = await world.connect()
    expect(await world.pull(again)).toContain('"title":"1 new"')
  })

  describe("that a connect hook changes", () => {
    const INITIAL = { visits: 0, clicks: 0 }
    const visited = (connect: (state: typeof INITIAL) => unknown) =>
      app(
        "/",
        (doc, context) => {
          const state = context.state(INITIAL)
          doc.on_message("show", () => doc.send_message("state", JSON.stringify(state)))
          doc.on_message("click", () => {
            state.clicks++
          })
          doc.add_root(new Div())
        },
        {
          session: { keep: 10 },
          connection: { connect: (_connection, context) => connect(context.state(INITIAL)) },
        },
      )
    const stateIn = async (window: TestSession): Promise<unknown> => {
      await window.send_message("show", null)
      return JSON.parse(String(window.messages.at(-1)?.data))
    }

    it("is stored, although the session sleeps or has not begun", async () => {
      const world = createWorld([visited((state) => state.visits++)])
      const window = await world.open("/")
      expect(await stateIn(window)).toEqual({ visits: 1, clicks: 0 })
      await window.send_message("click", null)
      window.hibernate()
      const second = await world.open("/", { session: window })
      expect(await stateIn(second)).toEqual({ visits: 2, clicks: 1 })
      second.hibernate()
      expect(await stateIn(second)).toEqual({ visits: 2, clicks: 1 })
    })

    it("is the same object as the handler's, also when the session wakes while the hook waits", async () => {
      const slow = Promise.withResolvers<void>()
      const world = createWorld([
        visited(async (state) => {
          if (state.clicks === 1) await slow.promise
          state.visits++
        }),
      ])
      const window = await world.open("/")
      await window.send_message("click", null)
      window.hibernate()
      const second = world.open("/", { session: window })
      await window.send_message("click", null)
      slow.resolve()
      await second
      expect(await stateIn(window)).toEqual({ visits: 2, clicks: 2 })
    })

    it("is that of a new session when the one before is over", async () => {
      const seen: string[] = []
      const world = createWorld([visited((state) => seen.push(JSON.stringify(state)))])
      const window = await world.open("/")
      await window.send_message("click", null)
      await window.close()
      await world.advance(20_000)
      await world.open("/", { session: window })
      expect(seen).toEqual([JSON.stringify(INITIAL), JSON.stringify(INITIAL)])
    })

    it("does not replace the state of the copy that the session starts from", async () => {
      const route = app(
        "/",
        (doc, context) => {
          const state = context.state(INITIAL)
          doc.on_message("show", () => doc.send_message("state", JSON.stringify(state)))
          doc.on_message("publish", async () => {
            state.clicks = 7
            doc.send_message("link", (await context.publish({ title: "a copy" })).link)
          })
          doc.add_root(new Div())
        },
        { connection: { connect: (_connection, context) => context.state(INITIAL).visits++ } },
      )
      const world = createWorld([route])
      const window = await world.open("/")
      await window.send_message("publish", null)
      const copy = await world.open(String(window.messages.at(-1)?.data))
      expect(await stateIn(copy)).toEqual({ visits: 1, clicks: 7 })
      copy.hibernate()
      expect(await stateIn(copy)).toEqual({ visits: 1, clicks: 7 })
    })
  })

  it("rejects values that are not JSON when they are set", async () => {
    const { world, tell } = await opened()
    await tell("wrong")
    expect(world.errors).toEqual(["a callback failed: message wrong"])
  })
})

describe("a send hook", () => {
  it("that changes the document and context.state has these changes stored and sent", async () => {
    const INITIAL = { sent: 0 }
    let isFirst = true
    const world = createWorld([
      app(
        "/",
        (doc, context) => {
          const state = context.state(INITIAL)
          doc.on_message("show", () => doc.send_message("state", state.sent))
          const text = new Div()
          doc.on_message("click", () => (text.text += "x"))
          doc.add_root(text)
        },
        {
          connection: {
            send: (_connection, { msgtype }, doc, context) => {
              if (msgtype !== "PATCH-DOC" || !isFirst) return
              isFirst = false
              doc.title = "by the hook"
              context.state(INITIAL).sent++
            },
          },
        },
      ),
    ])
    const window = await world.open("/")
    await world.advance(1000)
    await window.send_message("click", null)
    expect(window.received).toContain("by the hook")
    window.hibernate()
    await window.send_message("show", null)
    expect([window.document.title, window.messages.at(-1)?.data]).toEqual(["by the hook", 1])
  })
})

describe("context.storage", () => {
  it("rejects a value that JSON would change, and names the place in the value", async () => {
    let kept: Context["storage"] | undefined
    const keeping = app("/", (doc, context) => {
      kept = context.storage
      doc.add_root(new Div())
    })
    await createWorld([keeping]).open("/")
    const put = (value: unknown) => kept?.put("rows", value)
    expect(() => put({ x: new Float64Array(2) })).toThrow(
      `storage: the value of 'rows' must be JSON, which has no Float64Array (at "x")`,
    )
    expect(() => put(new Map())).toThrow("has no Map")
    put({ at: new Date(0) })
    expect(kept?.get("rows")).toEqual({ at: "1970-01-01T00:00:00.000Z" })
  })
})
