// The weather explorer: everybody in a room makes a graph of their own, and sends it to the others.

import { app, isGroupName, versions, viewers } from "bokeh-edge"

import { Explorer } from "./explorer.ts"
import { PAGE_HEAD } from "./style.ts"

export const explore = app(
  "/explore/:room",
  (doc, context) => {
    const room = context.group(`explore ${context.params.room}`)
    new Explorer(doc, context, room).addTo(doc)
  },
  {
    title: "Explore the weather",
    example: { room: "lobby" },
    theme: "auto",
    card: {
      text: "A room: visitors make graphs, send them to each other, follow each other, and comment.",
      picture: "/static/pictures/explore.png",
      source: "/static/source/explore/explore.ts.txt",
    },
    head: PAGE_HEAD,
    session: { resume: "tab", versions: versions() },
    viewers: viewers({ messages: ["mouse"], requests: true }),
    exists: ({ room }) => isGroupName(`explore ${room}`),
  },
)
