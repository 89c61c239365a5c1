// Parts: named builders that callbacks call, so that what they build works after a wake.

import {
  app,
  type AppUpdate,
  Button,
  type Column,
  column,
  ColumnDataSource,
  Div,
  type Document,
} from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { describe, expect, it } from "vitest"

import type { LifeOptions } from "../../support/life.ts"
import { type Build, Visit } from "../../support/visit.ts"

interface Card {
  readonly city: string
}

/** Cards with a button that counts, made by a part, in a list. */
const cards =
  ({ hint = "", withPart = true }: { readonly hint?: string; readonly withPart?: boolean } = {}) =>
  (doc: Document): void => {
    const list = column()
    list.name = "list"
    const card = withPart
      ? doc.part("card", (_doc, { city }: Card) => {
          const text = new Div({ name: `text ${city}`, text: `0 in ${city}` })
          const more = new Button({ name: `more ${city}`, label: `more${hint}` })
          more.on_click(() => {
            text.text = `${Number.parseInt(text.text, 10) + 1} in ${city}`
          })
          return column(text, more)
        })
      : undefined
    doc.on_message("add", (city) => {
      if (card !== undefined) list.children = [...list.children, card({ city: String(city) })]
    })
    doc.add_root(list)
  }

class Cards extends Visit {
  constructor(build: Build = cards(), settings: LifeOptions["settings"] = {}) {
    super(build, settings)
  }

  add(city: string): Promise<void> {
    return this.tell("add", city)
  }

  more(city: string): Promise<void> {
    return this.click(`more ${city}`)
  }

  text(city: string): Promise<unknown> {
    return this.get(`text ${city}`, "text")
  }

  label(city: string): Promise<unknown> {
    return this.get(`more ${city}`, "label")
  }
}

function change({ children: [text], tags: [rows] }: Column): void {
  if (text instanceof Div) text.text = "new"
  if (rows instanceof ColumnDataSource) rows.stream({ x: [2] })
}

describe("[S28] a part", () => {
  it.each([
    ["at once, from the turns", false],
    ["later, from a checkpoint", true],
  ])(
    "works when its session wakes up %s: its callbacks answer, and its state is there",
    async (_when, isLater) => {
      const session = new Cards()
      for (const city of ["Oslo", "Rome"]) {
        await session.add(city)
        await session.more(city)
      }
      for (const times of [2, 3]) {
        await session.crash(isLater)
        await session.more("Oslo")
        expect(await session.text("Oslo")).toBe(`${times} in Oslo`)
      }
      expect(await session.text("Rome")).toBe("1 in Rome")
      await session.more("Rome")
      expect(await session.text("Rome")).toBe("2 in Rome")
      expect(session.world.errors.filter((error) => !error.startsWith("W-"))).toEqual([])
    },
  )

  it("is rebuilt together with the part that builds it", async () => {
    const session = new Cards((doc) => {
      const list = column()
      const inner = doc.part("inner", (_doc, { city }: Card) => {
        const text = new Div({ name: `text ${city}`, text: `0 in ${city}` })
        const more = new Button({ name: `more ${city}` })
        more.on_click(() => void (text.text = `clicked in ${city}`))
        return column(text, more)
      })
      const outer = doc.part("outer", (_doc, { city }: Card) => column(new Div(), inner({ city })))
      doc.on_message("add", (city) => {
        list.children = [...list.children, outer({ city: String(city) })]
      })
      doc.add_root(column(list, inner({ city: "Rome" })))
    })
    await session.add("Oslo")
    await session.crash(true)
    for (const city of ["Oslo", "Rome"]) {
      await session.more(city)
      expect(await session.text(city)).toBe(`clicked in ${city}`)
    }
  })

  it("is built by the current code after an update, with its changes applied", async () => {
    const session = new Cards()
    await session.add("Oslo")
    await session.more("Oslo")
    await session.deploy("2", cards({ hint: "!" }))
    expect([await session.label("Oslo"), await session.text("Oslo")]).toEqual([
      "more!",
      "1 in Oslo",
    ])
    await session.more("Oslo")
    await session.crash()
    await session.more("Oslo")
    expect(await session.text("Oslo")).toBe("3 in Oslo")
  })

  it.each(["change show", "show change", "change hide", "hide change"])(
    "keeps what the callback that makes it changes: %s",
    async (acts) => {
      const session = new Visit((doc) => {
        const list = column()
        const away = column()
        const card = doc.part("card", () => {
          const rows = new ColumnDataSource({ name: "rows", data: { x: [1] } })
          return column({ tags: [rows], children: [new Div({ name: "text", text: "old" })] })
        })
        doc.on_message("make", () => {
          const made = card(null)
          for (const act of acts.split(" ")) {
            if (act === "show") list.children = [made]
            else if (act === "hide") away.children = [made]
            else change(made)
          }
        })
        doc.on_message("show", () => doc.add_root(away))
        doc.add_root(list)
      })
      await session.tell("make")
      await session.crash()
      await session.tell("show")
      expect(await session.get("text", "text")).toBe("new")
      expect(await session.get("rows", "data")).toMatchObject({ entries: [["x", [1, 2]]] })
    },
  )

  it("whose name no longer exists has no place, and is restored by a rollback", async () => {
    const updates: AppUpdate[] = []
    const session = new Cards()
    await session.add("Oslo")
    await session.more("Oslo")
    await session.deploy("2", (doc, context) => {
      context.onUpdated((update) => void updates.push(update))
      cards({ withPart: false })(doc)
    })
    expect(await session.names()).toEqual(["list"])
    expect(updates[0]?.unplaced[0]).toMatchObject({
      type: "Column",
      reason: "ModelError: part 'card' no longer exists",
    })
    await session.deploy("1", cards())
    expect(await session.text("Oslo")).toBe("1 in Oslo")
    await session.more("Oslo")
    expect(await session.text("Oslo")).toBe("2 in Oslo")
  })

  it("whose builder throws is shown as it was, and the error is logged", async () => {
    let isBroken = false
    const session = new Cards((doc) => {
      const list = column()
      const card = doc.part("card", (_doc, { city }: Card) => {
        if (isBroken) throw new Error(`no data of ${city}`)
        return column(new Div({ name: `text ${city}`, text: "shown" }))
      })
      doc.on_message("add", (city) => {
        list.children = [...list.children, card({ city: String(city) })]
      })
      doc.add_root(list)
    })
    await session.add("Oslo")
    isBroken = true
    await session.crash()
    expect(await session.text("Oslo")).toBe("shown")
    expect(session.world.errors).toContain("something stored can no longer be read")
  })

  it.each([
    ["Div", new Div({ text: "" })],
    ["function", () => undefined],
    ["Map", new Map([["a", 1]])],
    ["Float64Array", new Float64Array(2)],
  ])("rejects arguments that could not be passed again: %s", async (found, of) => {
    const route = app("/", (doc) => {
      const card = doc.part("card", (_doc, _args: { readonly of: unknown }) => column())
      const add = new Button({ label: "add" })
      add.on_click(() => void card({ of }))
      doc.add_root(add)
    })
    const session = await createWorld([route]).open("/")
    const click = session.click(session.find(Button))
    await expect(click).rejects.toThrow(
      `part 'card': its arguments must be JSON, which has no ${found} (at "of"): find models by`,
    )
  })

  it("needs no storage in forgetful sessions, whose log names models that need it", async () => {
    const session = new Cards(
      (doc) => {
        cards()(doc)
        const list = column()
        doc.on_message("add plain", () => {
          const button = new Button({ name: "plain" })
          button.on_click(() => undefined)
          list.children = [button]
        })
        doc.add_root(list)
      },
      { isForgetful: true },
    )
    await session.add("Oslo")
    for (const times of [1, 2]) {
      await session.more("Oslo")
      expect(await session.text("Oslo")).toBe(`${times} in Oslo`)
    }
    expect(session.world.errors.filter((error) => !error.startsWith("W-"))).toEqual([])
    await session.tell("add plain")
    const told = session.world.errors.filter((error) => error.includes("do not come back"))
    expect(told).toHaveLength(1)
  })
})
