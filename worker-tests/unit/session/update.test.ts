// A session that an older version of the app has built wakes in another version.

import {
  app,
  type AppUpdate,
  Button,
  column,
  ColumnDataSource,
  type Context,
  CustomJS,
  DataModel,
  Div,
  type Document,
  figure,
  MultiChoice,
  property,
  RadioGroup,
  replaceWithJson,
  Select,
  Slider,
  TabPanel,
  Tabs,
  TextInput,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import type { FakeKeptSocket } from "../../support/fake-peer.ts"
import { LifeWorld } from "../../support/life.ts"
import { modelsIn, type SentModel } from "../../support/sent-models.ts"
import { modelChanged } from "../../support/session.ts"

type Build = (doc: Document, context: Context) => void

class Deployments {
  readonly world: LifeWorld
  #socket: FakeKeptSocket | undefined

  constructor(build: Build) {
    this.world = new LifeWorld(app("/app", build))
  }

  /** The socket of a client that has pulled the document. */
  async open(): Promise<FakeKeptSocket> {
    this.#socket = await this.world.connect()
    await this.world.pull(this.#socket)
    await this.world.advance(1000)
    return this.#socket
  }

  /** Other code runs: the session's object is made anew, and clients reconnect. */
  async deploy(version: string, build: Build): Promise<FakeKeptSocket> {
    const old = this.#socket
    this.world.route = app("/app", build)
    this.world.version = version
    this.world.evict()
    if (old !== undefined) {
      await this.world.send(old, "SERVER-INFO-REQ")
      expect(old.closed?.code).toBe(4004)
      await this.world.close(old)
    }
    return this.open()
  }

  async set(name: string, attr: string, value: unknown): Promise<void> {
    const socket = this.#socket ?? (await this.open())
    await this.world.patch(socket, modelChanged(await this.idOf(name), attr, value))
    expect(socket.takeTypes().at(-1)).toBe("OK")
  }

  async idOf(name: string): Promise<string> {
    return (await this.#find(name)).id
  }

  async get(name: string, attr: string): Promise<unknown> {
    return (await this.#find(name)).attributes[attr]
  }

  async #find(name: string): Promise<SentModel> {
    const socket = this.#socket ?? (await this.open())
    const found = modelsIn(JSON.parse(await this.world.pull(socket))).find(
      ({ attributes }) => attributes["name"] === name,
    )
    if (found === undefined) throw new Error(`there is no model '${name}'`)
    return found
  }

  async names(): Promise<readonly unknown[]> {
    const socket = this.#socket ?? (await this.open())
    return modelsIn(JSON.parse(await this.world.pull(socket))).flatMap(({ attributes }) =>
      attributes["name"] === undefined ? [] : [attributes["name"]],
    )
  }
}

const slider = (changes: object = {}) =>
  new Slider({ name: "slider", title: "Speed", start: 0, end: 10, value: 1, ...changes })

/** Names and properties, with the effect of two choices, and a choice of three. */
const CHOICES = [
  ["slider", "value", 1, 8],
  ["select", "value", "a", "c"],
  ["many", "value", ["a"], ["b", "c"]],
  ["radio", "active", 0, 2],
  ["tabs", "active", 0, 2],
  ["free", "value", "y", "y"], // a callback has added these
] as const

/** Widgets that offer these choices. */
function choices(count: number): Build {
  const options = ["a", "b", "c"].slice(0, count)
  return (doc) => {
    const free = new Select({ name: "free", options: [], value: "" })
    doc.on_message("more", () => void (free.options = ["x", "y"]))
    const all = [
      slider({ end: 3 * count }),
      new Select({ name: "select", options, value: "a" }),
      new MultiChoice({ name: "many", options, value: ["a"] }),
      new RadioGroup({ name: "radio", labels: options, active: 0 }),
      new Tabs({
        name: "tabs",
        tabs: options.map((title) => new TabPanel({ title, child: new Div() })),
      }),
      free,
    ]
    doc.add_root(column(...all))
  }
}

describe("[S23] another version of the code", () => {
  it("has its new values, and keeps what was changed", async () => {
    const deployed = new Deployments((doc) => doc.add_root(slider()))
    await deployed.open()
    await deployed.set("slider", "value", 7)
    await deployed.deploy("2", (doc) => doc.add_root(slider({ title: "Velocity", end: 20 })))
    expect(await deployed.get("slider", "value")).toBe(7)
    expect(await deployed.get("slider", "title")).toBe("Velocity")
    expect(await deployed.get("slider", "end")).toBe(20)
  })

  const map = (columns: object) => ({ type: "map", entries: Object.entries(columns) })

  it.each([
    ["keeps the data, with a column that it adds", [5, 6], { x: [1, 2], z: [5, 6] }],
    ["has its own data where its new column does not fit", [5], { x: [0], old: [0], z: [5] }],
  ])("%s", async (_what, z, data) => {
    const sourceOf = (columns: Readonly<Record<string, number[]>>) => (doc: Document) =>
      doc.add_root(new ColumnDataSource({ name: "source", data: columns }))
    const deployed = new Deployments(sourceOf({ x: [0], old: [0] }))
    await deployed.open()
    await deployed.set("source", "data", map({ x: [1, 2] }))
    const none = z.map(() => 0)
    await deployed.deploy("2", sourceOf({ x: none, old: none, z }))
    expect(await deployed.get("source", "data")).toEqual(map(data))
  })

  it.each([{}, { css_classes: ["new"] }, { text: "<b>new</b>" }])(
    "keeps a visitor's HTML marked, also where the code has %j now",
    async (news) => {
      const div = (more: object = {}) =>
        new Div({ name: "said", text: "<i>own</i>", css_classes: ["own"], ...more })
      const deployed = new Deployments((doc) => doc.add_root(div()))
      await deployed.set("said", "text", "<form>")
      for (const version of ["2", "3"]) {
        await deployed.deploy(version, (doc) => doc.add_root(div(news)))
        expect(await deployed.get("said", "text")).toBe("<form>")
        expect(await deployed.get("said", "css_classes")).toContain("bokeh-edge-from-visitor")
      }
    },
  )

  it("finds models without names by type and place, whatever is inserted and removed", async () => {
    const widgets = (...titles: readonly string[]) =>
      column(...titles.map((title) => new Slider({ start: 0, end: 9, value: 0, title })))
    const deployed = new Deployments((doc) => doc.add_root(widgets("a", "b", "c")))
    const socket = await deployed.open()
    const ids = modelsIn(JSON.parse(await deployed.world.pull(socket))).filter(
      ({ attributes }) => attributes["title"] === "c",
    )
    await deployed.world.patch(socket, modelChanged(ids[0]?.id ?? "", "value", 5))
    const after = await deployed.deploy("2", (doc) => {
      doc.add_root(new Div({ text: "news" }))
      doc.add_root(widgets("new", "b", "c"))
    })
    const values = modelsIn(JSON.parse(await deployed.world.pull(after))).flatMap(
      ({ attributes }) =>
        attributes["title"] === undefined ? [] : [[attributes["title"], attributes["value"]]],
    )
    expect(values).toEqual([
      ["new", 0],
      ["b", 0],
      ["c", 5],
    ])
  })

  it("finds the only model of its type wherever it is, if it has anything in common", async () => {
    const build =
      (title: string, more: object, isFirst: boolean): Build =>
      (doc) => {
        const all = [
          new Div({ text: "a" }),
          new Slider({ title, start: 0, end: 10, value: 1, ...more }),
        ]
        const rest = [new Button({ label: "b" }), new TextInput({ title: "c" })]
        doc.add_root(column(isFirst ? [...all, ...rest] : [...rest, ...all]))
      }
    const deployed = new Deployments(build("Speed", {}, false))
    const socket = await deployed.open()
    const valueIn = async (at: typeof socket) =>
      modelsIn(JSON.parse(await deployed.world.pull(at))).find(
        ({ attributes }) => "start" in attributes,
      )
    const { id = "" } = (await valueIn(socket)) ?? {}
    await deployed.world.patch(socket, modelChanged(id, "value", 7))
    const moved = await deployed.deploy("2", build("Velocity", { step: 2 }, true))
    expect((await valueIn(moved))?.attributes["value"]).toBe(7)
    const other = await deployed.deploy(
      "3",
      build("Height", { start: -5, end: 99, value: 2 }, false),
    )
    expect((await valueIn(other))?.attributes["value"]).toBe(2)
  })

  it("has its own value where a choice no longer exists, and a rollback restores the choice", async () => {
    const deployed = new Deployments(choices(3))
    const first = await deployed.open()
    await deployed.world.patch(first, { kind: "MessageSent", msg_type: "more", msg_data: null })
    const shown = async (socket: FakeKeptSocket) => {
      const models = modelsIn(JSON.parse(await deployed.world.pull(socket)))
      const found = (wanted: string) => models.find(({ attributes: { name } }) => name === wanted)
      return CHOICES.map(([name, attr, own]) => found(name)?.attributes[attr] ?? own)
    }
    for (const [name, attr, , chosen] of CHOICES) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await deployed.set(name, attr, chosen)
    }
    const fewer = await deployed.deploy("2", choices(2))
    expect(await shown(fewer)).toEqual(CHOICES.map(([, , own]) => own))
    const again = await deployed.deploy("1", choices(3))
    expect(await shown(again)).toEqual(CHOICES.map(([, , , chosen]) => chosen))
  })

  it("carries over models that callbacks made, also into lists that the code has changed", async () => {
    const build =
      (...more: readonly string[]): Build =>
      (doc) => {
        const list = column(...["first", ...more].map((name) => new Div({ name, text: name })))
        list.name = "list"
        const add = new Button({ label: "add" })
        doc.on_message("add", (name) => {
          list.children = [...list.children, new Div({ name: String(name), text: "made" })]
        })
        doc.add_root(column(add, list))
      }
    const deployed = new Deployments(build())
    const socket = await deployed.open()
    const add = { kind: "MessageSent", msg_type: "add", msg_data: "made" }
    await deployed.world.patch(socket, add)
    await deployed.deploy("2", build("second"))
    expect(await deployed.names()).toEqual(["list", "first", "second", "made"])
    expect(await deployed.get("made", "text")).toBe("made")
  })

  it("reports what no longer fits, and a rollback restores it", async () => {
    const updates: AppUpdate[] = []
    const withSelect: Build = (doc, context) => {
      context.onUpdated((update) => void updates.push(update))
      const options = ["a", "b", "c"]
      doc.add_root(column(slider(), new Select({ name: "select", options, value: "a" })))
    }
    const without: Build = (doc, context) => {
      context.onUpdated((update) => void updates.push(update))
      doc.add_root(column(slider({ title: "Only" })))
    }
    const deployed = new Deployments(withSelect)
    await deployed.open()
    await deployed.set("select", "value", "c")
    await deployed.set("slider", "value", 4)
    await deployed.deploy("2", without)
    expect(updates).toEqual([
      {
        carried: 1,
        unplaced: [
          {
            type: "Select",
            name: "select",
            property: "value",
            value: "c",
            reason: "the app builds no such model any more",
          },
        ],
      },
    ])
    expect(deployed.world.errors).toEqual(["the app was updated: a session was carried over"])
    await deployed.set("slider", "value", 6)
    await deployed.deploy("3", without)
    await deployed.deploy("1", withSelect)
    expect([await deployed.get("select", "value"), await deployed.get("slider", "value")]).toEqual([
      "c",
      6,
    ])
    expect(updates.at(-1)?.unplaced).toEqual([])
  })

  it("finds nothing damaged where models need others, and changes nothing else", async () => {
    const build =
      (end: number): Build =>
      (doc) => {
        const tabs = new Tabs({ tabs: [new TabPanel({ title: "one", child: new Div() })] })
        const plot = figure({ x_range: [0, 1] })
        plot.xaxis[0]?.update({ axis_label: "built" })
        plot.scatter([1], [2])
        doc.add_root(column(slider({ end }), tabs, plot))
      }
    const deployed = new Deployments(build(30))
    await deployed.open()
    await deployed.set("slider", "value", 21)
    await deployed.deploy("2", build(20))
    await deployed.deploy("1", build(30))
    expect(await deployed.get("slider", "value")).toBe(21)
    const updated = "the app was updated: a session was carried over"
    expect(deployed.world.errors).toEqual([updated, updated])
    expect(deployed.world.warnings.at(-1)).toMatchObject({ carried: 1, unplacedCount: 0 })
  })

  it("sets aside a value that its property no longer accepts", async () => {
    const deployed = new Deployments((doc) => doc.add_root(new Div({ name: "one", text: "a" })))
    await deployed.open()
    await deployed.set("one", "text", "changed")
    await deployed.deploy("2", (doc) =>
      doc.add_root(new Slider({ name: "one", start: 0, end: 1, value: 0 })),
    )
    expect(await deployed.get("one", "text")).toBeUndefined()
    await deployed.deploy("3", (doc) => doc.add_root(new Div({ name: "one", text: "a" })))
    expect(await deployed.get("one", "text")).toBe("changed")
  })

  it.each([
    ["has lost a property", { width: 0 }],
    ["has a property of another kind", { size: "one" }],
    ["needs another property", { other: property<Div | null>("Ref(Div)", null), size: "one" }],
  ])("keeps the values of a model of the app's own that %s, for a rollback", async (_what, now) => {
    const build = (properties: Readonly<Record<string, unknown>>): Build => {
      return (doc) => {
        const other = "other" in properties && { other: new Div() }
        doc.add_root(new (DataModel("Own", properties))({ name: "own", ...other }))
      }
    }
    const old = build({ size: 1, label: "a" })
    const deployed = new Deployments(old)
    await deployed.open()
    await deployed.set("own", "size", 3)
    await deployed.set("own", "label", "b")
    const told: AppUpdate[] = []
    await deployed.deploy("2", (doc, context) => {
      context.onUpdated((update) => told.push(update))
      build({ label: "a", ...now })(doc, context)
    })
    expect(await deployed.get("own", "label")).toBe("b")
    expect(told).toMatchObject([{ carried: 1, unplaced: [{ name: "own", property: "size" }] }])
    await deployed.deploy("1", old)
    expect([await deployed.get("own", "size"), await deployed.get("own", "label")]).toEqual([
      3,
      "b",
    ])
  })

  it("keeps the JavaScript callbacks of document events over a crash and an update", async () => {
    const build =
      (code: string): Build =>
      (doc) => {
        doc.js_on_event("document_ready", new CustomJS({ name: "built", code }))
        doc.on_message("listen", () => {
          doc.js_on_event("document_ready", new CustomJS({ name: "added", code: "added" }))
        })
        doc.add_root(slider())
      }
    const deployed = new Deployments(build("old"))
    const socket = await deployed.open()
    await deployed.world.patch(socket, { kind: "MessageSent", msg_type: "listen", msg_data: null })
    deployed.world.evict()
    expect(await deployed.get("added", "code")).toBe("added")
    for (const version of ["2", "3"]) {
      await deployed.deploy(version, build(`new ${version}`))
      expect(await deployed.get("built", "code")).toBe(`new ${version}`)
      expect(await deployed.get("added", "code")).toBe("added")
      expect(await deployed.names()).toEqual(["slider", "built", "added"])
    }
  })

  it.each([
    ["a client has pushed", true],
    ["a callback has opened", false],
  ])("keeps a document that %s, with the models that it defines", async (_who, isPushed) => {
    const model = { type: "model", name: "Own", properties: [{ name: "size", kind: "Float" }] }
    const root = { type: "object", name: "Own", id: "p9", attributes: { name: "own", size: 3 } }
    const pushed = { title: "Theirs", defs: [model], roots: [root] }
    const build = (doc: Document) => {
      doc.on_message("open", () => replaceWithJson(doc, pushed))
      doc.add_root(slider())
    }
    const deployed = new Deployments(build)
    const socket = await deployed.open()
    const program = await deployed.world.connect({ mayBringCode: true })
    if (isPushed) await deployed.world.send(program, "PUSH-DOC", { doc: pushed })
    else
      await deployed.world.patch(socket, { kind: "MessageSent", msg_type: "open", msg_data: null })
    const shown = async () => {
      const client = await deployed.world.connect()
      const pulled: unknown = JSON.parse(await deployed.world.pull(client))
      const { title, defs } = (pulled as { readonly doc: Record<string, unknown> }).doc
      return [title, defs, modelsIn(pulled).map(({ id, attributes }) => [id, attributes["size"]])]
    }
    const before = await shown()
    expect(before).toMatchObject(["Theirs", [model], expect.arrayContaining([["p9", 3]])])
    deployed.world.evict()
    expect(await shown()).toEqual(before)
    deployed.world.version = "2"
    deployed.world.evict()
    expect(await shown()).toEqual(before)
  })

  it("starts anew when it builds nothing of what was there, and a rollback restores all", async () => {
    const deployed = new Deployments((doc) => doc.add_root(slider()))
    await deployed.open()
    await deployed.set("slider", "value", 3)
    await deployed.deploy("2", (doc) => doc.add_root(new Div({ name: "other" })))
    expect(await deployed.names()).toEqual(["other"])
    await deployed.deploy("3", (doc) => doc.add_root(slider()))
    expect(await deployed.get("slider", "value")).toBe(3)
  })

  it("is stored as its own: the same version wakes to exactly what was shown", async () => {
    let calls = 0
    const build: Build = (doc) =>
      doc.add_root(column(slider(), new Div({ name: "calls", text: `${++calls}` })))
    const deployed = new Deployments((doc) => doc.add_root(slider()))
    await deployed.open()
    await deployed.set("slider", "value", 7)
    await deployed.deploy("2", build)
    const shown = await deployed.get("calls", "text")
    deployed.world.evict()
    expect([await deployed.get("calls", "text"), await deployed.get("slider", "value")]).toEqual([
      shown,
      7,
    ])
  })

  it.each([
    ["was updated", slider, false],
    ["starts anew", () => new Div({ name: "other" }), true],
  ])("is reported to our pages: the app %s", async (_what, build, isAnew) => {
    const deployed = new Deployments((doc) => doc.add_root(slider()))
    await deployed.open()
    await deployed.set("slider", "value", 3)
    await deployed.deploy("2", (doc) => doc.add_root(build()))
    const page = await deployed.world.connect({ bokehVersion: "3.10.0" })
    expect(page.takeTypes()).toEqual(["ACK"])
    await deployed.world.send(page, "PULL-DOC-REQ")
    expect(page.takeEvents()).toEqual([
      { kind: "MessageSent", msg_type: "bokeh_edge_updated", msg_data: isAnew },
    ])
  })
})
