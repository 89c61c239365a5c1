// Models as values in messages, and published copies opened in another document.

import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import { app } from "../../../src/app/route.ts"
import type { Document } from "../../../src/document/document.ts"
import type { GroupMessage } from "../../../src/group/entries.ts"
import {
  CategoricalSlider,
  ColumnDataSource,
  CustomJS,
  Div,
  GlyphRenderer,
  Markdown,
  MultiChoice,
  Paragraph,
  Selection,
  Slider,
} from "../../../src/model/generated/models.ts"
import { Figure, figure } from "../../../src/plotting/figure.ts"
import { GroupSending } from "../../../src/session/life/group-sending.ts"
import { replaceWithJson } from "../../../src/session/saved-document.ts"
import { Attachments } from "../../../src/session/sharing/attachments.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemorySnapshots } from "../../../src/testing/memory-snapshots.ts"
import { createWorld, type World } from "../../../src/testing/world.ts"
import { awaited, GroupWorld } from "../../support/group-world.ts"

function dataOf(message: GroupMessage | undefined): unknown {
  return message?.data
}

interface Open {
  readonly doc: Document
  readonly context: Context
  readonly heard: GroupMessage[]
}

/** A room whose sessions pass themselves to the test. */
function room(session: { readonly clientCode?: boolean } = {}): {
  readonly world: World
  readonly enter: () => Promise<Open>
} {
  const entered: Open[] = []
  const build = (doc: Document, context: Context) => {
    const heard: GroupMessage[] = []
    const team = context.group("room")
    team.join()
    team.on("graph", (message) => {
      heard.push(message)
      const { plot } = message.data as { plot: unknown }
      if (plot instanceof Object && "type" in plot) doc.add_root(plot as Div)
    })
    doc.add_root(new Div({ name: "own", text: "mine" }))
    entered.push({ doc, context, heard })
  }
  const world = createWorld([app("/room", build, { session })])
  return {
    world,
    enter: async () => {
      await world.open("/room")
      const last = entered.at(-1)
      if (last === undefined) throw new Error("nobody entered")
      return last
    },
  }
}

function attachmentsOf(timers: FakeClock): Attachments {
  const kept = new MemorySnapshots(timers)
  const random = { alphanumeric: (count: number) => "x".repeat(count) }
  return new Attachments({ timers, random, snapshots: (id) => kept.of(id), owner: "s" })
}

/** The document that Python pushes with a data model of its own, which the app has not declared. */
const PUSHED = {
  title: "pushed",
  defs: [
    {
      type: "model",
      name: "Unknown",
      properties: [{ name: "depth", kind: "Float", default: 3 }],
    },
  ],
  roots: [{ type: "object", name: "Unknown", id: "p1", attributes: { depth: 4 } }],
}

describe("[G1] models in a message", () => {
  it("are rejected, also when nested, where only Python has declared their types", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    replaceWithJson(ada.doc, PUSHED)
    const [unknown] = ada.doc.roots
    const told =
      'only Python knows Unknown: declare it in the app, as DataModel("Unknown", { ... })'
    const around = new Div({ tags: [unknown] })
    for (const plot of [unknown, around]) {
      expect(() => ada.context.group("room").send("graph", { plot })).toThrow(told)
    }
    await ada.context.group("room").send("graph", { plot: null })
    await world.settled()
    expect(bob.heard.map(dataOf)).toEqual([{ plot: null }])
  })

  it("arrive as the receiver's own models, with fresh ids, each time that they are named", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    const source = new ColumnDataSource({ data: { x: new Float64Array([1, 2, 3]) } })
    ada.doc.add_root(source)
    await ada.context.group("room").send("graph", { plot: source, again: [source], note: "hi" })
    await world.settled()
    const [message] = bob.heard
    const { plot, again, note } = dataOf(message) as {
      plot: ColumnDataSource
      again: unknown
      note: string
    }
    expect([again, note]).toEqual([[plot], "hi"])
    expect(plot).not.toBe(source)
    expect(plot.data).toEqual({ x: new Float64Array([1, 2, 3]) })
    expect(bob.doc.get_model_by_id(plot.id)).toBe(plot)
  })

  it("can be large, since the message's own limit does not count them", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    const team = ada.context.group("room")
    const plot = new ColumnDataSource({ data: { x: new Float64Array(500_000) } })
    await team.send("graph", { plot })
    await world.settled()
    expect((dataOf(bob.heard[0]) as { plot: ColumnDataSource }).plot.data["x"]).toHaveLength(
      500_000,
    )
    expect(() => team.send("graph", { plot, text: "x".repeat(70_000) })).toThrow("65536 bytes")
    const huge = new ColumnDataSource({ data: { x: new Float64Array(3_000_000) } })
    expect(() => team.send("graph", { plot: huge })).toThrow(/at most 16777216 can be sent/)
  })

  it("can be sent on, and are kept for members who are away", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    await ada.context
      .group("room")
      .send("graph", { plot: new Slider({ start: 0, end: 1, value: 1 }) })
    await world.settled()
    await bob.context.group("room").send("graph", bob.heard[0]?.data)
    await world.settled()
    const [own] = ada.heard
    expect((dataOf(own) as { plot: Slider }).plot.value).toBe(1)
    const [old] = await ada.context.group("room").history()
    expect(old?.data).toEqual({ plot: null })
    const opened = old && (await ada.context.group("room").open(old))
    expect((dataOf(opened) as { plot: Slider }).plot.value).toBe(1)
  })

  it("keep their order among messages without models", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    const team = ada.context.group("room")
    const sent = [
      team.send("graph", { plot: new Div({ text: "a" }) }),
      team.send("graph", { plot: "b" }),
      team.send("graph", { plot: new Div({ text: "c" }) }),
    ]
    await Promise.all(sent)
    await world.settled()
    const texts = bob.heard.map(({ data }) => {
      const { plot } = data as { plot: unknown }
      return plot instanceof Div ? plot.text : plot
    })
    expect(texts).toEqual(["a", "b", "c"])
  })

  it("are limited in rate, and rejected from routes whose clients bring code", async () => {
    const { enter } = room()
    const ada = await enter()
    const plot = new Div()
    const team = ada.context.group("room")
    for (let i = 0; i < 20; i++) void team.send("graph", { plot }).catch(() => undefined)
    expect(() => team.send("graph", { plot })).toThrow("at most 1 messages with models a second")
    const open = await room({ clientCode: true }).enter()
    expect(() => open.context.group("room").send("graph", { plot })).toThrow("may bring code")
  })

  it("show a visitor's HTML as text, and keep what the app itself wrote", async () => {
    const { world, enter } = room()
    const ada = await enter()
    const bob = await enter()
    const mine = new Div({ text: "<b>the app's</b>" })
    const theirs = new Div({ text: "<form>", css_classes: ["bokeh-edge-from-visitor"] })
    const slider = new Slider({
      start: 0,
      end: 1,
      value: 0,
      title: "<form>",
      css_classes: ["bokeh-edge-from-visitor"],
    })
    const plot = figure()
    plot.js_on_change("width", new CustomJS({ code: "the app's" }))
    await ada.context.group("room").send("graph", { plot, all: [mine, theirs, slider] })
    await world.settled()
    const { all } = dataOf(bob.heard[0]) as { all: readonly [Div, Div, Slider] }
    expect([all[0].text, all[0].render_as_text]).toEqual(["<b>the app's</b>", false])
    expect([all[1].text, all[1].render_as_text]).toEqual(["<form>", true])
    expect(all[2].title).toBe("&lt;form&gt;")
    expect(bob.doc.select(CustomJS)).toHaveLength(1)
  })

  it("show as text everything else that BokehJS takes for HTML, or for TeX with a link in it", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    const theirs = { css_classes: ["bokeh-edge-from-visitor"] }
    const link = "$$\\href{javascript:run}{x}$$"
    const numbers = { start: 0, end: 1, value: 0 }
    const all = [
      new Paragraph({ text: link, ...theirs }),
      new Markdown({ text: "[x](https://evil.example) &", ...theirs }),
      new Slider({ ...numbers, title: link, format: "<form>", ...theirs }),
      new CategoricalSlider({ categories: ["<form>"], value: "<form>", ...theirs }),
      new MultiChoice({ options: ["<form>", ["<a>", "<b>"]], value: ["<form>"], ...theirs }),
    ] as const
    await ada.context.group("room").send("graph", { plot: null, all })
    await world.settled()
    const [paragraph, markdown, slider, categorical, choice] = (
      dataOf(bob.heard[0]) as { all: typeof all }
    ).all
    expect(paragraph.disable_math).toBe(true)
    expect(markdown.text).toBe("&#91;x&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41; &#38;")
    expect(slider.title).toBe(link.replaceAll("$$", "$\u200B$"))
    expect([slider.tooltips, categorical.tooltips, categorical.value]).toEqual([
      false,
      false,
      "<form>",
    ])
    expect(choice.options).toEqual([
      ["<form>", "&lt;form&gt;"],
      ["<a>", "&lt;b&gt;"],
    ])
    expect(choice.value).toEqual(["<form>"])
  })

  it("look as their sender saw them: zoom, theme, selection, and lines hidden by the legend", async () => {
    const { world, enter } = room()
    const [ada, bob] = [await enter(), await enter()]
    const plot = figure()
    const line = plot.line([1, 2, 3], [4, 5, 6], { legend_label: "line" })
    line.visible = false
    line.data_source.selected.indices = [1]
    ada.doc.add_root(plot)
    ada.doc.theme = "dark_minimal"
    plot.x_range.update({ start: 2, end: 3 })
    await ada.context.group("room").send("graph", { plot })
    await world.settled()
    const { plot: received } = dataOf(bob.heard[0]) as { plot: typeof plot }
    expect(received).toBeInstanceOf(Figure)
    expect([received.x_range.start, received.x_range.end]).toEqual([2, 3])
    const [shown] = bob.doc.select(GlyphRenderer)
    expect([shown?.visible, bob.doc.select_one(Selection)?.indices]).toEqual([false, [1]])
    expect(received.background_fill_color).toBe(plot.background_fill_color)
    expect(received.background_fill_color).not.toBe(figure().background_fill_color)
  })
})

describe("[G1] the models that a group stores", () => {
  it("can be read in that group only, and for 30 days", async () => {
    const clock = new FakeClock()
    const attachments = attachmentsOf(clock)
    const id = await attachments.attach("room", [new Div({ text: "hi" })])()
    expect(await attachments.load("room", id)).toHaveLength(1)
    expect(await attachments.load("other", id)).toHaveLength(0)
    clock.advance(30 * 24 * 3_600_000)
    expect(await attachments.load("room", id)).toHaveLength(0)
  })
})

describe("the receipt of a message with models", () => {
  it("makes no call while no callback waits for it", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    for (const name of ["ada", "bob"]) {
      world.session(name).membership.join({ name, role: "member", data: null })
    }
    await world.pass(3000)
    const attachments = attachmentsOf(new FakeClock())
    const { membership } = world.session("ada")
    const sending = new GroupSending({ attachments, hasClientCode: false }, "room", membership)
    const sent = sending.send("say", { plot: new Div({ text: "hi" }) }, undefined)
    await world.pass(3000)
    expect([world.session("bob").received.length, world.receiptsAsked]).toEqual([1, 0])
    const receipt = awaited(sent)
    await world.pass(3000)
    expect(await receipt).toMatchObject({ delivered: ["bob"] })
    expect(world.receiptsAsked).toBe(1)
  })
})

describe("context.open", () => {
  it.each([true, false])(
    "returns a copy's models for the caller's own document (whole copy: %s)",
    async (isWhole) => {
      const { enter } = room()
      const [ada, bob] = [await enter(), await enter()]
      const slider = new Slider({ start: 0, end: 9, value: 1 })
      ada.doc.add_root(slider)
      slider.value = 7
      const { link } = await ada.context.publish({
        title: "t",
        ...(!isWhole && { models: [slider] }),
      })
      const copy = await bob.context.open(`https://test${link}`)
      expect([copy?.title, copy?.models.map(({ type }) => type)]).toEqual([
        "t",
        isWhole ? ["Div", "Slider"] : ["Slider"],
      ])
      const opened = copy?.models.at(-1) as Slider
      bob.doc.add_root(opened)
      expect([opened.value, opened === slider]).toEqual([7, false])
    },
  )

  it("distinguishes an expired copy from a link that never existed", async () => {
    const { enter } = room()
    const ada = await enter()
    const { link, id } = await ada.context.publish({ title: "t" })
    await ada.context.unpublish(id)
    expect(await ada.context.open(link)).toBeUndefined()
    await expect(ada.context.open("https://x.test/")).rejects.toThrow(
      'open: link must be one that publish has given, got "https://x.test/"',
    )
  })
})
