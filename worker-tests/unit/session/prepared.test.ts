// Models that the handler makes and callbacks show later, or again: their changes in the meantime are stored, and
// after a wake they are the handler's own models, with its callbacks.

import { Button, Column, column, ColumnDataSource, Div, figure, Slider } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { modelsIn } from "../../support/sent-models.ts"
import { modelChanged } from "../../support/session.ts"
import { type Build, Visit } from "../../support/visit.ts"

/** Two pages of which one is shown; each has a button that counts. */
const pages =
  (hint = ""): Build =>
  (doc) => {
    const place = column({ name: "place" })
    const all = ["first", "second"].map((name) => {
      const text = new Div({ name: `text ${name}`, text: "0 clicks" })
      const more = new Button({ name: `more ${name}`, label: `more${hint}` })
      more.on_click(() => {
        text.text = `${Number.parseInt(text.text, 10) + 1} clicks`
      })
      return column({ name, children: [text, more] })
    })
    doc.on_message("show", (index) => {
      place.children = all.filter((_page, i) => i === index)
    })
    doc.on_message("click away", () => {
      for (const page of all) {
        const [text] = page.children
        if (text instanceof Div) text.text = `${Number.parseInt(text.text, 10) + 10} clicks`
      }
    })
    doc.add_root(place)
  }

/** Does in one callback what a message lists. */
const hiddenPage: Build = (doc) => {
  const text = new Div({ name: "text", text: "old" })
  const source = new ColumnDataSource({ name: "source", data: { x: [1] } })
  const shown = column({ children: [text], tags: [source] })
  const place = column()
  const acts: Readonly<Record<string, () => void>> = {
    show: () => void (place.children = [shown]),
    hide: () => void (place.children = []),
    add: () => doc.add_root(shown),
    remove: () => doc.remove_root(shown),
    find: () => void doc.select_one(Slider), // the document forgets what is hidden
    change: () => {
      text.text = "new"
      source.stream({ x: [2] })
    },
  }
  doc.on_message("do", (names) => {
    for (const name of String(names).split(" ")) acts[name]?.()
  })
  doc.add_root(place)
}

const WHEN: readonly (readonly [string, boolean])[] = [
  ["at once, from the turns", false],
  ["later, from a checkpoint", true],
]

describe("[S11] models that the handler prepares and callbacks show", () => {
  it.each(WHEN)("answer after a crash %s", async (_when, isLater) => {
    const visit = new Visit(pages())
    await visit.tell("show", 1)
    await visit.click("more second")
    for (const times of [2, 3]) {
      await visit.crash(isLater)
      await visit.click("more second")
      expect(await visit.get("text second", "text")).toBe(`${times} clicks`)
    }
    await visit.tell("show", 0)
    await visit.crash(isLater)
    await visit.click("more first")
    expect(await visit.get("text first", "text")).toBe("1 clicks")
    await visit.tell("show", 1)
    expect(await visit.get("text second", "text")).toBe("3 clicks")
    expect(visit.faults).toEqual([])
  })

  it.each(WHEN)(
    "keep changes made before they are shown, and while they are hidden, over a crash %s",
    async (_when, isLater) => {
      const visit = new Visit(pages())
      await visit.tell("click away")
      await visit.crash(isLater)
      await visit.tell("show", 0)
      expect(await visit.get("text first", "text")).toBe("10 clicks")
      await visit.click("more first")
      await visit.tell("show", 1)
      await visit.tell("click away")
      await visit.crash(isLater)
      await visit.tell("show", 0)
      expect(await visit.get("text first", "text")).toBe("21 clicks")
      await visit.click("more first")
      expect(await visit.get("text first", "text")).toBe("22 clicks")
    },
  )

  it("answer in another version of the code, with its values and the changes applied", async () => {
    const visit = new Visit(pages())
    await visit.tell("show", 1)
    await visit.click("more second")
    await visit.deploy("2", pages(", please"))
    expect(await visit.get("more second", "label")).toBe("more, please")
    await visit.click("more second")
    expect(await visit.get("text second", "text")).toBe("2 clicks")
  })

  it("need no storage in forgetful sessions, whose log stays empty", async () => {
    const visit = new Visit(pages(), { isForgetful: true })
    for (const index of [1, 0, 1]) {
      await visit.tell("show", index)
      await visit.click(`more ${index === 1 ? "second" : "first"}`)
    }
    expect(await visit.get("text second", "text")).toBe("2 clicks")
    expect(visit.faults).toEqual([])
  })

  it("are found where the handler waits while it builds, beside another session that is being built", async () => {
    const slow: Build = async (doc, context) => {
      await new Promise((resolve) => setImmediate(resolve))
      await pages()(doc, context)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const visits = [new Visit(slow), new Visit(slow)]
    await Promise.all(visits.map((visit) => visit.tell("show", 1)))
    for (const visit of visits) await visit.crash()
    await Promise.all(visits.map((visit) => visit.click("more second")))
    for (const visit of visits) expect(await visit.get("text second", "text")).toBe("1 clicks")
  })

  it("keep what was shown, whatever the handler would build now, and however many there are", async () => {
    let calls = 0
    const visit = new Visit((doc) => {
      calls++
      const place = column({ name: "place" })
      const rows = Array.from({ length: calls }, (_, i) => new Div({ text: `row ${i}` }))
      const text = new Div({ name: "text", text: `made in call ${calls}` })
      const button = new Button({ name: "button" })
      button.on_click(() => void (text.text += "!"))
      doc.on_message("show", () => void (place.children = [text, button]))
      doc.on_message("rows", () => void (place.children = [...place.children, ...rows]))
      doc.add_root(place)
    })
    await visit.tell("show")
    for (const more of ["!", "!!"]) {
      await visit.crash()
      await visit.click("button")
      expect(await visit.get("text", "text")).toBe(`made in call 1${more}`)
    }
    await visit.tell("rows") // three now, of which one is known
    await visit.crash()
    await visit.click("button")
    expect(await visit.get("text", "text")).toBe("made in call 1!!!")
    expect(visit.faults).toEqual([])
  })

  it.each(WHEN)(
    "can be another data source of a glyph, over a crash %s",
    async (_when, isLater) => {
      const visit = new Visit((doc) => {
        const [one, other] = ["one", "other"].map(
          (name) => new ColumnDataSource({ name, data: { x: [1], y: [1] } }),
        )
        const text = new Div({ name: "text", text: "" })
        const plot = figure()
        const line = plot.line("x", "y", { source: one })
        other?.selected.on_change("indices", (_attr, _old, value) => {
          text.text += `${String(value)} selected;`
        })
        doc.on_message("swap", () => {
          if (other !== undefined) line.data_source = other
        })
        doc.on_message("add", () => other?.stream({ x: [6], y: [6] }))
        doc.on_message("select", () => other?.selected.update({ indices: [0, 1] }))
        doc.add_root(column(plot, text))
      })
      await visit.tell("add")
      await visit.crash(isLater)
      await visit.tell("swap")
      await visit.crash(isLater)
      await visit.tell("add")
      await visit.tell("select")
      expect(await visit.get("other", "data")).toMatchObject({
        entries: [
          ["x", [1, 6, 6]],
          ["y", [1, 6, 6]],
        ],
      })
      expect(await visit.get("text", "text")).toBe("0,1 selected;")
      expect(visit.faults).toEqual([])
    },
  )

  it.each([
    "change show",
    "show change",
    "change add",
    "add change",
    "show hide find change show",
    "add remove find change add",
  ])("keep what the callback that shows them changes: %s", async (acts) => {
    const visit = new Visit(hiddenPage)
    await visit.tell("do", acts)
    await visit.crash()
    expect(await visit.get("text", "text")).toBe("new")
    expect(await visit.get("source", "data")).toMatchObject({ entries: [["x", [1, 2]]] })
    await visit.crash(true)
    expect(await visit.get("text", "text")).toBe("new")
    expect(visit.faults).toEqual([])
  })

  it.each(WHEN)(
    "can get a new data source, whose first rows are there once after a crash %s",
    async (_when, isLater) => {
      const visit = new Visit((doc) => {
        const prepared = new Column({ tags: [] })
        doc.on_message("make", () => {
          const source = new ColumnDataSource({ name: "made", data: { x: [1] } })
          prepared.tags = [source]
          source.stream({ x: [2] })
        })
        doc.on_message("show", () => doc.add_root(prepared))
        doc.add_root(new Div())
      })
      await visit.tell("make")
      await visit.crash(isLater)
      await visit.tell("show")
      expect(await visit.get("made", "data")).toMatchObject({ entries: [["x", [1, 2]]] })
      expect(visit.faults).toEqual([])
    },
  )

  it("are found in a version that shows them from the start, and after a rollback", async () => {
    const visit = new Visit(pages())
    await visit.tell("show", 1)
    await visit.click("more second")
    await visit.deploy("2", (doc) => {
      const pagesOf = ["first", "second"].map((name) => {
        const text = new Div({ name: `text ${name}`, text: "0 clicks" })
        return column({ name, children: [text, new Button({ name: `more ${name}` })] })
      })
      doc.add_root(column({ name: "place", children: pagesOf }))
    })
    expect(await visit.get("text second", "text")).toBe("1 clicks")
    await visit.deploy("3", (doc) => doc.add_root(column({ name: "place" })))
    expect(await visit.names()).toEqual(["place"])
    await visit.deploy("1", pages())
    await visit.tell("show", 1)
    await visit.click("more second")
    expect(await visit.get("text second", "text")).toBe("2 clicks")
  })

  it("can be shown by doc.clear() and add_root(), page after page", async () => {
    const visit = new Visit((doc) => {
      const login = new Button({ name: "login" })
      const answer = new Div({ name: "answer", text: "" })
      const ask = new Button({ name: "ask" })
      ask.on_click(() => void (answer.text += "x"))
      const page = column(ask, answer)
      login.on_click(() => {
        doc.clear()
        doc.add_root(page)
      })
      doc.add_root(login)
    })
    await visit.click("login")
    await visit.crash()
    await visit.click("ask")
    expect(await visit.get("answer", "text")).toBe("x")
    expect(await visit.names()).toEqual(["ask", "answer"])
  })
})

/** A panel that leaves and returns, and its content. */
const panel: Build = (doc) => {
  const slider = new Slider({ name: "slider", start: 0, end: 99, value: 1 })
  const source = new ColumnDataSource({ name: "source", data: { x: [0] } })
  const details = column({ name: "details", children: [new Div({ name: "one" })] })
  const box = column({ name: "box", children: [slider, details] })
  details.tags = [source]
  const card = doc.part("card", (_doc, name: string) => {
    const text = new Div({ name, text: "0" })
    const hidden = new Button({ name: `hidden ${name}` })
    hidden.on_click(() => void (text.text = `${Number(text.text) + 1}`))
    const open = new Button({ name: `open ${name}` })
    const root = column(text, open)
    open.on_click(() => void (root.children = [text, hidden]))
    return root
  })
  slider.on_change("value", (_attr, _old, value) => {
    details.name = "details"
    source.stream({ x: [value] })
    details.children = [...details.children, new Div({ name: `made ${value}`, text: "new" })]
  })
  doc.on_message("toggle", () => {
    box.children = box.children.length === 2 ? [slider] : [slider, details]
  })
  doc.on_message("rename", () => {
    const last = details.children.at(-1)
    if (last instanceof Div) last.text = "renamed"
  })
  doc.on_message("card", (name) => {
    details.children = [...details.children, card(String(name))]
  })
  doc.add_root(box)
}

describe("[S11] models that leave the document and return", () => {
  it.each(WHEN)("have the changes made in between, over a crash %s", async (_when, isLater) => {
    const visit = new Visit(panel)
    await visit.tell("toggle")
    await visit.set("slider", "value", 42)
    await visit.crash(isLater)
    await visit.set("slider", "value", 43)
    await visit.tell("rename")
    await visit.crash(isLater)
    await visit.tell("toggle")
    const names = ["box", "slider", "details", "one", "made 42", "made 43", "source"]
    expect(await visit.names()).toEqual(names)
    expect([await visit.get("made 42", "text"), await visit.get("made 43", "text")]).toEqual([
      "new",
      "renamed",
    ])
    const data = (await visit.get("source", "data")) as { readonly entries: unknown }
    expect(data.entries).toEqual([["x", [0, 42, 43]]])
    expect(visit.faults).toEqual([])
  })

  it.each(WHEN)("restore their parts, which answer after a crash %s", async (_when, isLater) => {
    const visit = new Visit(panel)
    await visit.tell("toggle")
    await visit.tell("card", "a")
    await visit.crash(isLater)
    await visit.tell("toggle")
    await visit.click("open a") // what the part's builder had prepared is shown
    await visit.crash(isLater)
    await visit.click("hidden a")
    expect(await visit.get("a", "text")).toBe("1")
    await visit.tell("toggle")
    await visit.crash(isLater)
    await visit.tell("toggle")
    await visit.click("hidden a")
    expect(await visit.get("a", "text")).toBe("2")
    expect(visit.faults).toEqual([])
  })

  it("are carried over to another version with their values, also while they are away", async () => {
    const visit = new Visit(panel)
    await visit.tell("toggle")
    await visit.set("slider", "value", 42)
    await visit.tell("card", "a")
    await visit.deploy("2", panel)
    await visit.tell("toggle")
    const names = ["box", "slider", "details", "one", "made 42", "a", "open a", "source"]
    expect(await visit.names()).toEqual(names)
    await visit.click("open a")
    await visit.click("hidden a")
    expect(await visit.get("a", "text")).toBe("1")
  })

  it("can leave in the same patch that changes them", async () => {
    const visit = new Visit((doc) => {
      const one = new Div({ name: "one", text: "old" })
      doc.on_message("back", () => doc.add_root(one))
      doc.add_root(new Div({ name: "other" }))
      doc.add_root(one)
    })
    await visit.tell("nothing")
    const [, , one] = modelsIn(JSON.parse(await visit.world.pull(await visit.world.connect())))
    const id = one?.id ?? ""
    const socket = await visit.world.connect()
    await visit.world.patch(socket, modelChanged(id, "text", "new"), {
      kind: "RootRemoved",
      model: { id },
    })
    expect(socket.takeTypes().at(-1)).toBe("OK")
    await visit.crash()
    await visit.tell("back")
    expect(await visit.get("one", "text")).toBe("new")
  })
})
