// Random versions of an app, with random changes in between: changed values are kept, others have the new code's value.

import { app } from "bokeh-edge"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { LifeWorld } from "../../support/life.ts"
import { holdsLater } from "../../support/random-test.ts"
import { type Edit, type Release, release, Releases } from "../../support/releases.ts"
import { modelChanged } from "../../support/session.ts"

/** What the client of a session sees, and its models' ids by key. */
async function shownIn(
  world: LifeWorld,
): Promise<{ texts: readonly string[]; ids: ReadonlyMap<string, string> }> {
  const socket = await world.connect()
  const pulled: unknown = JSON.parse(await world.pull(socket))
  const ids = new Map<string, string>()
  const texts: string[] = []
  for (const { id, name, attributes } of widgetsIn(pulled)) {
    if (name === "ColumnDataSource") {
      texts.push(`rows: ${rowsOf(attributes["data"])}`)
      ids.set("rows", id)
      continue
    }
    const title = String(attributes["title"])
    texts.push(`${title}: ${String(attributes["value"])}`)
    ids.set(title, id)
  }
  await world.close(socket)
  return { texts, ids }
}

const SHOWN = new Set(["Slider", "TextInput", "ColumnDataSource"])

function rowsOf(data: unknown): string {
  const { entries: [[, x = []] = []] = [] } = data as {
    readonly entries?: readonly (readonly [string, readonly number[]])[]
  }
  return x.join()
}

interface Rep {
  readonly id: string
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

function widgetsIn(value: unknown): readonly Rep[] {
  if (typeof value !== "object" || value === null) return []
  const isOne = "attributes" in value && "name" in value && SHOWN.has(String(value.name))
  return [...(isOne ? [value as unknown as Rep] : []), ...Object.values(value).flatMap(widgetsIn)]
}

function streamed(id: string, x: number): object {
  const data = { type: "map", entries: [["x", [x]]] }
  return { kind: "ColumnsStreamed", model: { id }, attr: "data", data, rollover: null }
}

/** Moves the first of the list to the end, and puts another of its type first. */
const MOVED: readonly Release[] = [
  { edits: [slider(0), slider(0)], changes: [], rows: 0, cards: 0 },
  { edits: [], changes: [[0, 10]], rows: 0, cards: 0 },
  { edits: [{ kind: "move", from: 3, to: 0 }, slider(0)], changes: [], rows: 0, cards: 0 },
]

function slider(at: number): Edit {
  return { kind: "add", at, type: "Slider", isNamed: false }
}

describe("[S23] a session over many versions of its app", { tags: "slow" }, () => {
  it("keeps every change to a widget that survives, and has the newest values of all others", async () => {
    await holdsLater(
      fc.asyncProperty(
        fc.array(release, { minLength: 1, maxLength: 6 }),
        async (releases: readonly Release[]) => {
          const model = new Releases()
          const world = new LifeWorld(app("/app", model.build()))
          const first = await world.connect()
          await world.patch(first, { kind: "TitleChanged", title: "stored" })
          await world.close(first)
          for (const [version, { edits, changes, rows, cards }] of releases.entries()) {
            model.release(edits)
            world.route = app("/app", model.build())
            world.version = `${version + 2}`
            world.evict()
            const { texts, ids } = await shownIn(world)
            expect(texts).toEqual(model.expected())
            const socket = await world.connect()
            const all = [...model.widgets, ...model.cards.map((key) => ({ key, type: "Slider" }))]
            for (const [at, value] of changes) {
              const widget = all[at % Math.max(1, all.length)]
              const id = widget && ids.get(`${widget.key}`)
              if (widget === undefined || id === undefined) continue
              model.values.set(widget.key, value)
              await world.patch(
                socket,
                modelChanged(id, "value", widget.type === "Slider" ? value : `${value}`),
              )
            }
            for (let i = 0; i < rows; i++) {
              await world.patch(socket, streamed(ids.get("rows") ?? "", ++model.rows))
            }
            for (let i = 0; i < cards; i++) {
              const msg_data = model.addCard()
              await world.patch(socket, { kind: "MessageSent", msg_type: "card", msg_data })
            }
            await world.close(socket)
            if (version % 2 === 0) world.evict()
            expect((await shownIn(world)).texts).toEqual(model.expected())
          }
        },
      ),
      60,
      [[MOVED]],
    )
  })
})
