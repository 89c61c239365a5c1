// A class room: the teacher asks for the line through a cloud of points; students move theirs and hand it in; the teacher
// sees all of them at once, and shows one to everybody. /class/7b is a student's page, /class/7b/teacher the teacher's.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  type Context,
  Div,
  figure,
  type Group,
  html,
  isGroupName,
  row,
  Select,
  Slider,
  TextInput,
} from "bokeh-edge"

interface Line {
  readonly slope: number
  readonly at0: number
}
interface Shown extends Line {
  readonly name: string
}
/** What is said in the room. */
interface Messages {
  readonly answer: Line
  readonly shown: Shown
  /** To a teacher who comes later. */
  readonly earlier: readonly Shown[]
}
type Room = Group<Messages>
type ClassContext = Context<{ readonly room: string }>

const MAX_TASK = 200
const X = Array.from({ length: 40 }, (_, i) => i / 4)
/** Around the line that is looked for, the same for everybody. */
const Y = X.map((x, i) => 1.4 * x + 2 + 2.2 * Math.sin(i * 12.9898))
const TASK = { task: "Which line is nearest to these points?" }
const FILL = { sizing_mode: "stretch_width" } as const
const STYLES = { gap: "6px" }
/** White on BokehJS's own blue is hard to read. */
const BUTTON = ":host { --primary: #2163ad; --primary-hover: #1b528f }"
const OPTIONS = {
  theme: "auto",
  head: html`<style>body { max-width: 760px; margin: 0 auto; padding: 8px; font: 15px/1.45 system-ui }</style>`,
  session: { resume: "tab" },
  exists: ({ room }: { readonly room: string }) => isGroupName(`class ${room}`),
} as const

const student = app(
  "/class/:room",
  (doc, context) => {
    const room = joined(context, "student")
    const { plot, show } = cloud()
    const slope = new Slider({ title: "Slope", start: -3, end: 3, step: 0.1, value: 0, ...FILL })
    const at0 = new Slider({
      title: "Height at 0",
      start: -5,
      end: 15,
      step: 0.1,
      value: 5,
      ...FILL,
    })
    const hand = new Button({
      label: "Hand in",
      button_type: "primary",
      stylesheets: [BUTTON],
      ...FILL,
    })
    const said = new Div({ text: "Move the line, then hand it in.", disable_math: true })
    const mine = (): Shown => ({ slope: slope.value, at0: at0.value, name: "You" })

    for (const slider of [slope, at0]) slider.on_change("value", () => show([mine()]))
    hand.on_click(async () => {
      const { delivered } = await room.send("answer", mine(), { to: { role: "teacher" } })
      said.text = delivered.length > 0 ? "The teacher has it." : "The teacher will have it."
    })
    room.on("shown", ({ data }) => {
      show([mine(), data])
      said.text = String(html`The line of <b>${data.name}</b> is off by ${errorOf(data)}.`)
    })
    context.onCreated(() => show([mine()]))
    doc.add_root(
      column(heading(context), taskOf(room), plot, slope, at0, hand, said, {
        ...FILL,
        styles: STYLES,
      }),
    )
  },
  {
    ...OPTIONS,
    title: "A class room",
    example: { room: "7b" },
    card: {
      text: "Students hand in a line each; the teacher sees all of them, and shows one to everybody.",
      picture: "/static/pictures/class.png",
      source: "/static/source/classroom.ts.txt",
    },
  },
)

/** Who may open it, `auth` would say; here, who knows the address. */
const teacher = app(
  "/class/:room/teacher",
  (doc, context) => {
    const room = joined(context, "teacher")
    const { plot, show } = cloud()
    const answers = context.state<{ lines: readonly Shown[] }>({ lines: [] })
    const count = new Div({ name: "count", text: "", disable_math: true })
    const who = new Select({ title: "Answer", options: [], value: "", ...FILL })
    const all = new Button({
      label: "Show to all",
      button_type: "primary",
      stylesheets: [BUTTON],
      width_policy: "min",
    })
    const task = new TextInput({ title: "Task", max_length: MAX_TASK, value: TASK.task, ...FILL })
    const shared = room.state(TASK)
    const draw = () => {
      const best = answers.lines.toSorted((a, b) => errorOf(a) - errorOf(b))
      show(best.toReversed())
      who.options = best.map((one) => [one.name, `${one.name}: off by ${errorOf(one)}`])
      if (!best.some(({ name }) => name === who.value)) who.value = best[0]?.name ?? ""
      const here = room.members.filter(
        ({ isOnline, role }) => isOnline && role === "student",
      ).length
      count.text = `${best.length} of ${here} have handed in.`
    }

    task.on_change("value", () => {
      if (task.value !== shared.value.task) return shared.set({ task: task.value })
      return undefined
    })
    room.on("answer", ({ data, from }) => {
      if (!isLine(data)) return
      const others = answers.lines.filter(({ name }) => name !== from.name)
      answers.lines = [...others, { slope: data.slope, at0: data.at0, name: from.name }]
      draw()
    })
    shareAmongTeachers(room, answers, draw)
    shared.on_change(({ value }) => void (task.value = value))
    all.on_click(async () => {
      const shown = answers.lines.find(({ name }) => name === who.value)
      if (shown !== undefined) await room.send("shown", shown, { to: { role: "student" } })
    })
    const choice = row(who, all, { ...FILL, styles: { "align-items": "flex-end" } })
    doc.add_root(column(heading(context), task, count, plot, choice, { ...FILL, styles: STYLES }))
  },
  { ...OPTIONS, title: "The teacher's desk", card: false },
)

/** Who teaches, too, and comes later, is given what was handed in so far. */
function shareAmongTeachers(
  room: Room,
  answers: { lines: readonly Shown[] },
  draw: () => void,
): void {
  room.on("earlier", ({ data }) => {
    const known = new Set(answers.lines.map(({ name }) => name))
    answers.lines = [...answers.lines, ...data.filter(({ name }) => !known.has(name))]
    draw()
  })
  room.on_presence(async (presence) => {
    draw()
    if (presence.kind !== "joined" || presence.member.role !== "teacher") return
    if (answers.lines.length > 0) await room.send("earlier", answers.lines, { to: presence.member })
  })
}

export const classroom = [student, teacher]

/** Names come from visitors, and tell one from another by the last letters where two have the same. */
function joined(context: ClassContext, role: "student" | "teacher"): Room {
  const room = context.group<Messages>(`class ${context.params.room}`)
  const [name = ""] = context.request.arguments["name"] ?? []
  room.join({ name: name.trim().slice(0, 40) || `Guest ${context.id.slice(-4)}`, role })
  return room
}

function heading({ params }: ClassContext): Div {
  return new Div({
    text: String(html`<h1 style="font-size: 22px; margin: 0">Class ${params.room}</h1>`),
    disable_math: true,
  })
}

/** What the teacher asks. */
function taskOf(room: Room): Div {
  const text = new Div({ name: "task", text: TASK.task, disable_math: true })
  room.state(TASK).on_change(({ value }) => void (text.text = String(html`${value}`)))
  return text
}

/** The points, and lines through them: the last one thick. */
function cloud() {
  const source = new ColumnDataSource({ data: { xs: [], ys: [], width: [] } })
  const plot = figure({ height: 340, tools: "", toolbar_location: null, name: "cloud", ...FILL })
  plot.scatter(X, Y, { size: 7, color: "#4a90d9" })
  plot.multi_line("xs", "ys", {
    source,
    line_width: "width",
    line_color: "#d9534a",
  })
  const show = (lines: readonly Line[]) => {
    const width = lines.map((_, i) => (i === lines.length - 1 ? 3 : 1))
    const ys = lines.map(({ slope, at0 }) => [at0, at0 + 10 * slope])
    source.data = { xs: lines.map(() => [0, 10]), ys, width }
  }
  return { plot, show }
}

/** How far the points are from the line, on average. */
function errorOf({ slope, at0 }: Line): number {
  const sum = X.reduce((total, x, i) => total + Math.abs((Y[i] ?? 0) - (at0 + slope * x)), 0)
  return Math.round((100 * sum) / X.length) / 100
}

/** It comes from a student's session. */
function isLine(data: unknown): data is Line {
  const { slope, at0 }: Partial<Record<keyof Line, unknown>> = data ?? {}
  return Number.isFinite(slope) && Number.isFinite(at0)
}
