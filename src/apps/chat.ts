// A chat: the use of a group, on one screen. Every visitor has a session of their own, and a message reaches all other
// sessions.

import { app, column, Div, html, isGroupName, TextInput } from "bokeh-edge"

const MAX_LINES = 50
const MAX_CHARS = 1000

export const chat = app(
  "/chat/:room",
  (doc, context) => {
    const { id, params, request } = context
    const room = context.group(`chat ${params.room}`)
    const [name = ""] = request.arguments["name"] ?? []
    const words = { disable_math: true, styles: { "overflow-wrap": "anywhere" } }
    const here = new Div(words)
    const lines = new Div(words)
    const input = new TextInput({
      placeholder: "Say something",
      max_length: MAX_CHARS,
      sizing_mode: "stretch_width",
    })
    const add = (who: string, what: string) => {
      const line = String(html`<b>${who}</b> ${what}`)
      const before = lines.text === "" ? [] : lines.text.split("<br>")
      lines.text = [...before, line].slice(-MAX_LINES).join("<br>")
    }

    const who = name.trim().slice(0, 50) || `Guest ${id.slice(-4)}`
    room.join({ name: who }, { history: MAX_LINES }) // also for those who come later
    room.on("say", ({ data, from }) => add(from.name, String(data)))
    room.on_presence(() => {
      const names = room.members.filter(({ isOnline }) => isOnline).map((member) => member.name)
      here.text = String(html`Here: ${names.join(", ")}`)
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
    example: { room: "lobby" },
    theme: "auto",
    card: {
      text: "A group in one screen. Open it in two windows.",
      picture: "/static/pictures/chat.png",
      source: "/static/source/chat.ts.txt",
    },

    session: { resume: "tab" },
    exists: ({ room }) => isGroupName(`chat ${room}`),
  },
)
