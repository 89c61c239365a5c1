// An app whose hooks do what the page's arguments request.

import { app, Div } from "bokeh-edge"

export const hooked = app(
  "/hooked",
  (doc, context) => {
    const text = new Div({ name: "left", text: "" })
    doc.on_message("who", () => {
      for (const connection of context.connections) {
        const names = context.connections.map(({ data }) => JSON.stringify(data))
        connection.send_message("here", [connection.data, ...names.toSorted()])
      }
    })
    doc.add_root(text)
  },
  {
    connection: {
      connect: async (connection, { env, connections }) => {
        await Promise.resolve()
        const [name] = connection.request.arguments["name"] ?? []
        if (name === "broken") throw new Error("connect is broken")
        if (name === "large") connection.attach("x".repeat(4000))
        if (name === undefined) return connection.close(4403, `who? (${connections.length})`)
        connection.attach({ name, isDevelopment: env["BOKEH_EDGE_DEV"] === "1" })
      },
      receive: (connection, { msgtype, content }) => {
        if (JSON.stringify(content).includes("throw in receive")) throw new Error("receive")
        if (JSON.stringify(content).includes("hang up")) connection.close(4999, "as you wish")
        if (msgtype === "PUSH-DOC") return "no documents, please"
        return msgtype !== "SERVER-INFO-REQ"
      },
      send: (_connection, { msgtype, content }) => {
        if (JSON.stringify(content).includes("throw in send")) throw new Error("send")
        return msgtype !== "PATCH-DOC" || !JSON.stringify(content).includes("secret")
      },
      disconnect: (connection, code, doc, { connections }) => {
        const text = doc.get_model_by_name("left")
        if (text === undefined) return
        text.update({ text: JSON.stringify([connection.data, code, connections.length]) })
      },
    },
  },
)
