// A closed room, driven by messages. A Div shows its messages, shared state, seen messages and refusals as JSON.

import { app, Div, type GroupMessage } from "bokeh-edge"

const POLICY = { send: ["teacher"], remove: ["teacher"] }

export const lesson = app("/lesson/:role", (doc, context) => {
  const { role } = context.params
  const room = context.group("lesson")
  const shared = room.state({ topic: "" })
  const told = new Div({ name: "told", text: "" })
  const kept = context.state({ heard: [] as string[], seen: [] as string[], refused: "" })
  let last: GroupMessage | undefined
  const show = () => {
    const here = room.members.map(({ name }) => name)
    told.text = JSON.stringify({ ...kept, here, topic: shared.value.topic })
  }
  room.join({ name: role, role }, { policy: POLICY, keep: 3600 })
  room.on("say", (message) => {
    last = message
    kept.heard.push(String(message.data))
    show()
  })
  room.on_seen(({ by }) => {
    kept.seen.push(by.name)
    show()
  })
  room.on_presence((news) => {
    if (news.kind === "refused") kept.refused = news.reason
    show()
  })
  shared.on_change(show)
  doc.on_message("say", (text) => void room.send("say", String(text)))
  doc.on_message("topic", (topic) => void shared.set({ topic: String(topic) }))
  doc.on_message("seen", () => (last === undefined ? undefined : room.markSeen(last)))
  doc.on_message("remove", async (name) => {
    const member = room.members.find((one) => one.name === name)
    if (member !== undefined) await room.remove(member)
  })
  doc.add_root(told)
})
