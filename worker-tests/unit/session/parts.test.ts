// Parts: named builders that callbacks call, so that what they build lives on after a wake.

import { app, type AppUpdate, Button, column, type Context, Div, type Document } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { type LifeOptions, LifeWorld } from "../../support/life.ts"
import { modelsIn, type SentModel } from "../../support/sent-models.ts"

type Build = (doc: Document, context: Context) => void

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

class Cards {
  readonly world: LifeWorld
  #socket: Awaited<ReturnType<LifeWorld["connect"]>> | undefined

  constructor(build: Build = cards(), settings: LifeOptions["settings"] = {}) {
    this.world = new LifeWorld(app("/app", build), { settings })
  }

  async add(city: string): Promise<void> {
    await this.#patch({ kind: "MessageSent", msg_type: "add", msg_data: city })
  }

  async tell(msg_type: string): Promise<void> {
    await this.#patch({ kind: "MessageSent", msg_type, msg_data: null })
  }

  async click(city: string): Promise<void> {
    const { id } = await this.#find(`more ${city}`)
    const event = {
      type: "event",
      name: "button_click",
      values: { type: "map", entries: [["model", { id }]] },
    }
    await this.#patch({ kind: "MessageSent", msg_type: "bokeh_event", msg_data: event })
  }

  async text(city: string): Promise<unknown> {
    return (await this.#find(`text ${city}`)).attributes["text"]
  }

  async label(city: string): Promise<unknown> {
    return (await this.#find(`more ${city}`)).attributes["label"]
  }

  /** Everything in memory is gone. @param isLater a checkpoint has been written in the meantime */
  async evict(isLater = false): Promise<void> {
    if (isLater) await this.world.advance(1000)
    this.world.evict()
  }

  async deploy(version: string, build: Build): Promise<void> {
    this.world.version = version
    this.world.route = app("/app", build)
    this.world.evict()
    const socket = this.#socket
    this.#socket = undefined
    if (socket !== undefined) await this.world.close(socket)
  }

  async names(): Promise<readonly unknown[]> {
    const pulled = await this.world.pull(await this.#open())
    return modelsIn(JSON.parse(pulled)).flatMap(({ attributes }) => attributes["name"] ?? [])
  }

  async #open() {
    this.#socket ??= await this.world.connect()
    return this.#socket
  }

  async #patch(event: object): Promise<void> {
    const socket = await this.#open()
    await this.world.patch(socket, event)
    expect(socket.takeTypes().at(-1)).toBe("OK")
  }

  async #find(name: string): Promise<SentModel> {
    const pulled = await this.world.pull(await this.#open())
    const found = modelsIn(JSON.parse(pulled)).find(({ attributes }) => attributes["name"] === name)
    if (found === undefined) throw new Error(`there is no model '${name}'`)
    return found
  }
}

describe("[S28] a part", () => {
  it.each([
    ["at once, from the turns", false],
    ["later, from a checkpoint", true],
  ])(
    "lives on when its session wakes up %s: its callbacks answer, its state is there",
    async (_when, isLater) => {
      const session = new Cards()
      for (const city of ["Oslo", "Rome"]) {
        await session.add(city)
        await session.click(city)
      }
      for (const times of [2, 3]) {
        await session.evict(isLater)
        await session.click("Oslo")
        expect(await session.text("Oslo")).toBe(`${times} in Oslo`)
      }
      expect(await session.text("Rome")).toBe("1 in Rome")
      await session.click("Rome")
      expect(await session.text("Rome")).toBe("2 in Rome")
      expect(session.world.errors.filter((error) => !error.startsWith("W-"))).toEqual([])
    },
  )

  it("is built with the part that builds it", async () => {
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
    await session.evict(true)
    for (const city of ["Oslo", "Rome"]) {
      await session.click(city)
      expect(await session.text(city)).toBe(`clicked in ${city}`)
    }
  })

  it("is built by the code of now after an update, with what was changed", async () => {
    const session = new Cards()
    await session.add("Oslo")
    await session.click("Oslo")
    await session.deploy("2", cards({ hint: "!" }))
    expect([await session.label("Oslo"), await session.text("Oslo")]).toEqual([
      "more!",
      "1 in Oslo",
    ])
    await session.click("Oslo")
    await session.evict()
    await session.click("Oslo")
    expect(await session.text("Oslo")).toBe("3 in Oslo")
  })

  it("whose name is gone has no place, and a rollback brings it back", async () => {
    const updates: AppUpdate[] = []
    const session = new Cards()
    await session.add("Oslo")
    await session.click("Oslo")
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
    await session.click("Oslo")
    expect(await session.text("Oslo")).toBe("2 in Oslo")
  })

  it("whose builder throws is there as it was shown, and the log says so", async () => {
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
    await session.evict()
    expect(await session.text("Oslo")).toBe("shown")
    expect(session.world.errors).toContain("something stored can no longer be read")
  })

  it("needs no memory, in forgetful sessions, and the log names what does", async () => {
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
      await session.click("Oslo")
      expect(await session.text("Oslo")).toBe(`${times} in Oslo`)
    }
    expect(session.world.errors.filter((error) => !error.startsWith("W-"))).toEqual([])
    await session.tell("add plain")
    const told = session.world.errors.filter((error) => error.includes("do not come back"))
    expect(told).toHaveLength(1)
  })
})
