// What a client that writes the protocol by hand can't do to a session.

import { describe, expect, it } from "vitest"

import { encodeDocument } from "../../../src/document/document-json.ts"
import {
  Column,
  ColumnDataSource,
  Div,
  Slider,
  Spacer,
} from "../../../src/model/generated/models.ts"
import { type HasProps, stateOf } from "../../../src/model/has-props.ts"
import { isRecord } from "../../../src/util/record.ts"
import type { FakePeer } from "../../support/fake-peer.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { createSession } from "../../support/session.ts"

const model = (name: string, id: string, attributes: object = {}) => {
  return { type: "object", name, id, attributes }
}
const rootAdded = (name: string, id: string, attributes: object = {}) => {
  return { kind: "RootAdded", model: model(name, id, attributes) }
}

function asDiv(root: HasProps): Div {
  if (root instanceof Div) return root
  throw new Error("no Div")
}

function errorIn(peer: FakePeer): string {
  const content = peer.take().find(({ msgtype }) => msgtype === "ERROR")?.content
  return isRecord(content) ? String(content["text"]) : ""
}

describe("an id from a stranger", () => {
  it.each(["m9007199254740992", "m9007199254740991", `m${"9".repeat(200)}`])(
    "%s does not stop the server from giving ids",
    (id) => {
      const { join, patch, document } = createSession((doc) => {
        doc.add_root(new Slider({ start: 0, end: 1, value: 0 }))
      })
      const peer = join()
      patch(peer, rootAdded("Div", id))
      patch(peer, rootAdded("ColumnDataSource", "p1")) // its default `selected` is made here
      expect(peer.takeTypes()).toEqual(["OK", "OK"])
      const made = new Spacer()
      document.add_root(made)
      expect(made.id).toMatch(/^m\d$/)
      expect(document.roots.map((root) => root.id)).toEqual(["m3", id, "p1", made.id])
    },
  )

  it("is skipped when it has the server's own form", () => {
    const { join, patch, document } = createSession(() => undefined)
    const peer = join()
    patch(peer, rootAdded("Div", "m3"), rootAdded("Div", "m4"))
    const made = new Spacer()
    document.add_root(made)
    expect(made.id).toBe("m5")
  })

  it("does not turn an unknown reference into a late one when it is high", () => {
    const { join, patch } = createSession(() => undefined)
    const peer = join()
    patch(peer, rootAdded("Div", "m999999999"))
    patch(peer, { kind: "RootRemoved", model: { id: "m500" } })
    expect(peer.takeTypes()).toEqual(["OK", "ERROR"])
  })

  it("can't be that of a model of another type", () => {
    const { join, patch, document } = createSession((doc) => doc.add_root(new Div()))
    const peer = join()
    const [id = ""] = document.roots.map((root) => root.id)
    patch(peer, rootAdded("Spacer", id))
    expect(errorIn(peer)).toContain(`'${id}' is a Div, got a "Spacer"`)
    expect(document.roots).toHaveLength(1)
  })

  it("does not change the server's next ids after a restart", async () => {
    const session = new RestartableSession((doc) => {
      const slider = new Slider({ start: 0, end: 9, value: 0 })
      const box = new Column({ children: [slider] })
      slider.on_change("value", () => {
        box.children = [slider, new Spacer()]
      })
      doc.add_root(box)
    })
    await session.restart()
    const slide = (value: number) =>
      session.patch({
        kind: "ModelChanged",
        model: { id: session.document.select_one(Slider)?.id ?? "" },
        attr: "value",
        new: value,
      })
    await session.patch(rootAdded("Div", "m9007199254740992"))
    await slide(1)
    await slide(2)
    const second = session.document.select_one(Spacer)?.id
    await session.restart()
    expect(session.document.select_one(Spacer)?.id).toBe(second)
    await slide(3)
    expect(session.document.select_one(Spacer)?.id).toBe("m7")
  })
})

describe("an error message", () => {
  const long = "x".repeat(900_000)
  const target = { model: { id: "m3" }, attr: "data" }
  it.each([
    ["the kind of an event", { kind: long }],
    ["a property", { kind: "ColumnDataChanged", model: { id: "m3" }, attr: long, data: {} }],
    ["a column of a stream", { kind: "ColumnsStreamed", ...target, data: { [long]: [1] } }],
    ["a column of a patch", { kind: "ColumnsPatched", ...target, patches: { [long]: [[0, 1]] } }],
    [
      "columns of different lengths",
      { kind: "ColumnsStreamed", ...target, data: { x: [1, 2], [long]: [1] } },
    ],
    ["a reference", { kind: "RootRemoved", model: { id: long } }],
    ["a model's type", { kind: "RootAdded", model: { type: "object", name: long, id: "p1" } }],
    ["an event's name", { kind: "MessageSent", msg_type: "bokeh_event", msg_data: { type: long } }],
    ["a dtype", { kind: "MessageSent", msg_type: "a", msg_data: { type: "ndarray", dtype: long } }],
    [
      "a buffer's id",
      { kind: "MessageSent", msg_type: "a", msg_data: { type: "bytes", data: { id: long } } },
    ],
  ])("repeats only the beginning of %s", (_what, event) => {
    const { join, patch } = createSession((doc) => {
      doc.add_root(new ColumnDataSource({ data: { x: [1, 2, 3] } }))
    })
    const peer = join()
    patch(peer, event) // work that is not linear would take minutes
    const text = errorIn(peer)
    expect(text).not.toBe("")
    expect(text.length).toBeLessThan(500)
  })
})

describe("a string in which a search could start again and again", () => {
  const many = 480_000
  it.each([
    ["conversions", "PrintfTickFormatter", { format: "%(".repeat(many) }],
    ["digits", "Title", { text_color: `rgb(${"1".repeat(2 * many)}` }],
    ["spaces", "Title", { text_color: `rgb(1${" ".repeat(2 * many)}` }],
  ])("full of %s is answered in linear time", (_what, type, attributes) => {
    const { join, patch } = createSession(() => undefined)
    const peer = join()
    patch(peer, rootAdded(type, "p1", attributes)) // a search that is not linear would take an hour
    expect(peer.takeTypes()).toHaveLength(1)
  })
})

describe("a column named like a property that every object has", () => {
  it.each(["toString", "hasOwnProperty"])("can be streamed: %s", (name) => {
    const source = new ColumnDataSource()
    source.stream({ [name]: [1, 2] })
    source.stream({ [name]: [3] })
    expect(source.data[name]).toEqual([1, 2, 3])
  })

  it("is rejected when it is constructor, since BokehJS takes an object with it for an instance of a class", () => {
    const { join, patch, document } = createSession((doc) => doc.add_root(new ColumnDataSource()))
    const peer = join()
    const [source] = document.select(ColumnDataSource)
    const target = { model: { id: source?.id }, attr: "data" }
    patch(peer, { kind: "ColumnsStreamed", ...target, data: { constructor: [1] }, rollover: null })
    patch(peer, { kind: "ColumnDataChanged", ...target, data: { constructor: [1] } })
    expect(peer.takeTypes()).toEqual(["ERROR", "ERROR"])
    expect(source?.data).toEqual({})
  })
})

describe("a value that no browser could load", () => {
  const build = () => {
    const made = createSession((doc) => {
      doc.add_root(new Slider({ start: 0, end: 1, value: 0 }))
      doc.add_root(new Div())
      doc.add_root(new ColumnDataSource({ data: { x: [1, 2, 3] } }))
    })
    const [slider = "", div = "", source = ""] = made.document.roots.map(({ id }) => id)
    return { ...made, ids: { slider, div, source } }
  }
  type Ids = ReturnType<typeof build>["ids"]
  const stream = (id: string, attr: string, data: object = { a: [1] }) => {
    return { kind: "ColumnsStreamed", model: { id }, attr, data, rollover: null }
  }
  const set = (id: string, attr: string, value: unknown) => {
    return { kind: "ModelChanged", model: { id }, attr, new: value }
  }
  const symbol = { type: "symbol", name: "a" }
  it.each<readonly [string, (ids: Ids) => object]>([
    ["a stream into an unknown property", ({ slider }) => stream(slider, "nonsense")],
    ["a stream into a dict", ({ div }) => stream(div, "styles")],
    ["a stream into null", ({ div }) => stream(div, "context_menu")],
    ["a stream into callbacks", ({ div }) => stream(div, "js_event_callbacks")],
    ["a streamed symbol", ({ source }) => stream(source, "data", { x: [symbol] })],
    [
      "a patch of an unknown property",
      ({ slider }) => {
        return { kind: "ColumnsPatched", model: { id: slider }, attr: "nonsense", patches: {} }
      },
    ],
    [
      "a patched symbol",
      ({ source }) => {
        const patches = { x: [[0, symbol]] }
        return { kind: "ColumnsPatched", model: { id: source }, attr: "data", patches }
      },
    ],
    [
      "columns for a property that has none",
      ({ div }) => {
        const data = { a: [1] }
        return { kind: "ColumnDataChanged", model: { id: div }, attr: "styles", data, cols: null }
      },
    ],
    ["the 101st item", ({ div }) => set(div, "css_classes", [...Array<string>(100).fill("a"), 1])],
    ["a symbol", ({ div }) => set(div, "tags", [symbol])],
    ["an unknown object", ({ div }) => set(div, "tags", [{ type: "object", name: "Mine" }])],
    ["a model without what it needs", () => rootAdded("Slider", "p1", { value: 1 })],
    ["a type that is only a parent", () => rootAdded("Mapper", "p1")],
    ["a color that no browser knows", ({ slider }) => set(slider, "bar_color", "reddish")],
    ["factors twice", () => rootAdded("FactorRange", "p1", { factors: ["a", "a"] })],
    ["bad GeoJSON", () => rootAdded("GeoJSONDataSource", "p1", { geojson: "{" })],
  ])("%s is answered with ERROR, and not stored", (_what, event) => {
    const { join, patch, ids, store, document } = build()
    const peer = join()
    const before = document.roots.map((root) => JSON.stringify([...stateOf(root).values]))
    patch(peer, event(ids))
    expect(peer.takeTypes()).toEqual(["ERROR"])
    expect(store.recordCount).toBe(0)
    expect(document.roots.map((root) => JSON.stringify([...stateOf(root).values]))).toEqual(before)
  })
})

describe("a buffer that is named many times", () => {
  const named = (times: number) => {
    const array = { type: "bytes", data: { id: "0" } }
    const item = { type: "ndarray", array, dtype: "uint8", shape: [1 << 20], order: "little" }
    return Array.from({ length: times }, () => item)
  }

  it("stays one buffer when it is stored, sent to others, pulled and restored", async () => {
    const session = new RestartableSession(() => undefined)
    await session.restart()
    const buffer = new Uint8Array(1 << 20).fill(7).buffer
    for (const id of ["p1", "p2", "p3"]) {
      const event = rootAdded("Div", id, { tags: named(50) })
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await session.send("PATCH-DOC", { events: [event] }, [buffer.slice()])).toBe("OK")
    }
    const { checkpointBytes, turnBytes } = session.store
    expect(checkpointBytes + turnBytes).toBeLessThan(4 << 20)
    await session.restart()
    const { buffers, namedBytes } = encodeDocument(session.document)
    expect(buffers.map(({ data }) => data.byteLength)).toEqual([1 << 20, 1 << 20, 1 << 20])
    expect(namedBytes).toBe(150 << 20)
    const tags = session.document.roots.map(asDiv)[0]?.tags ?? []
    expect(tags).toHaveLength(50)
    expect(tags[49]).toEqual(new Uint8Array(buffer))
  })

  it("becomes two when an app's own array is in two columns, since BokehJS patches in place", () => {
    const x = new Float64Array([1, 2])
    const { document } = createSession((doc) => {
      doc.add_root(new ColumnDataSource({ data: { x, y: x } }))
    })
    const { buffers } = encodeDocument(document)
    expect(buffers).toHaveLength(2)
  })

  it("counts each time towards the limits", async () => {
    const session = new RestartableSession(() => undefined)
    await session.restart()
    const array = { type: "bytes", data: { id: "0" } }
    const item = { type: "ndarray", array, dtype: "uint8", shape: [1 << 20], order: "little" }
    const send = (count: number) => {
      const tags = Array.from({ length: count }, () => item)
      return session.send("PATCH-DOC", { events: [rootAdded("Div", `p${count}`, { tags })] }, [
        new ArrayBuffer(1 << 20),
      ])
    }
    expect(await send(2)).toBe("OK")
    expect(await send(1000)).toBe("ERROR")
  })
})

describe("models nested deeper than can be written", { tags: "slow" }, () => {
  /** Each is two levels deeper, of at most 512. */
  const COUNT = 260
  const chain = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      model("Column", `q${i}`, { children: i === 0 ? [] : [{ id: `q${i - 1}` }] }),
    )
  const define = (count: number) => {
    return { kind: "MessageSent", msg_type: "define", msg_data: chain(count) }
  }
  const build = () => createSession((doc) => doc.add_root(new Div({ text: "start" })))

  it.each(["RootAdded", "one by one", "by taking roots away"])("are rejected: %s", async (way) => {
    const { join, patch, send, document, errors, settle } = build()
    const [peer, other] = [join(), join()]
    const [div] = document.select(Div)
    const last = way === "RootAdded" ? "ERROR" : "OK"
    if (way === "RootAdded") {
      patch(peer, define(COUNT), { kind: "RootAdded", model: { id: `q${COUNT - 1}` } })
    } else if (way === "one by one") {
      for (let i = 0; i < COUNT; i++) {
        const children = i === 0 ? [] : [{ id: `q${i - 1}` }]
        patch(peer, rootAdded("Column", `q${i}`, { children }))
      }
      for (let i = 0; i < COUNT - 1; i++)
        patch(peer, { kind: "RootRemoved", model: { id: `q${i}` } })
    } else {
      patch(
        peer,
        define(COUNT),
        ...chain(COUNT).map(({ id }) => ({ kind: "RootAdded", model: { id } })),
      )
      patch(peer, ...chain(COUNT - 1).map(({ id }) => ({ kind: "RootRemoved", model: { id } })))
    }
    const types = peer.takeTypes()
    expect(types).toContain("ERROR")
    expect(way === "RootAdded" ? types.at(-1) : last).toBe(last)
    if (div !== undefined) div.text = "goes on"
    await settle()
    expect(other.takeEvents().length).toBeGreaterThan(0)
    send(other, "PULL-DOC-REQ", {})
    expect(other.takeTypes()).toEqual(["PULL-DOC-REPLY"])
    expect(errors).toEqual([])
  })
})

describe("an element inside of itself", () => {
  const column = (id: string, ...children: readonly unknown[]) => model("Column", id, { children })
  const set = (id: string, attr: string, value: unknown) => {
    return { kind: "ModelChanged", model: { id }, attr, new: value }
  }
  const build = () => {
    const made = createSession((doc) => {
      const inner = new Column({ name: "inner" })
      doc.add_root(new Column({ children: [inner], name: "outer" }))
      doc.add_root(new ColumnDataSource({ data: { x: [1] } }))
    })
    const idOf = (name: string) => made.document.get_model_by_name(name)?.id ?? ""
    return { ...made, outer: idOf("outer"), inner: idOf("inner") }
  }
  type Built = ReturnType<typeof build>
  it.each<readonly [string, (built: Built) => readonly object[]]>([
    ["a new one", () => [{ kind: "RootAdded", model: column("a", { id: "a" }) }]],
    ["by another", () => [{ kind: "RootAdded", model: column("a", column("b", { id: "a" })) }]],
    ["one that is there", ({ inner, outer }) => [set(inner, "children", [{ id: outer }])]],
    [
      "by a tab",
      ({ inner, outer }) => {
        const tab = model("TabPanel", "tab", { child: { id: outer } })
        return [set(inner, "children", [model("Tabs", "tabs", { tabs: [tab] })])]
      },
    ],
    [
      "for a moment",
      ({ inner, outer }) => [set(inner, "children", [{ id: outer }]), set(inner, "children", [])],
    ],
    [
      "a filter",
      () => [{ kind: "RootAdded", model: model("InversionFilter", "f", { operand: { id: "f" } }) }],
    ],
  ])("is rejected, since no browser could finish it: %s", (_what, events) => {
    const built = build()
    const peer = built.join({ mayBringCode: false })
    built.patch(peer, ...events(built))
    expect(peer.takeTypes()).toEqual(["ERROR"])
    expect([built.store.recordCount, built.document.roots.length]).toEqual([0, 2])
  })

  it("differs from an element in two places, or one that moves, which are accepted", () => {
    const { join, patch, inner, outer } = build()
    const peer = join({ mayBringCode: false })
    patch(peer, set(outer, "children", [{ id: inner }, { id: inner }]))
    patch(peer, set(outer, "children", []), set(inner, "children", [{ id: outer }]))
    expect(peer.takeTypes()).toEqual(["OK", "OK"])
  })
})

describe("models in new rows and cells, in a column that is nested deeply itself", () => {
  const nested = (inner: object, count: number, name: string) => {
    let outer = inner
    for (let i = 0; i < count; i++) outer = model("Column", `${name}${i}`, { children: [outer] })
    return outer
  }
  const map = (value: unknown) => ({ type: "map", entries: [["x", value]] })
  const toSource = (kind: string, values: object) => {
    return { kind, model: { id: "s" }, attr: "data", ...values }
  }

  it.each([
    ["streamed", (v: object) => toSource("ColumnsStreamed", { data: map([v]), rollover: null })],
    ["patched", (v: object) => toSource("ColumnsPatched", { patches: map([[0, v]]) })],
    ["set", (v: object) => toSource("ColumnDataChanged", { data: map([v]), cols: ["x"] })],
  ])("are rejected when they are %s, if they could not be written", (_how, event) => {
    const { join, patch, document } = createSession(() => undefined)
    const peer = join()
    const source = model("ColumnDataSource", "s", { data: map([1]) })
    const inner = model("Column", "inner", { children: [], tags: [source] })
    patch(peer, { kind: "RootAdded", model: nested(inner, 200, "q") })
    patch(peer, event(nested(model("Div", "a"), 5, "a")))
    patch(peer, event(nested(model("Div", "b"), 50, "b")))
    expect(peer.takeTypes()).toEqual(["OK", "OK", "ERROR"])
    expect(() => encodeDocument(document)).not.toThrow()
  })
})

describe("a value nested deeper than can be written", () => {
  it("is rejected, so that it fits into any model", () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
    const { join, patch } = createSession(() => undefined)
    const peer = join()
    patch(peer, rootAdded("Div", "a", { tags: nested(50) }))
    patch(peer, rootAdded("Div", "b", { tags: nested(100) }))
    expect(peer.takeTypes()).toEqual(["OK", "ERROR"])
  })
})

describe("a wide document", { tags: "slow" }, () => {
  it("is restored with 150 000 children of one model", async () => {
    const session = new RestartableSession(() => undefined)
    await session.restart()
    const children = [model("Spacer", "s"), ...Array.from({ length: 149_999 }, () => ({ id: "s" }))]
    expect(await session.patch(rootAdded("Column", "c", { children }))).toBe("OK")
    await session.restart()
    expect(session.document.select_one(Column)?.children).toHaveLength(150_000)
  })
})

describe("a small column beside long ones", () => {
  it("makes the server read the long ones no more than once, however often it is sent", () => {
    let reads = 0
    const long = new Proxy([[1], [2], [3]], {
      get: (target, name) => {
        reads++
        return Reflect.get(target, name)
      },
    })
    const { join, patch, document } = createSession((doc) => {
      doc.add_root(new ColumnDataSource({ data: { long } }))
    })
    const peers = [join({ mayBringCode: false }), join()]
    const [source] = document.select(ColumnDataSource)
    const put = (name: string, column: readonly number[]) => ({
      kind: "ColumnDataChanged",
      model: { id: source?.id },
      attr: "data",
      data: { type: "map", entries: [[name, column]] },
      cols: [name],
    })
    reads = 0
    const events = Array.from({ length: 100 }, (_, i) => put("a", [i]))
    if (peers[0] !== undefined) patch(peers[0], ...events)
    expect(peers[0]?.takeTypes()).toEqual(["OK"])
    expect(peers[1]?.takeEvents().length).toBeGreaterThan(0)
    expect(reads).toBeLessThan(40) // read for its length, and written once for the other client, which is sent all columns
    expect(source?.data["a"]).toEqual([99])
  })
})
