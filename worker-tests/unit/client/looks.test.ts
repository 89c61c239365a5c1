// What sets a range that BokehJS computes: its data, a gesture, or a script.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"

/** Imported by its address, since tests have no types of browsers. */
const MODULE = new URL("../../../src/client/looks.ts", import.meta.url).href

interface Looks {
  readonly shareLooks: (bokeh: object, doc: FakeDocument) => void
}

interface PlotEvent {
  readonly event_name: string
  readonly origin: FakePlot
}

interface Change {
  readonly data?: PlotEvent
  readonly events?: readonly { readonly attr: string; readonly value: number }[]
  readonly [field: string]: unknown
}

interface Tiles {
  readonly _set_range?: (range: object, low: number, high: number) => void
}

class FakePlot {
  readonly subscribed_events = new Set<string>()
  readonly model = this
  readonly #doc: FakeDocument

  constructor(doc: FakeDocument) {
    this.#doc = doc
  }

  trigger_ranges_update_event(): void {
    this.#doc.event_manager.trigger({ event_name: "rangesupdate", origin: this })
  }
}

class FakeDocument {
  readonly sent: unknown[] = []
  _interactive_plot: object | null = null
  readonly event_manager = { trigger: (_event: PlotEvent): void => undefined }

  on_message(): void {
    // no event follows
  }
  #heard = (_change: object): void => undefined

  on_change(heard: (change: object) => void): void {
    this.#heard = heard
  }

  changed(model: object, { attr = "start", sync = true } = {}): void {
    this._trigger_on_change({ model, attr, sync })
  }

  _trigger_on_change(change: Change): void {
    const { data, events = [] } = change
    if (data !== undefined) this.sent.push(data.event_name)
    else this.#heard(change)
    for (const { attr, value } of events) this.sent.push([attr, value])
  }
}

class MessageSentEvent {
  readonly data: unknown

  constructor(_doc: object, _type: string, data: unknown) {
    this.data = data
  }
}

const navigator = { userActivation: { hasBeenActive: true } }
let doc: FakeDocument
const TileRendererView = { prototype: {} as Tiles }
let range: { update: (how: () => void) => void; readonly linked_plots: readonly FakePlot[] }

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal("navigator", navigator)
  navigator.userActivation.hasBeenActive = true
  class DataRange1d {
    readonly _initial_start = null
    readonly linked_plots = [new FakePlot(doc), new FakePlot(doc)]

    update(how: () => void): void {
      how()
    }
  }
  doc = new FakeDocument()
  range = new DataRange1d()
  const { shareLooks } = (await import(MODULE)) as Looks
  const Models = { DataRange1d, TileRenderer: { prototype: { default_view: TileRendererView } } }
  shareLooks({ Models, require: () => ({ MessageSentEvent }) }, doc)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The events that the server is sent within the time. */
function told(): readonly unknown[] {
  vi.advanceTimersByTime(10_000)
  return doc.sent
}

it("[S19] a page reports each plot, once, when a script has set its range", () => {
  for (const attr of ["start", "end"]) doc.changed(range, { attr })
  expect(doc.sent).toEqual([])
  expect(told()).toEqual(["rangesupdate", "rangesupdate"])
})

it("[S19] a page reports nothing when BokehJS has computed the range, or the server has sent it", () => {
  range.update(() => doc.changed(range))
  doc.changed(range, { sync: false })
  doc.changed(range, { attr: "flipped" }) // it is computed anew
  doc.changed({ linked_plots: range.linked_plots }) // of a range that is set
  expect(told()).toEqual([])
})

it("[S19] a page reports nothing more when a gesture or a tool has sent the event itself", () => {
  const [panned = null] = range.linked_plots
  doc._interactive_plot = panned
  doc.changed(range)
  doc._interactive_plot = null
  doc.changed(range)
  for (const plot of range.linked_plots) plot.trigger_ranges_update_event()
  expect(told()).toEqual(["rangesupdate", "rangesupdate"])
})

it("[S19] a page reports where a script leads another plot than the one that is moved", () => {
  doc._interactive_plot = {}
  doc.changed(range)
  expect(told()).toEqual(["rangesupdate", "rangesupdate"])
})

it("[S19] a page keeps to itself what a script does before the user has touched the page", () => {
  navigator.userActivation.hasBeenActive = false
  doc.changed(range)
  expect(told()).toEqual([])
})

it.each([
  [0, 1, { start: -2, end: 3 }],
  [1, 0, { start: 3, end: -2 }],
])(
  "[S19] a page keeps to itself what a map's tiles do to a range from %d to %d",
  (start, end, wanted) => {
    const set: unknown[] = []
    const setv = (...values: readonly unknown[]) => void set.push(values)
    TileRendererView.prototype._set_range?.({ start, end, setv }, -2, 3)
    expect(set).toEqual([[wanted, { sync: false }]])
  },
)

class MapRange {
  start = 0
  end = 4
  readonly linked_plots = []

  setv(
    { start, end }: { readonly start: number; readonly end: number },
    { sync = true } = {},
  ): void {
    Object.assign(this, { start, end })
    const events = Object.entries({ start, end }).map(([attr, value]) => {
      return { model: this, attr, value, sync }
    })
    doc._trigger_on_change({ events })
  }
}

describe("[S19] a page whose map shows three times as much along x", () => {
  let x: MapRange
  let y: MapRange
  beforeEach(() => {
    ;[x, y] = [new MapRange(), new MapRange()]
    TileRendererView.prototype._set_range?.(x, -4, 8)
    TileRendererView.prototype._set_range?.(y, 0, 4)
    doc.sent.length = 0
  })

  /** What the server is sent when a tool sets both ranges. */
  async function set(...[start, end, low, high]: readonly number[]): Promise<unknown> {
    x.setv({ start: start ?? NaN, end: end ?? NaN })
    y.setv({ start: low ?? NaN, end: high ?? NaN })
    await Promise.resolve()
    return doc.sent.splice(0).map((sent) => String(sent))
  }

  it.each([
    ["a pan", [-3, 9, 1, 5], ["start,1", "end,5", "start,1", "end,5"]],
    ["a zoom", [-1, 5, 1, 3], ["start,1", "end,3", "start,1", "end,3"]],
    ["a box", [-1, 1, 1, 2], ["start,-1", "end,1", "start,1", "end,2"]],
    ["a zoom along x", [-1, 5, 0, 4], ["start,-1", "end,5", "start,0", "end,4"]],
  ])("reports %s without what was added", async (_, ends, wanted) => {
    expect(await set(...ends)).toEqual(wanted)
  })

  it("reports no more than the window shows when others have moved the map", async () => {
    x.setv({ start: 0, end: 12 }, { sync: false })
    doc.sent.length = 0
    expect(await set(1, 13, 0, 4)).toEqual(["start,1", "end,13", "start,0", "end,4"])
  })

  it("leaves out the same part when it became larger", async () => {
    TileRendererView.prototype._set_range?.(x, -10, 14)
    TileRendererView.prototype._set_range?.(y, -2, 6)
    doc.sent.length = 0
    expect(await set(-9, 15, -2, 6)).toEqual(["start,1", "end,5", "start,0", "end,4"])
  })
})
