// A session's stored data, damaged at random: it starts without what can't be read, continues, and is complete again.

import { app, Button, column, ColumnDataSource, Div, figure, Slider } from "bokeh-edge"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { schemaOf } from "../../../src/model/classes.ts"
import { isRecord } from "../../../src/util/record.ts"
import { anyJson } from "../../support/hostile.ts"
import { LifeWorld } from "../../support/life.ts"
import { holdsLater } from "../../support/random-test.ts"
import { modelChanged } from "../../support/session.ts"
import { withValue } from "../../support/with-value.ts"

const route = app("/app", (doc, context) => {
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: Float64Array.of(1, 2, 3) } })
  const plot = figure({ title: "A plot" })
  plot.line("x", "y", { source })
  const slider = new Slider({ name: "slider", start: 0, end: 10, value: 1 })
  const log = new Div({ name: "log", text: "" })
  const button = new Button({ label: "more" })
  const box = column(slider, log, button, plot)
  const state = context.state({ clicks: 0 })
  slider.on_change("value", (_attr, _old, value) => {
    log.text = String(value)
    source.stream({ x: [value], y: [value] }, 5)
  })
  button.on_event("button_click", () => {
    state.clicks++
    box.children = [...box.children, new Div({ text: "more" })]
  })
  doc.add_root(box)
})

type Bytes = Uint8Array<ArrayBuffer>
type Change = (bytes: Bytes) => Bytes

const flipped = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(
  ([at, by]): Change =>
    (bytes) =>
      bytes.map((byte, i) => (i === at % bytes.byteLength ? byte ^ by : byte)),
)
const cut = fc.nat().map(
  (at): Change =>
    (bytes) =>
      bytes.slice(0, at % bytes.byteLength),
)
/** The JSON of a record with another value at one of its places, and a length that matches. */
const other = fc.tuple(fc.nat(), anyJson).map(([at, value]): Change => (bytes) => {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  if (!isRecord(head)) return bytes
  const content = withValue(head["content"], at, value)
  const json = new TextEncoder().encode(JSON.stringify({ ...head, content }))
  const changed = new Uint8Array([0, 0, 0, 0, ...json, ...bytes.subarray(4 + length)])
  new DataView(changed.buffer).setUint32(0, json.byteLength, true)
  return changed
})
const change = fc.oneof(flipped, cut, { weight: 3, arbitrary: other })
const damages = fc.uniqueArray(
  fc.record({ record: fc.constantFrom("base", "checkpoint", "turn 0", "turn 1"), change }),
  { minLength: 1, maxLength: 3, selector: ({ record }) => record },
)

describe("a session with a damaged stored item", { tags: "slow" }, () => {
  it("starts without the item, continues, and loses nothing more", async () => {
    const property = fc.asyncProperty(damages, async (given) => {
      const world = await used()
      world.evict()
      world.store.damage((bytes, name) => {
        const damage = given.find(({ record }) => record === name)
        return damage === undefined ? bytes : damage.change(bytes)
      })
      const socket = await world.connect({ bokehVersion: "3.10.0" })
      const pulled = await world.pull(socket)
      expect([socket.closed, pulled.startsWith('{"doc":')]).toEqual([undefined, true])
      expect(incompleteIn(pulled)).toEqual([])
      await world.patch(socket, { kind: "TitleChanged", title: "goes on" })
      const before = contentOf(await world.pull(socket))
      const told = world.warnings.length
      world.evict()
      const again = await world.connect({ bokehVersion: "3.10.0" })
      expect(contentOf(await world.pull(again))).toEqual(before)
      expect(world.warnings.slice(told).filter(isOfDamage)).toEqual([])
      expect(world.errors).toHaveLength(world.warnings.length)
    })
    await holdsLater(property, 200)
  })
})

/** What has no place in the code is reported at each wake: it is kept for another version. */
function isOfDamage(warning: object): boolean {
  return !JSON.stringify(warning).includes('"isOfCode":true')
}

/** Models without required properties: no browser loads them. */
function incompleteIn(pulled: string): readonly unknown[] {
  const found: unknown[] = []
  JSON.parse(pulled, (_key, value: unknown) => {
    if (!isRecord(value) || value["type"] !== "object" || !("id" in value)) return value
    const { name, attributes } = value
    const needed = schemaOf(String(name))?.required() ?? []
    if (!needed.every((attr) => isRecord(attributes) && attr in attributes)) found.push(value)
    return value
  })
  return found
}

/** Whatever the order of attributes. */
function contentOf(pulled: string): unknown {
  return JSON.parse(pulled)
}

/** With a first state, changes, and two turns after them. */
async function used(): Promise<LifeWorld> {
  const world = new LifeWorld(route)
  const socket = await world.connect()
  const pulled = await world.pull(socket)
  const idOf = (name: string) =>
    new RegExp(`"id":"(m\\d+)","attributes":{"name":"${name}"`).exec(pulled)?.[1] ?? ""
  await world.patch(socket, modelChanged(idOf("slider"), "value", 4))
  world.evict()
  const next = await world.connect()
  await world.patch(next, modelChanged(idOf("slider"), "value", 7))
  await world.patch(next, modelChanged(idOf("log"), "text", "theirs"))
  await world.close(next)
  return world
}
