// A Worker whose pages lose their connection: the members of a room, counted clicks, and a button that disconnects the page.

import { app, Button, column, createServer, Div, figure, Slider, TextInput } from "bokeh-edge"

const room = app("/room", (doc, context) => {
  const name = String(context.request.arguments["name"] ?? "")
  const slider = new Slider({ start: 0, end: 10, value: 0, title: "level" })
  const level = new Div({ text: "level 0" })
  slider.on_change("value", () => void (level.text = `level ${slider.value}`))
  const count = new Button({ label: "count" })
  const clicks = new Div({ text: "clicks 0" })
  count.on_click(() => void (clicks.text = `clicks ${Number(clicks.text.slice(7)) + 1}`))
  const leave = new Button({ label: "leave" })
  leave.on_click(() => {
    for (const connection of context.connections) connection.close(4403, "you left the room")
  })
  const copy = new Button({ label: "copy" })
  copy.on_click(() => context.connection?.copyText("https://example.org/graph"))
  const save = new Button({ label: "save" })
  save.on_click(() => context.connection?.download("numbers.csv", "x,y\n1,2\n"))
  const tell = new Button({ label: "tell" })
  tell.on_click(() => context.connection?.notify("Only here."))
  const open = new Button({ label: "open" })
  open.on_click(() => context.connection?.openLink("/room?name=Opened"))
  const people = new Div()
  const group = context.group("room")
  const show = () => {
    const here = group.members.filter(({ isOnline }) => isOnline)
    people.text = `here: ${here
      .map((member) => member.name)
      .toSorted()
      .join(" ")}`
  }
  group.on_presence(show)
  group.join({ name })
  doc.add_root(column(slider, level, count, clicks, copy, save, tell, open, leave, people))
})

/** Its lines are changed after a page connects and before it pulls the document. */
const away = app("/away", (doc, context) => {
  const lines = column()
  const add = new Button({ label: "add" })
  add.on_click(() => void lines.children.push(new Div({ text: "line" })))
  let count = 0
  context.on_connections(({ kind, connection }) => {
    if (kind !== "came") return
    for (const line of lines.children) if (line instanceof Div) line.text = "changed"
    connection.notify(`Welcome, window ${++count}.`)
  })
  doc.add_root(column(add, lines))
})

const plot = app("/plot", (doc) => {
  const made = figure({ tools: "" })
  const { data_source: source } = made.line([1, 2, 3], [4, 6, 5])
  const more = new Button({ label: "more" })
  more.on_click(() => source.stream({ x: [4], y: [5] }))
  doc.add_root(column(more, made))
})

const typed = app("/typed", (doc) => {
  const words = new TextInput({ title: "words" })
  const heard = new Div({ text: "heard nothing" })
  words.on_change("value", () => void (heard.text = `heard ${words.value}`))
  const slider = new Slider({ start: 0, end: 10, value: 0, title: "level" })
  slider.on_change("value", () => void (heard.text = `level ${slider.value}`))
  doc.add_root(column(words, heard, slider))
})

const said = app("/said", (doc) => {
  const words = new TextInput({ title: "words" })
  const lines = new Div({ text: "" })
  words.on_change("value", () => {
    if (words.value !== "") lines.text += `said ${words.value}; `
    words.value = ""
  })
  doc.add_root(column(words, lines))
})

const server = createServer([room, away, plot, typed, said])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
