// A classroom. The teacher asks for the line through a cloud of points. Students move their lines and hand them in. The
// teacher sees all of them immediately, and shows one to everybody. /class/7b is a student's page, /class/7b/teacher the
// teacher's.

import {
  app,
  Button,
  column,
  type Context,
  Div,
  type Group,
  html,
  isGroupName,
  type Member,
  row,
  Select,
  Slider,
  TextInput,
} from "bokeh-edge"

import {
  type Answer,
  cloud,
  type Drawn,
  errorOf,
  isAnswer,
  isLine,
  type Line,
} from "./class-cloud.ts"
import { sendSeen } from "./seen.ts"

/** The messages in the room. */
interface Messages {
  readonly answer: Line
  /** For a teacher who joins later. */
  readonly earlier: readonly Answer[]
}
type Room = Group<Messages>

/** What all have in common, also those who come later. */
interface Lesson {
  readonly task: string
  /** The line that the teacher shows to all. */
  readonly shown: Answer | null
}
type ClassContext = Context<{ readonly room: string }>

const MAX_TASK = 200
const MAX_NAME = 40
const LESSON: Lesson = { task: "Which line is nearest to these points?", shown: null }
const START = "Move the line, then hand it in."
const HAS_IT = "The teacher has it."
const FILL = { sizing_mode: "stretch_width" } as const
const STYLES = { gap: "6px" }
/** Visitors' texts, and the room's name, may be one long word. */
const WORDS = { disable_math: true, styles: { "overflow-wrap": "anywhere" } }
/** White text on BokehJS's own blue is hard to read. */
const BUTTON = ":host { --primary: #2163ad; --primary-hover: #1b528f }"
const PRIMARY = { button_type: "primary", stylesheets: [BUTTON] } as const
const OPTIONS = {
  theme: "auto",
  head: html`<style>body { max-width: 760px; margin: 0 auto; padding: 8px; font: 15px/1.45 system-ui }</style>`,
  session: { resume: "tab" },
  exists: ({ room }: { readonly room: string }) => isGroupName(`class ${room}`),
} as const

const student = app(
  "/class/:room",
  (doc, context) => {
    const { room, name } = joined(context, "student")
    const { plot, show } = cloud()
    const kept = context.state<{ shown: Answer | null; isHandedIn: boolean }>({
      shown: null,
      isHandedIn: false,
    })
    const look = { step: 0.1, ...FILL }
    const slope = new Slider({ title: "Slope", start: -3, end: 3, value: 0, ...look })
    const at0 = new Slider({ title: "Height at 0", start: -5, end: 15, value: 5, ...look })
    const hand = new Button({ label: "Hand in", ...PRIMARY, ...FILL })
    const said = new Div({ name: "said", text: START, ...WORDS })
    const mine = (): Line => ({ slope: slope.value, at0: at0.value })
    const isMine = ({ id }: Answer) => id === room.me?.id
    const draw = () => {
      const own: Drawn = { ...mine(), name: "You", look: "mine" }
      const { shown } = kept
      show(shown === null || isMine(shown) ? [own] : [{ ...shown, look: "chosen" }, own])
    }

    for (const slider of [slope, at0]) {
      slider.on_change("value", () => {
        draw()
        if (kept.isHandedIn) said.text = "You have moved your line: hand it in again."
        kept.isHandedIn = false
      })
    }
    hand.on_click(async () => {
      kept.isHandedIn = true
      said.text = "On its way to the teacher."
      const { delivered } = await room.send("answer", mine(), { to: { role: "teacher" } })
      if (!kept.isHandedIn) return
      said.text = delivered.length > 0 ? HAS_IT : "The teacher will get it."
    })
    handInLater(room, { kept, mine, said })
    const lesson = room.state(LESSON)
    lesson.on_change(() => {
      const { shown } = lesson.value
      // It is reported again after each wake.
      if (shown === null || JSON.stringify(shown) === JSON.stringify(kept.shown)) return
      kept.shown = shown
      draw()
      const whose = isMine(shown) ? html`Your line` : html`The line of <b>${shown.name}</b>`
      said.text = String(html`${whose} is off by ${errorOf(shown)}.`)
    })
    context.onCreated(draw)
    const top = row(heading(context), name, { ...FILL, styles: TOP })
    doc.add_root(
      column(top, taskOf(room), plot, slope, at0, hand, said, { ...FILL, styles: STYLES }),
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
const TOP = { "flex-wrap": "wrap", "align-items": "flex-end", "justify-content": "space-between" }

interface Handed {
  readonly kept: { readonly isHandedIn: boolean }
  readonly mine: () => Line
  readonly said: Div
}

/** The first teacher to join has not been sent the lines that were handed in before. */
function handInLater(room: Room, { kept, mine, said }: Handed): void {
  room.on_presence(async (presence) => {
    const isTeacher = presence.kind === "joined" && presence.member.role === "teacher"
    if (!isTeacher || !kept.isHandedIn) return
    await room.send("answer", mine(), { to: presence.member })
    said.text = HAS_IT
  })
}

/** Your `auth` hook would decide who may open it; in this example, everybody who knows the address may. */
const teacher = app(
  "/class/:room/teacher",
  (doc, context) => {
    const { room } = joined(context, "teacher")
    const { plot, show } = cloud()
    const answers = context.state<{ lines: readonly Answer[] }>({ lines: [] })
    const count = new Div({ name: "count", text: "", disable_math: true })
    const said = new Div({ name: "said", text: "", ...WORDS })
    const who = new Select({ title: "Answer", options: [], value: "", ...FILL })
    const all = new Button({ label: "Show to all", ...PRIMARY, width_policy: "min" })
    const task = new TextInput({ title: "Task", max_length: MAX_TASK, value: LESSON.task, ...FILL })
    const shared = room.state(LESSON)
    const drawLines = () => {
      all.tags = answers.lines.filter(({ id }) => id === who.value)
      const lines = answers.lines.map((one): Drawn => {
        return { ...one, look: one.id === who.value ? "chosen" : "other" }
      })
      show(lines.toSorted((a, b) => Number(a.look === "chosen") - Number(b.look === "chosen")))
    }
    const draw = () => {
      const best = answers.lines.toSorted((a, b) => errorOf(a) - errorOf(b))
      who.options = best.map((one) => [one.id, `${labelOf(one, best)}: off by ${errorOf(one)}`])
      if (!best.some(({ id }) => id === who.value)) who.value = best[0]?.id ?? ""
      all.disabled = best.length === 0
      count.text = countOf(room, answers.lines)
      drawLines()
    }

    who.on_change("value", drawLines)
    task.on_change("value", () =>
      task.value === shared.value.task ? undefined : shared.set({ task: task.value }),
    )
    room.on("answer", ({ data, from: { id = "", name } }) => {
      if (!isLine(data)) return
      const others = answers.lines.filter((one) => one.id !== id)
      answers.lines = [...others, { slope: data.slope, at0: data.at0, id, name }]
      draw()
    })
    shareAmongTeachers(room, answers, draw)
    shared.on_change(() => void (task.value = shared.value.task))
    sendSeen(all, "show")
    doc.on_message("show", async (seen) => {
      if (!isAnswer(seen)) return
      await shared.set({ shown: seen })
      said.text = shownTo(studentsIn(room).length, seen)
    })
    const choice = row(who, all, { ...FILL, styles: { "align-items": "flex-end" } })
    const parts = [heading(context), task, count, plot, choice, said]
    doc.add_root(column(...parts, { ...FILL, styles: STYLES }))
  },
  { ...OPTIONS, title: "The teacher's desk", card: false },
)

/**
 * Another teacher who joins later gets the lines that were handed in so far. A student who is renamed has the new name on
 * their line.
 */
function shareAmongTeachers(
  room: Room,
  answers: { lines: readonly Answer[] },
  draw: () => void,
): void {
  room.on("earlier", ({ data }) => {
    const known = new Set(answers.lines.map(({ id }) => id))
    answers.lines = [...answers.lines, ...data.filter(({ id }) => !known.has(id))]
    draw()
  })
  room.on_presence(async (presence) => {
    const names = new Map(room.members.map(({ id, name }) => [id, name]))
    answers.lines = answers.lines.map((one) => ({ ...one, name: names.get(one.id) ?? one.name }))
    draw()
    if (presence.kind !== "joined" || presence.member.role !== "teacher") return
    if (answers.lines.length > 0) await room.send("earlier", answers.lines, { to: presence.member })
  })
}

export const classroom = [student, teacher]

function shownTo(count: number, { name }: Answer): string {
  const students = count === 1 ? "One student sees" : `${count} students see`
  return String(html`${students} the line of <b>${name}</b>.`)
}

/** Counts those who are present, and those who have left after handing in. */
function countOf(room: Room, lines: readonly Answer[]): string {
  const all = new Set([...studentsIn(room), ...lines].map(({ id }) => id))
  return `${lines.length} of ${all.size} have handed in.`
}

function studentsIn({ members }: Room): readonly Member[] {
  return members.filter(({ isOnline, role }) => isOnline && role === "student")
}

/** Two members may have the same name. */
function labelOf({ id, name }: Answer, all: readonly Answer[]): string {
  const isShared = all.some((one) => one.name === name && one.id !== id)
  return isShared ? `${name} (${id.slice(-4)})` : name
}

/** Names come from visitors: from the address, or from what they type. */
function joined(context: ClassContext, role: "student" | "teacher") {
  const room = context.group<Messages>(`class ${context.params.room}`)
  const [asked = ""] = context.request.arguments["name"] ?? []
  const first = asked.trim().slice(0, MAX_NAME) || `Guest ${context.id.slice(-4)}`
  room.join({ name: first, role })
  const name = new TextInput({ title: "Your name", value: first, max_length: MAX_NAME, width: 180 })
  name.on_change("value", () => {
    const said = name.value.trim().slice(0, MAX_NAME)
    if (said !== "" && room.me !== undefined) room.update({ name: said })
  })
  return { room, name }
}

function heading({ params }: ClassContext): Div {
  return new Div({
    text: String(html`<h1 style="font-size: 22px; margin: 0">Class ${params.room}</h1>`),
    ...WORDS,
  })
}

/** The teacher's task. */
function taskOf(room: Room): Div {
  const text = new Div({ name: "task", text: LESSON.task, ...WORDS })
  const lesson = room.state(LESSON)
  lesson.on_change(() => void (text.text = String(html`${lesson.value.task}`)))
  return text
}
