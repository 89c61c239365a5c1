// Mistakes that the compiler finds (each @ts-expect-error is one), and the errors in JavaScript for the same.

import {
  app,
  broadcast,
  Button,
  column,
  ColumnDataSource,
  createServer,
  Document,
  Dropdown,
  figure,
  gridplot,
  groupFrom,
  layout,
  Legend,
  linear_cmap,
  MenuItemClick,
  ModelError,
  Plot,
  Select,
  Slider,
  Tap,
  Viridis256,
} from "bokeh-edge"
import { expect, it } from "vitest"

const plot = figure()
const slider = new Slider({ start: 0, end: 1, value: 0 })
const doc = new Document()

const MISTAKES: readonly (readonly [what: string, mistake: () => unknown, told: string])[] = [
  [
    "an unknown property",
    // @ts-expect-error -- valeu
    () => new Slider({ valeu: 1 }),
    "Slider: unknown property 'valeu', did you mean 'value'?",
  ],
  [
    "a value of another type",
    // @ts-expect-error -- a string
    () => new Slider({ step: "1" }),
    'Slider.step must be a number, got "1"',
  ],
  [
    "a value that is not in the enum",
    // @ts-expect-error -- up
    () => new Slider({ orientation: "up" }),
    "Slider.orientation must be one of 'vertical', 'horizontal', got \"up\"",
  ],
  [
    "a wrong value set later",
    () => {
      // @ts-expect-error -- a number
      slider.title = 5
    },
    "Slider.title must be a string or null, got 5",
  ],
  [
    "options of another shape",
    // @ts-expect-error -- numbers
    () => new Select({ options: [1, 2] }),
    "Select.options[0] must be a string or [anything, a string], got 1",
  ],
  [
    "an unknown option of figure()",
    // @ts-expect-error -- x_axis_typ
    () => figure({ x_axis_typ: "log" }),
    "figure: unknown option 'x_axis_typ', did you mean 'x_axis_type'?",
  ],
  [
    "a value that is not a range",
    // @ts-expect-error -- a string
    () => figure({ x_range: "wide" }),
    "figure: x_range must be a Range, [start, end] or a list of factors",
  ],
  [
    "an axis that there is not",
    // @ts-expect-error -- logg
    () => figure({ y_axis_type: "logg" }),
    "figure: unknown y_axis_type 'logg', did you mean 'log'?",
  ],
  [
    "a place that there is not",
    // @ts-expect-error -- top
    () => figure({ x_axis_location: "abov" }),
    "add_layout: unknown place 'abov', did you mean 'above'?",
  ],
  [
    "a place of another name",
    // @ts-expect-error -- below
    () => plot.add_layout(new Legend(), "bottom"),
    "add_layout: unknown place 'bottom', expected one of above, below, left, right, center",
  ],
  [
    "a tool by a part of its name",
    () => plot.add_tools("lasso"),
    "figure: unknown tool 'lasso', did you mean 'lasso_select'?",
  ],
  [
    "a callback that is missing",
    () => slider.on_change("value"),
    "Slider.on_change expects functions; argument 1 is not one",
  ],
  [
    "a layout of something else",
    // @ts-expect-error -- a number
    () => layout([[1]]),
    "layout expects elements, and lists of them",
  ],
  [
    "a value that is not a callback",
    // @ts-expect-error -- a string
    () => slider.on_change("value", "moved"),
    "Slider.on_change expects functions; argument 1 is not one",
  ],
  [
    "a value that is not a child",
    // @ts-expect-error -- a number
    () => column(plot, 3),
    "row and column expect elements, or lists of them, and then options",
  ],
  [
    "a value in a grid that is not a plot",
    // @ts-expect-error -- a string
    () => gridplot([["plot"]]),
    "gridplot: the items of a row must be plots, layouts or null",
  ],
  [
    "an unknown argument of a glyph method",
    // @ts-expect-error -- colr
    () => plot.line([1, 2], [1, 2], { colr: "red" }),
    "figure.line: unknown argument 'colr', did you mean 'color'?",
  ],
  [
    "a glyph's argument of another type",
    // @ts-expect-error -- an object
    () => plot.scatter([1], [1], { level: "top" }),
    "GlyphRenderer.level must be one of",
  ],
  [
    "a model of another kind",
    // @ts-expect-error -- no range
    () => new Plot({ x_range: slider }),
    "Plot.x_range must be a Range, got a Slider",
  ],
  [
    "an event that there is not",
    // @ts-expect-error -- taap
    () => plot.on_event("taap", () => undefined),
    "unknown event 'taap', did you mean 'tap'?",
  ],
  [
    "an unknown theme",
    () => {
      // @ts-expect-error -- dark
      doc.theme = "dark"
    },
    "unknown theme 'dark'",
  ],
  [
    "an unknown option of a mapper",
    // @ts-expect-error -- nan
    () => linear_cmap("x", Viridis256, 0, 1, { nan: "red" }),
    "linear_cmap: unknown argument 'nan'",
  ],
  [
    "invalid columns",
    // @ts-expect-error -- a number
    () => new ColumnDataSource({ data: { x: 5 } }),
    'ColumnDataSource.data["x"] must be an array, a typed array or ndarray(), got 5',
  ],
  [
    "a policy that there is not",
    // @ts-expect-error -- both
    () => doc.hold("both"),
    'hold: the policy must be "combine" or "collect", got both',
  ],
]

it.each(MISTAKES)("the error for %s names what was meant", (_what, mistake, told) => {
  expect(mistake).toThrow(ModelError)
  expect(mistake).toThrow(told)
})

it("a server accepts a Worker's own types of its variables, and its context", () => {
  interface Env {
    readonly BOKEH_SECRET_KEY: string
  }
  const home = app("/", () => undefined)
  const server = createServer([home])
  const worker = {
    fetch: (request: Request, env: Env, ctx: object) => server.fetch(request, env, ctx),
    scheduled: (env: Env) => [groupFrom(env, "ops"), broadcast(env, home, "tick", 1)],
  }
  expect(() => worker.scheduled({ BOKEH_SECRET_KEY: "" })).toThrow("GROUPS")
})

it("returned values have types: selected models, events, changes", () => {
  doc.add_root(column(slider))
  const found: number | undefined = doc.select_one(Slider)?.value
  expect(found).toBe(0)
  plot.on_event(Tap, ({ x, modifiers }) => {
    const typed: readonly [number | null, boolean | undefined] = [x, modifiers?.shift]
    expect(typed).toHaveLength(2)
  })
  // @ts-expect-error -- taps have no item
  plot.on_event(Tap, ({ item }) => void item)
  plot.on_event(MenuItemClick, ({ item }) => void item.toUpperCase())
  new Dropdown().on_click((event) => (plot.title = event.item))
  // @ts-expect-error -- only browsers set it
  const set = () => (slider.value_throttled = 1)
  expect(set).toThrow("only a getter")
  new Button().on_click(({ event_name }) => void event_name.length)
})

it("a group's messages have types: when they are sent, received and read later", () => {
  const typed = app("/typed", (_, { group }) => {
    const room = group<{ note: string; at: readonly [number, number] }>("room")
    void room.send("note", "hello")
    // @ts-expect-error -- nota
    void room.send("nota", "hello")
    // @ts-expect-error -- a number
    void room.send("note", 5)
    // @ts-expect-error -- one number
    room.sendNow("at", [1])
    room.on("note", ({ data }) => void data.toUpperCase())
    // @ts-expect-error -- a string
    room.on("note", ({ data }) => void data.toFixed())
    void room.history({ type: "note" }).then(([note]) => note?.data.toUpperCase())
    // @ts-expect-error -- two numbers
    void room.history({ type: "at" }).then(([at]) => at?.data.toUpperCase())
    // @ts-expect-error -- nota
    void room.history({ type: "nota" })
    // @ts-expect-error -- a string, or two numbers
    void room.history({ limit: 5 }).then(([any]) => any?.data.toUpperCase())
    void room.history().then(([any]) => any?.data.length)
    const shared = room.state({ size: 1 })
    // @ts-expect-error -- a string
    void shared.set({ size: "1" })
  })
  expect(typed.pattern).toBe("/typed")
})
