// A room whose visitors send each other lines. Every visitor has a separate session.

import { app, column, Div, isGroupName, TextInput } from "bokeh-edge"

const MAX_LINES = 50
const MAX_CHARS = 1000

export const chat = app(
  "/chat/:room",
  (doc, context) => {
    const { params, request } = context
    const room = context.group(`chat ${params.room}`)
    const [name = ""] = request.arguments["name"] ?? []
    const here = new Div({ disable_math: true })
    const lines = new Div({ disable_math: true })
    const input = new TextInput({
      placeholder: "Say something",
      max_length: MAX_CHARS,
      sizing_mode: "stretch_width",
    })
    const add = (who: string, what: string) => {
      const line = `<b>${escaped(who)}</b> ${escaped(what)}`
      lines.text = [...lines.text.split("<br>"), line].slice(-MAX_LINES).join("<br>")
    }

    room.join({ name: name.trim().slice(0, 50) || "Guest" })
    room.on("say", ({ data, from }) => add(from.name, String(data)))
    room.on_presence(() => {
      const names = room.members.filter(({ isOnline }) => isOnline).map((member) => member.name)
      here.text = `Here: ${names.map(escaped).join(", ")}`
    })
    input.on_change("value", async () => {
      const text = input.value.slice(0, MAX_CHARS)
      if (text === "") return
      input.value = ""
      add("You", text)
      await room.send("say", text)
    })
    doc.add_root(column(here, lines, input, { sizing_mode: "stretch_width" }))
  },
  {
    title: "Chat",
    session: { resume: "tab" },
    exists: ({ room }) => isGroupName(`chat ${room}`),
  },
)

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
}
